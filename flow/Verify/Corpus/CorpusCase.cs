using System.Globalization;
using System.Text.Json;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Corpus;

/// <summary>A failing case as a file: the design, the check, and every cycle by port name, so that it runs for as long
/// as the unit has those ports, whatever becomes of the check's random choices.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Fault">What went wrong when it was found.</param>
/// <param name="Design">Fields of the design that decide the unit.</param>
/// <param name="Cycles">Inputs, the bits of them that have no meaning, expected outputs and the bits of them that count,
/// as hexadecimal digits by port; a port without such bits or an expectation is left out.</param>
public sealed record CorpusCase(
    string Check, string Fault, IReadOnlyDictionary<string, string> Design, IReadOnlyList<CorpusCycle> Cycles)
{
    // Words for people, and constraints of synthesis: no unit depends on them.
    private static readonly string[] Ignored = ["name", "description", "systems", "clock_ns"];

    /// <summary>A case of a stimulus.</summary>
    public static CorpusCase Of(string check, Design design, Mismatch mismatch, Stimulus stimulus)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(mismatch);
        ArgumentNullException.ThrowIfNull(stimulus);
        RecordLayout layout = stimulus.Layout;
        return new CorpusCase(check, mismatch.ToString(), Fields(design),
        [
            .. Enumerable.Range(0, stimulus.Cycles).Select(t =>
            {
                var (inWords, outWords) = (layout.InputWords, layout.OutputWords);
                return new CorpusCycle(
                    Ports(layout.Inputs, stimulus.Inputs.Slice(t * inWords, inWords), keepZero: true),
                    Ports(layout.Inputs, stimulus.Free.Slice(t * inWords, inWords), keepZero: false),
                    Ports(
                        layout.Outputs, stimulus.Expected.Slice(t * outWords, outWords), keepZero: true,
                        stimulus.Care.Slice(t * outWords, outWords)),
                    Ports(layout.Outputs, stimulus.Care.Slice(t * outWords, outWords), keepZero: false));
            }),
        ]);
    }

    /// <summary>The fields of a design that decide its units.</summary>
    public static IReadOnlyDictionary<string, string> Fields(Design design) => DesignFields.All
        .Where(field => !Ignored.Contains(field.Name))
        .ToDictionary(field => field.Name, field => Text(field.Value(design)), StringComparer.Ordinal);

    /// <summary>The design that the case was found on.</summary>
    /// <exception cref="DesignException">A field has become another since.</exception>
    public Design LoadDesign() => DesignLoader.Parse(
        "name: corpus\n"u8, "corpus.yaml", Design.Select(field => $"{field.Key}={field.Value}"));

    /// <summary>The stimulus.</summary>
    /// <param name="layout">The unit's ports.</param>
    /// <exception cref="CorpusException">The unit has become another since.</exception>
    public Stimulus Render(RecordLayout layout)
    {
        if (Cycles.Any(cycle => cycle is not { In: not null, Free: not null, Out: not null, Care: not null }
            || cycle.In.Concat(cycle.Free).Concat(cycle.Out).Concat(cycle.Care).Any(port => port.Value is null)))
        {
            throw new CorpusException($"{Check}: every cycle has in, free, out and care, and every port digits");
        }

        var stimulus = new Stimulus(layout, Math.Max(1, Cycles.Count));
        try
        {
            for (int t = 0; t < Cycles.Count; t++)
            {
                foreach (var (port, digits) in Cycles[t].In)
                {
                    ForEachField(layout[port], digits, (bit, bits, value) =>
                        stimulus.SetField(t, layout[port], bit, bits, value));
                }

                foreach (var (port, digits) in Cycles[t].Free)
                {
                    ForEachField(layout[port], digits, (bit, bits, value) =>
                        stimulus.SetFreeField(t, layout[port], bit, bits, value));
                }

                foreach (var (port, digits) in Cycles[t].Care)
                {
                    string wanted = Cycles[t].Out[port];
                    ForEachField(layout[port], digits, (bit, bits, care) =>
                    {
                        for (int i = 0; i < bits; i++)
                        {
                            if ((care >> i & 1) != 0)
                            {
                                stimulus.ExpectField(t, layout[port], bit + i, 1, Field(wanted, bit, bits) >> i & 1);
                            }
                        }
                    });
                }
            }
        }
        catch (Exception e) when (e is KeyNotFoundException or ArgumentOutOfRangeException or FormatException)
        {
            throw new CorpusException($"{Check}: the unit's ports are no longer those of the case: {e.Message}", e);
        }

        return stimulus.ComparedCycles > 0
            ? stimulus
            : throw new CorpusException($"{Check}: the case compares nothing");
    }

    /// <summary>The file's text.</summary>
    public string Write() => JsonSerializer.Serialize(this, JsonStyle.Options) + "\n";

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="CorpusException">It is no case.</exception>
    public static CorpusCase Parse(string text, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<CorpusCase>(text, JsonStyle.Options) is
            { Check: not null, Design: not null, Cycles: not null } read
                ? read
                : throw new CorpusException($"{path}: a case has check, design and cycles");
        }
        catch (JsonException e)
        {
            throw new CorpusException($"{path}:{e.LineNumber + 1}: {e.Message}", e);
        }
    }

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static Dictionary<string, string> Ports(
        IEnumerable<PortSlice> ports, ReadOnlySpan<uint> record, bool keepZero, ReadOnlySpan<uint> care = default)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (PortSlice port in ports)
        {
            bool counts = care.IsEmpty || port.Of(care).ContainsAnyExcept(0u);
            if (counts && (keepZero || port.Of(record).ContainsAnyExcept(0u)))
            {
                values[port.Name] = PortText.Hex(port, record);
            }
        }

        return values;
    }

    private static void ForEachField(PortSlice port, string digits, Action<int, int, ulong> take)
    {
        for (int bit = 0; bit < port.Bits; bit += 64)
        {
            int bits = Math.Min(64, port.Bits - bit);
            take(bit, bits, Field(digits, bit, bits));
        }
    }

    private static ulong Field(string digits, int bit, int bits)
    {
        int end = digits.Length - (bit / 4);
        int start = Math.Max(0, end - ((bits + 3) / 4));
        return end <= start ? 0 : ulong.Parse(digits[start..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
