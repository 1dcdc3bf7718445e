using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>What a unit is given, cycle by cycle from a fresh instance, and which bits must come out: plain data, so
/// that every simulator can be given the same.</summary>
/// <remarks>A combinational unit's cycle is one vector. A clocked unit's outputs are those just before the rising edge;
/// a stimulus holds its own reset cycles.</remarks>
public sealed class Stimulus
{
    private readonly uint[] _inputs;
    private readonly uint[] _free;
    private readonly uint[] _expected;
    private readonly uint[] _care;

    /// <summary>All inputs zero, resets inactive, nothing expected.</summary>
    /// <param name="layout">The unit's ports.</param>
    /// <param name="cycles">Number of cycles, at least 1.</param>
    public Stimulus(RecordLayout layout, int cycles)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(cycles, 1);
        Layout = layout;
        Cycles = cycles;
        _inputs = layout.NewInputs(cycles);
        _free = new uint[_inputs.Length];
        _expected = layout.NewOutputs(cycles);
        _care = layout.NewOutputs(cycles);
    }

    /// <summary>The unit's ports.</summary>
    public RecordLayout Layout { get; }

    /// <summary>Number of cycles.</summary>
    public int Cycles { get; }

    /// <summary>[cycles × input words] records.</summary>
    public ReadOnlySpan<uint> Inputs => _inputs;

    /// <summary>[cycles × input words] masks of the bits that the unit must not look at: noise in a two-valued simulator,
    /// unknown in a four-valued one.</summary>
    public ReadOnlySpan<uint> Free => _free;

    /// <summary>[cycles × output words] records; only the bits of <see cref="Care"/> count.</summary>
    public ReadOnlySpan<uint> Expected => _expected;

    /// <summary>[cycles × output words] masks of the bits that are compared.</summary>
    public ReadOnlySpan<uint> Care => _care;

    /// <summary>Sets an input of any width; what is above its width is cut off.</summary>
    public void Set(int cycle, PortSlice port, UInt128 value)
    {
        ArgumentNullException.ThrowIfNull(port);
        Write(_inputs.AsSpan(cycle * Layout.InputWords, Layout.InputWords), port, value);
    }

    /// <inheritdoc cref="Set(int, PortSlice, UInt128)"/>
    public void Set(int cycle, string port, UInt128 value) => Set(cycle, Layout[port], value);

    /// <summary>Sets part of an input.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="port">The port.</param>
    /// <param name="bit">The field's lowest bit.</param>
    /// <param name="bits">Its width, at most 64.</param>
    /// <param name="value">Its value.</param>
    public void SetField(int cycle, PortSlice port, int bit, int bits, ulong value)
    {
        ArgumentNullException.ThrowIfNull(port);
        port.WriteField(_inputs.AsSpan(cycle * Layout.InputWords, Layout.InputWords), bit, bits, value);
    }

    /// <summary>Sets every input to anything.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="noise">Where from.</param>
    public void SetNoise(int cycle, Random noise)
    {
        ArgumentNullException.ThrowIfNull(noise);
        foreach (PortSlice port in Layout.Inputs)
        {
            for (int bit = 0; bit < port.Bits; bit += 32)
            {
                int bits = Math.Min(32, port.Bits - bit);
                SetField(cycle, port, bit, bits, (ulong)noise.NextInt64(1L << bits));
            }
        }
    }

    /// <summary>What an input of at most 128 bits is set to.</summary>
    public UInt128 Input(int cycle, PortSlice port)
    {
        ArgumentNullException.ThrowIfNull(port);
        return Read(_inputs.AsSpan(cycle * Layout.InputWords, Layout.InputWords), port);
    }

    /// <inheritdoc cref="Input(int, PortSlice)"/>
    public UInt128 Input(int cycle, string port) => Input(cycle, Layout[port]);

    /// <summary>What part of an input is set to.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="port">The port.</param>
    /// <param name="bit">The field's lowest bit.</param>
    /// <param name="bits">Its width, at most 64.</param>
    public ulong InputField(int cycle, PortSlice port, int bit, int bits)
    {
        ArgumentNullException.ThrowIfNull(port);
        return port.ReadField(_inputs.AsSpan(cycle * Layout.InputWords, Layout.InputWords), bit, bits);
    }

    /// <summary>Says that the unit must not look at an input.</summary>
    public void SetFree(int cycle, PortSlice port)
    {
        ArgumentNullException.ThrowIfNull(port);
        Span<uint> words = port.Of(_free.AsSpan(cycle * Layout.InputWords, Layout.InputWords));
        words.Fill(uint.MaxValue);
        words[^1] = port.LastWordMask;
    }

    /// <inheritdoc cref="SetFree(int, PortSlice)"/>
    public void SetFree(int cycle, string port) => SetFree(cycle, Layout[port]);

    /// <summary>Says which bits in part of an input the unit must not look at.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="port">The port.</param>
    /// <param name="bit">The field's lowest bit.</param>
    /// <param name="bits">Its width, at most 64.</param>
    /// <param name="mask">Ones for those bits.</param>
    public void SetFreeField(int cycle, PortSlice port, int bit, int bits, ulong mask)
    {
        ArgumentNullException.ThrowIfNull(port);
        port.WriteField(_free.AsSpan(cycle * Layout.InputWords, Layout.InputWords), bit, bits, mask);
    }

    /// <summary>Says what must come out.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="port">An output.</param>
    /// <param name="value">Its value.</param>
    /// <param name="care">The bits that count; all if left out.</param>
    public void Expect(int cycle, PortSlice port, UInt128 value, UInt128? care = null)
    {
        ArgumentNullException.ThrowIfNull(port);
        Write(_expected.AsSpan(cycle * Layout.OutputWords, Layout.OutputWords), port, value);
        Write(_care.AsSpan(cycle * Layout.OutputWords, Layout.OutputWords), port, care ?? UInt128.MaxValue);
    }

    /// <inheritdoc cref="Expect(int, PortSlice, UInt128, UInt128?)"/>
    public void Expect(int cycle, string port, UInt128 value, UInt128? care = null) =>
        Expect(cycle, Layout[port], value, care);

    /// <summary>Says what must come out in part of an output.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="port">The port.</param>
    /// <param name="bit">The field's lowest bit.</param>
    /// <param name="bits">Its width, at most 64.</param>
    /// <param name="value">Its value.</param>
    public void ExpectField(int cycle, PortSlice port, int bit, int bits, ulong value)
    {
        ArgumentNullException.ThrowIfNull(port);
        int at = cycle * Layout.OutputWords;
        port.WriteField(_expected.AsSpan(at, Layout.OutputWords), bit, bits, value);
        port.WriteField(_care.AsSpan(at, Layout.OutputWords), bit, bits, ulong.MaxValue >> (64 - bits));
    }

    /// <summary>Says that all of an output must be zero but for fields that are expected after this.</summary>
    public void ExpectZero(int cycle, PortSlice port)
    {
        ArgumentNullException.ThrowIfNull(port);
        int at = cycle * Layout.OutputWords;
        port.Of(_expected.AsSpan(at, Layout.OutputWords)).Clear();
        Span<uint> care = port.Of(_care.AsSpan(at, Layout.OutputWords));
        care.Fill(uint.MaxValue);
        care[^1] = port.LastWordMask;
    }

    /// <summary>What must come out in part of an output, as far as it is compared.</summary>
    /// <inheritdoc cref="InputField"/>
    public ulong ExpectedField(int cycle, PortSlice port, int bit, int bits)
    {
        ArgumentNullException.ThrowIfNull(port);
        return port.ReadField(_expected.AsSpan(cycle * Layout.OutputWords, Layout.OutputWords), bit, bits);
    }

    /// <summary>True if the unit must not look at any bit of an input.</summary>
    public bool IsFree(int cycle, PortSlice port)
    {
        ArgumentNullException.ThrowIfNull(port);
        ReadOnlySpan<uint> words = port.Of(_free.AsSpan(cycle * Layout.InputWords, Layout.InputWords));
        return words[^1] == port.LastWordMask && !words[..^1].ContainsAnyExcept(uint.MaxValue);
    }

    /// <summary>True if a bit of the cycle is compared.</summary>
    public bool Cares(int cycle) => _care.AsSpan(cycle * Layout.OutputWords, Layout.OutputWords).ContainsAnyExcept(0u);

    /// <summary>The cycles in which a bit is compared.</summary>
    public int ComparedCycles => Enumerable.Range(0, Cycles).Count(Cares);

    /// <summary>A run of its cycles as a stimulus of its own: a sequence from its start, or vectors.</summary>
    public Stimulus Slice(int first, int cycles) => Pick([.. Enumerable.Range(first, cycles)]);

    /// <summary>Some of its cycles as a stimulus of its own, in that order; vectors of a combinational unit.</summary>
    public Stimulus Pick(IReadOnlyList<int> cycles)
    {
        ArgumentNullException.ThrowIfNull(cycles);
        var part = new Stimulus(Layout, cycles.Count);
        for (int i = 0; i < cycles.Count; i++)
        {
            Copy(_inputs, part._inputs, Layout.InputWords, cycles[i], i);
            Copy(_free, part._free, Layout.InputWords, cycles[i], i);
            Copy(_expected, part._expected, Layout.OutputWords, cycles[i], i);
            Copy(_care, part._care, Layout.OutputWords, cycles[i], i);
        }

        return part;
    }

    /// <summary>Vectors as a pipeline meets them: one input, and what must come out, some cycles later than the
    /// rest.</summary>
    /// <param name="latency">How many.</param>
    /// <param name="late">Name of that input.</param>
    public Stimulus Skewed(int latency, string late)
    {
        var skewed = new Stimulus(Layout, Cycles + latency);
        PortSlice lateInput = Layout[late];
        for (int cycle = 0; cycle < Cycles; cycle++)
        {
            foreach (PortSlice port in Layout.Inputs)
            {
                int target = (cycle + (port == lateInput ? latency : 0)) * Layout.InputWords;
                int source = cycle * Layout.InputWords;
                port.Of(_inputs.AsSpan(source, Layout.InputWords)).CopyTo(
                    port.Of(skewed._inputs.AsSpan(target, Layout.InputWords)));
                port.Of(_free.AsSpan(source, Layout.InputWords)).CopyTo(
                    port.Of(skewed._free.AsSpan(target, Layout.InputWords)));
            }

            Copy(_expected, skewed._expected, Layout.OutputWords, cycle, cycle + latency);
            Copy(_care, skewed._care, Layout.OutputWords, cycle, cycle + latency);
        }

        return skewed;
    }

    /// <summary>Vectors of several stimuli in turn: the first of each, then the second of each, and so on.</summary>
    /// <param name="parts">Of the same ports; at least one.</param>
    public static Stimulus Interleave(IReadOnlyList<Stimulus> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        RecordLayout layout = parts[0].Layout;
        var whole = new Stimulus(layout, parts.Sum(part => part.Cycles));
        int at = 0;
        for (int cycle = 0; cycle < parts.Max(part => part.Cycles); cycle++)
        {
            foreach (Stimulus part in parts.Where(part => cycle < part.Cycles))
            {
                Copy(part._inputs, whole._inputs, layout.InputWords, cycle, at);
                Copy(part._free, whole._free, layout.InputWords, cycle, at);
                Copy(part._expected, whole._expected, layout.OutputWords, cycle, at);
                Copy(part._care, whole._care, layout.OutputWords, cycle, at);
                at++;
            }
        }

        return whole;
    }

    /// <summary>The first difference of outputs from what must come out; null if there is none.</summary>
    /// <param name="outputs">[cycles × output words] records.</param>
    /// <param name="first">The stimulus' cycle that the first record belongs to.</param>
    /// <param name="cycles">Number of records.</param>
    public Mismatch? Compare(ReadOnlySpan<uint> outputs, int first, int cycles)
    {
        int words = Layout.OutputWords;
        ReadOnlySpan<uint> expected = _expected.AsSpan(first * words, cycles * words);
        ReadOnlySpan<uint> care = _care.AsSpan(first * words, cycles * words);
        for (int i = 0; i < expected.Length; i++)
        {
            if (((outputs[i] ^ expected[i]) & care[i]) != 0)
            {
                int cycle = i / words;
                return Describe(outputs.Slice(cycle * words, words), first + cycle, i % words);
            }
        }

        return null;
    }

    private static void Copy(uint[] from, uint[] to, int words, int source, int target) =>
        from.AsSpan(source * words, words).CopyTo(to.AsSpan(target * words, words));

    private Mismatch Describe(ReadOnlySpan<uint> record, int cycle, int word)
    {
        PortSlice port = Layout.Outputs.Last(slice => slice.Offset <= word);
        int at = cycle * Layout.OutputWords;
        string wanted = PortText.Hex(port, _expected.AsSpan(at, Layout.OutputWords));
        string care = PortText.Hex(port, _care.AsSpan(at, Layout.OutputWords));
        bool isWhole = care[1..].All(digit => digit == 'f');
        return new Mismatch(cycle, $"{port.Name} is 0x{PortText.Hex(port, record)}, not 0x{wanted}"
            + (isWhole ? "" : $" in the bits 0x{care}"));
    }

    private static void Write(Span<uint> record, PortSlice port, UInt128 value)
    {
        int low = Math.Min(port.Bits, 64);
        port.WriteField(record, 0, low, (ulong)value & (ulong.MaxValue >> (64 - low)));
        if (port.Bits > 64)
        {
            int high = Math.Min(port.Bits - 64, 64);
            port.WriteField(record, 64, high, (ulong)(value >> 64) & (ulong.MaxValue >> (64 - high)));
        }
    }

    private static UInt128 Read(ReadOnlySpan<uint> record, PortSlice port)
    {
        UInt128 value = port.ReadField(record, 0, Math.Min(port.Bits, 64));
        return port.Bits > 64
            ? value | (UInt128)port.ReadField(record, 64, Math.Min(port.Bits - 64, 64)) << 64
            : value;
    }
}
