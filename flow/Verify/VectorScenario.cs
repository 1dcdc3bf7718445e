using MixPe.Generator.Bundles;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>Vectors for a unit without state, one a cycle. Made smaller by leaving the wrong one alone and clearing
/// bits of its inputs as long as it stays wrong.</summary>
/// <param name="count">Number of vectors.</param>
/// <param name="write">Writes the inputs of a vector.</param>
/// <param name="specification">What the unit computes.</param>
public sealed class VectorScenario(int count, Action<Stimulus, int> write, VectorSpecification specification)
    : IScenario
{
    /// <inheritdoc/>
    public long Cases => count;

    /// <inheritdoc/>
    public Stimulus Render(RecordLayout layout)
    {
        Stimulus vectors = Vectors(layout);
        return specification.Latency == 0 ? vectors : vectors.Skewed(specification.Latency, specification.LateInput);
    }

    private Stimulus Vectors(RecordLayout layout)
    {
        var stimulus = new Stimulus(layout, count);
        for (int i = 0; i < count; i++)
        {
            write(stimulus, i);
            specification.Expect(stimulus, i);
        }

        return stimulus;
    }

    /// <inheritdoc/>
    public IScenario Beginning(long cases) => specification.Latency == 0
        ? this
        : new VectorScenario((int)Math.Min(count, cases), write, specification);

    /// <inheritdoc/>
    public IEnumerable<IScenario> Smaller(RecordLayout layout, Mismatch seen)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(seen);
        Stimulus all = Vectors(layout);
        int vector = seen.Cycle - specification.Latency;
        var ports = layout.Inputs.Select(port => (Port: port, Value: all.Input(vector, port))).ToArray();
        if (count > 1)
        {
            yield return Single(ports.Select(p => (p.Port, p.Value)).ToArray());
            yield break;
        }

        for (int i = 0; i < ports.Length; i++)
        {
            foreach (UInt128 value in Simpler(ports[i].Value, ports[i].Port))
            {
                var changed = ports.ToArray();
                changed[i].Value = value;
                var trial = new Stimulus(layout, 1);
                Write(trial, changed);
                if (specification.IsLegal(trial, 0))
                {
                    yield return Single(changed);
                }
            }
        }
    }

    // All zero, then single bits cleared from the top.
    private static IEnumerable<UInt128> Simpler(UInt128 value, PortSlice port)
    {
        if (value == 0 || port.Role == PortRole.Reset)
        {
            yield break;
        }

        yield return 0;
        for (int bit = Math.Min(port.Bits, 128) - 1; bit >= 0; bit--)
        {
            if ((value >> bit & 1) != 0)
            {
                yield return value & ~(UInt128.One << bit);
            }
        }
    }

    private VectorScenario Single((PortSlice Port, UInt128 Value)[] ports) =>
        new(1, (stimulus, _) => Write(stimulus, ports), specification);

    private static void Write(Stimulus stimulus, (PortSlice Port, UInt128 Value)[] ports)
    {
        foreach (var (port, value) in ports)
        {
            stimulus.Set(0, port, value);
        }
    }
}
