using System.Globalization;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Corpus;

/// <summary>One cycle of a kept case, hexadecimal digits by port.</summary>
/// <param name="In">Inputs.</param>
/// <param name="Free">Bits of them that the unit must not look at.</param>
/// <param name="Out">Expected outputs.</param>
/// <param name="Care">Bits of them that count.</param>
public sealed record CorpusCycle(
    IReadOnlyDictionary<string, string> In,
    IReadOnlyDictionary<string, string> Free,
    IReadOnlyDictionary<string, string> Out,
    IReadOnlyDictionary<string, string> Care)
{
    // A field of a stimulus.
    private const int MaxBits = 64;

    /// <summary>A cycle of a stimulus.</summary>
    internal static CorpusCycle Of(Stimulus stimulus, int t)
    {
        RecordLayout layout = stimulus.Layout;
        ReadOnlySpan<uint> inputs = stimulus.Inputs.Slice(t * layout.InputWords, layout.InputWords);
        ReadOnlySpan<uint> free = stimulus.Free.Slice(t * layout.InputWords, layout.InputWords);
        ReadOnlySpan<uint> expected = stimulus.Expected.Slice(t * layout.OutputWords, layout.OutputWords);
        ReadOnlySpan<uint> care = stimulus.Care.Slice(t * layout.OutputWords, layout.OutputWords);
        return new CorpusCycle(
            Ports(layout.Inputs, inputs),
            Ports(NotZero(layout.Inputs, free), free),
            Ports(NotZero(layout.Outputs, care), expected),
            Ports(NotZero(layout.Outputs, care), care));
    }

    /// <summary>Writes the cycle into a stimulus.</summary>
    /// <exception cref="KeyNotFoundException">There is no such port.</exception>
    /// <exception cref="FormatException">A port's digits are not those of a number of its width.</exception>
    internal void Write(Stimulus stimulus, int t)
    {
        RecordLayout layout = stimulus.Layout;
        string[] lost = [.. layout.Inputs.Select(port => port.Name).Where(port => !In.ContainsKey(port))];
        if (lost.Length > 0)
        {
            throw new KeyNotFoundException($"in has no {string.Join(", ", lost)}");
        }

        foreach (var (port, digits) in In)
        {
            PortSlice slice = Of(layout.Inputs, port);
            foreach (Field field in FieldsOf(slice, digits))
            {
                stimulus.SetField(t, slice, field.Bit, field.Bits, field.Value);
            }
        }

        foreach (var (port, digits) in Free)
        {
            PortSlice slice = Of(layout.Inputs, port);
            foreach (Field field in FieldsOf(slice, digits))
            {
                stimulus.SetFreeField(t, slice, field.Bit, field.Bits, field.Value);
            }
        }

        // An expectation without the bits that count, or the other way round, has lost something.
        if (!Out.Keys.Order(StringComparer.Ordinal).SequenceEqual(Care.Keys.Order(StringComparer.Ordinal)))
        {
            throw new KeyNotFoundException("out and care name the same ports");
        }

        foreach (var (port, digits) in Care)
        {
            PortSlice slice = Of(layout.Outputs, port);
            foreach (var (wanted, counts) in FieldsOf(slice, Out[port]).Zip(FieldsOf(slice, digits)))
            {
                for (int i = 0; i < counts.Bits; i++)
                {
                    if ((counts.Value >> i & 1) != 0)
                    {
                        stimulus.ExpectField(t, slice, counts.Bit + i, 1, wanted.Value >> i & 1);
                    }
                }
            }
        }
    }

    private static PortSlice Of(IEnumerable<PortSlice> ports, string name) =>
        ports.FirstOrDefault(port => port.Name == name) ?? throw new KeyNotFoundException($"there is no '{name}' among them");

    private static PortSlice[] NotZero(IEnumerable<PortSlice> ports, ReadOnlySpan<uint> record)
    {
        List<PortSlice> found = [];
        foreach (PortSlice port in ports)
        {
            if (port.Of(record).ContainsAnyExcept(0u))
            {
                found.Add(port);
            }
        }

        return [.. found];
    }

    private static Dictionary<string, string> Ports(IEnumerable<PortSlice> ports, ReadOnlySpan<uint> record)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (PortSlice port in ports)
        {
            values[port.Name] = PortText.Hex(port, record);
        }

        return values;
    }

    private static List<Field> FieldsOf(PortSlice port, string digits)
    {
        if (digits is null || digits.Length != (port.Bits + 3) / 4)
        {
            throw new FormatException($"'{digits}' has not the digits of {port.Name}'s {port.Bits} bits");
        }

        List<Field> fields = [];
        for (int bit = 0; bit < port.Bits; bit += MaxBits)
        {
            int bits = Math.Min(MaxBits, port.Bits - bit);
            int end = digits.Length - (bit / 4);
            ulong value = ulong.Parse(
                digits[(end - ((bits + 3) / 4))..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (bits < MaxBits && value >> bits != 0)
            {
                throw new FormatException($"'{digits}' has more than {port.Name}'s {port.Bits} bits");
            }

            fields.Add(new Field(bit, bits, value));
        }

        return fields;
    }

    private readonly record struct Field(int Bit, int Bits, ulong Value);
}
