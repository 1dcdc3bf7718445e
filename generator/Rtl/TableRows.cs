using System.Globalization;
using System.Numerics;
using MixPe.Generator.Heaps;
using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>Products by look-up (T-MAC, arXiv 2407.00088; LUT Tensor Core, arXiv 2408.06003; FIGLUT, arXiv 2503.06862): four activations have
/// sixteen sums, and for each bit of four weights a row is the one that those bits name. A table holds the eleven sums of two activations
/// and more; zero and the activations themselves are there anyway.</summary>
internal static class TableRows
{
    /// <summary>Activations of a table.</summary>
    internal const int Entries = 4;

    private static IEnumerable<int> Sums => Enumerable.Range(1, (1 << Entries) - 1).Where(set => !BitOperations.IsPow2(set));

    /// <summary>Bits of a table.</summary>
    internal static int Bits(Datapath path) => Sums.Sum(set => Width(path, set));

    /// <summary>Bits of the tables that several PEs share.</summary>
    internal static int SharedBits(Datapath path) => path.Design.Lanes / Entries * Bits(path);

    /// <summary>The values that the table's own template and its users name.</summary>
    internal static TemplateModel AddTo(Datapath path, TemplateModel model)
    {
        int x = path.Design.Activations.Bits;
        return model
            .WithWidth("four", Entries * x)
            .WithWidth("table", Bits(path))
            .With("elements", Enumerable.Range(0, Entries).Select(lane => new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["signal"] = Sum(1 << lane),
                ["msb"] = x - 1,
                ["low"] = lane * x,
                ["high"] = ((lane + 1) * x) - 1,
            }).ToArray())
            .With("sums", Sums.Select(set => SumOf(path, set)).ToArray())
            .With("largest_first", string.Join(", ", Sums.Reverse().Select(Sum)));
    }

    /// <summary>The tables as mac lists them, each with its rows.</summary>
    /// <param name="path">The design's widths.</param>
    /// <param name="terms">Gets the rows as terms of a sum.</param>
    internal static Dictionary<string, object>[] List(Datapath path, List<Summand> terms) =>
        [.. Enumerable.Range(0, path.Design.Lanes / Entries).Select(table => Table(path, table, terms))];

    private static Dictionary<string, object> Table(Datapath path, int table, List<Summand> terms)
    {
        NumberFormat weights = path.Design.Weights;
        int x = path.Design.Activations.Bits;
        int width = Width(path, (1 << Entries) - 1);
        int at = 0;
        Dictionary<string, object>[] choices = [.. Enumerable.Range(1, (1 << Entries) - 1).Select(set =>
        {
            int own = Width(path, set);
            bool isSum = !BitOperations.IsPow2(set);
            int low = isSum ? at : ((table * Entries) + BitOperations.Log2((uint)set)) * x;
            at += isSum ? own : 0;
            string word = isSum ? Number("table", table) : "x_i";
            string top = path.Design.Activations.IsSigned ? $"{word}[{low + own - 1}]" : "1'b0";
            string slice = string.Create(CultureInfo.InvariantCulture, $"{word}[{low + own - 1}:{low}]");
            return new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["set"] = set,
                ["signal"] = string.Create(CultureInfo.InvariantCulture, $"sum{table}_{set}"),
                ["value"] = own == width ? slice
                    : string.Create(CultureInfo.InvariantCulture, $"{{ {{{width - own}{{{top}}}}}, {slice}}}"),
            };
        })];
        Dictionary<string, object>[] rows = [.. Enumerable.Range(0, weights.Bits).Select(bit =>
        {
            string signal = string.Create(CultureInfo.InvariantCulture, $"row{table}_{bit}");
            bool isNegative = weights.IsSigned && bit == weights.Bits - 1;
            terms.Add(new Summand(signal, width, bit, path.Design.Activations.IsSigned, isNegative));
            return new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["signal"] = signal,
                ["index"] = string.Create(CultureInfo.InvariantCulture, $"index{table}_{bit}"),
                ["bits"] = string.Join(", ", Enumerable.Range(0, Entries).Reverse().Select(lane => string.Create(
                    CultureInfo.InvariantCulture, $"w_i[{(((table * Entries) + lane) * weights.Bits) + bit}]"))),
                ["terms"] = choices.Select((choice, i) => new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["or"] = i == 0 ? " " : "|",
                    ["sum"] = choice["signal"],
                    ["set"] = choice["set"],
                    ["end"] = i == choices.Length - 1 ? ";" : "",
                }).ToArray(),
            };
        })];
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["table"] = table,
            ["first"] = table * Entries,
            ["last"] = (table * Entries) + Entries - 1,
            ["x_low"] = table * Entries * x,
            ["x_high"] = ((table + 1) * Entries * x) - 1,
            ["both_low"] = table * Bits(path),
            ["both_high"] = ((table + 1) * Bits(path)) - 1,
            ["width"] = width,
            ["msb"] = width - 1,
            ["choices"] = choices,
            ["rows"] = rows,
        };
    }

    // Of all but its lowest activation and that one; of four, two sums of two.
    private static Dictionary<string, object> SumOf(Datapath path, int set)
    {
        int low = set == (1 << Entries) - 1 ? 3 : set & -set;
        int width = Width(path, set);
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["signal"] = Sum(set),
            ["msb"] = width - 1,
            ["a"] = Extended(path, set ^ low, width),
            ["b"] = Extended(path, low, width),
        };
    }

    private static string Extended(Datapath path, int set, int width)
    {
        int own = Width(path, set);
        string top = path.Design.Activations.IsSigned ? $"{Sum(set)}[{own - 1}]" : "1'b0";
        return own == width ? Sum(set)
            : string.Create(CultureInfo.InvariantCulture, $"{{ {{{width - own}{{{top}}}}}, {Sum(set)}}}");
    }

    // Sums of two have a bit more than an activation, of three and four two more.
    private static int Width(Datapath path, int set) =>
        path.Design.Activations.Bits + (BitOperations.PopCount((uint)set) switch { 1 => 0, 2 => 1, _ => 2 });

    private static string Sum(int set) => Number("sum", set);

    private static string Number(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}{number}");
}
