using System.Globalization;
using System.Text;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Docs;

/// <summary>The table of docs/formats.md is what the loader accepts; MIXPE_WRITE_FORMATS=1 writes it.</summary>
public sealed class FormatPageTests
{
    private const string RefreshVariable = "MIXPE_WRITE_FORMATS";
    private const string Begin = "<!-- pairs -->\n";
    private const string End = "<!-- end -->";

    private static readonly string Page = Path.Combine(DesignFiles.Root, "docs", "formats.md");
    private static readonly IReadOnlyList<string> Activations = DesignFields.Find("activations")!.Choices;

    [Test]
    public void The_page_has_every_pair_of_formats() =>
        HeldTable.Hold(Page, Begin, End, Table(), RefreshVariable);

    private static string Table()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"| weights | values | {string.Join(" | ", Activations.Select(word => $"by `{word}`"))} |\n");
        text.Append(CultureInfo.InvariantCulture, $"|---|---|{string.Concat(Activations.Select(_ => "---|"))}\n");
        foreach (string weights in DesignFields.Find("weights")!.Choices)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{weights}` | {Values(NumberFormats.OfWeights(weights))} | {string.Join(" | ", Activations.Select(word => Cell(weights, word)))} |\n");
        }

        return text.ToString();
    }

    private static string Values(NumberFormat format) => format switch
    {
        { Kind: NumberKind.Ternary } => "-1, 0, 1",
        { IsInteger: true } => string.Create(CultureInfo.InvariantCulture, $"{format.MinInteger} to {format.MaxInteger}"),
        { Kind: NumberKind.Flint } => "0, ±1, ±2, ±3, ±4, ±6, ±8, ±16",
        { Kind: NumberKind.OutlierLane } => "-8 to 7, one of a word -136 to 119",
        { Kind: NumberKind.OutlierPair } => "-7 to 7, or ±8, ±12, ±16, ±24, ±32, ±48, ±64, ±96 beside a zero",
        { IsMinifloat: true } => string.Create(
            CultureInfo.InvariantCulture,
            $"±0, ±{Value(format, 1)}{(format.LargestFinite == 1 ? "" : $" to ±{Value(format, (ushort)format.LargestFinite)}")}"),
        _ => "IEEE 754 binary16",
    };

    // As a multiple of a power of two where a decimal number would be long.
    private static string Value(NumberFormat format, ushort code)
    {
        FloatParts parts = IntegerCodec.Unpack(format, code);
        int exponent = parts.Exponent + format.LsbExponent;
        double value = IntegerCodec.ToDouble(format, code);
        return value is > 1e-3 and < 1e6 ? value.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{(parts.Significand == 1 ? "" : $"{parts.Significand}·")}2^{exponent}");
    }

    // Every accumulator that the loader takes, and how wide the exact one is.
    private static string Cell(string weights, string activations)
    {
        List<string> accumulators = [];
        foreach (string word in DesignFields.Find("accumulator")!.Choices)
        {
            try
            {
                Design design = DesignFiles.Parse(
                    "name: a\n", $"weights={weights}", $"activations={activations}", $"accumulator={word}");
                accumulators.Add(design.Accumulator == AccumulatorKind.Exact
                    ? string.Create(CultureInfo.InvariantCulture, $"{word} ({new Datapath(design).AccWidth} bits)")
                    : word);
            }
            catch (DesignException)
            {
                // Not a pair with this accumulator.
            }
        }

        return accumulators.Count == 0 ? "–" : string.Join(", ", accumulators);
    }
}
