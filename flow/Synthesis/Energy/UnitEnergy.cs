using MixPe.Flow.Gates;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Verify;
using MixPe.Sim.Host;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>Energy of a unit's netlist: simulated with the cells' delays and without, on the operands of a quantized GEMM, its
/// outputs compared with the golden model's, and every change of every net weighed by the library's tables.</summary>
public static class UnitEnergy
{
    /// <summary>Measures; null for a unit that has no stream of operands here: arrays, and the edges of sliced ones.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="candidate">Its netlist.</param>
    /// <param name="library">The cells.</param>
    /// <param name="periodNs">Period of the clock, in ns, for leakage.</param>
    /// <param name="cancellation">Stops the simulation.</param>
    /// <exception cref="SynthesisException">An output is not what the golden model says.</exception>
    public static EnergyFigure? Of(
        SynthesisSubject subject,
        Candidate candidate,
        TargetLibrary library,
        double periodNs,
        CancellationToken cancellation)
    {
        if (UnitOperands.For(subject) is not { } run)
        {
            return null;
        }

        GateNetlist netlist = GateNetlist.Parse(candidate.Netlist.Json, library.Cells, candidate.Netlist.Top);
        GateTiming timing = new(netlist, new TimingConditions { OutputLoad = library.LoadPf });
        GlitchReport report = new GatePower(timing).Compare(
            Run(subject, GateSimulation.WithDelays(timing), run, cancellation),
            Run(subject, GateSimulation.WithoutDelays(timing), run, cancellation),
            periodNs);
        double share = 1.0 / run.MacsPerCycle;
        EnergySplit energy = report.WithDelays.Energy;
        return new EnergyFigure(
            share * energy.Total, share * report.Glitches, share * energy.Clock, share * energy.Leakage);
    }

    private static GateActivity Run(
        SynthesisSubject subject, GateSimulation simulation, OperandRun run, CancellationToken cancellation)
    {
        Stimulus stimulus = run.Stimulus;
        RecordLayout layout = stimulus.Layout;
        (PortSlice Slice, GatePort Port)[] inputs =
            [.. layout.Inputs.Select(slice => (slice, simulation.Netlist.Port(slice.Name)))];
        (PortSlice Slice, GatePort Port)[] outputs =
            [.. layout.Outputs.Select(slice => (slice, simulation.Netlist.Port(slice.Name)))];
        uint[] found = new uint[layout.OutputWords];
        for (int t = 0; t < run.End; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (t == run.Start)
            {
                simulation.ClearActivity();
            }

            ReadOnlySpan<uint> record = stimulus.Inputs.Slice(t * layout.InputWords, layout.InputWords);
            foreach (var (slice, port) in inputs)
            {
                simulation.Set(port, Wide(slice.Of(record)));
            }

            simulation.Step();
            foreach (var (slice, port) in outputs)
            {
                ulong[] wide = new ulong[(slice.Bits + 63) / 64];
                simulation.Get(port, wide);
                Span<uint> words = slice.Of(found.AsSpan());
                for (int i = 0; i < words.Length; i++)
                {
                    words[i] = (uint)(wide[i / 2] >> (32 * (i % 2)));
                }
            }

            if (stimulus.Compare(found, t, 1) is { } mismatch)
            {
                throw new SynthesisException(
                    $"{subject.Name}: the netlist of {subject.Top.Name}, simulated gate by gate: {mismatch}");
            }
        }

        return simulation.Activity;
    }

    private static ulong[] Wide(ReadOnlySpan<uint> words)
    {
        ulong[] wide = new ulong[(words.Length + 1) / 2];
        for (int i = 0; i < words.Length; i++)
        {
            wide[i / 2] |= (ulong)words[i] << (32 * (i % 2));
        }

        return wide;
    }
}
