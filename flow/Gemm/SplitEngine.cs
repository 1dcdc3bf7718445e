using MixPe.Flow.Tools;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Flow.Gemm;

/// <summary>Several engines of one design side by side: each computes some of the columns of Y, all at a time. The result
/// does not depend on how many there are.</summary>
/// <param name="engines">The engines, at least one.</param>
/// <param name="cancellation">Stops before the next part.</param>
public sealed class SplitEngine(IReadOnlyList<IGemmEngine> engines, CancellationToken cancellation = default) : IGemmEngine
{
    /// <inheritdoc/>
    public Design Design => engines[0].Design;

    /// <inheritdoc/>
    /// <remarks>Cycles are those of the engine that takes longest.</remarks>
    public GemmExecution Run(GemmOperands operands)
    {
        ArgumentNullException.ThrowIfNull(operands);
        (int First, int Count)[] parts = Parts(operands.N, Design.Columns, engines.Count);
        GemmExecution[] done = SideBySide.Select(
            [.. Enumerable.Range(0, parts.Length)],
            parts.Length,
            i => engines[i].Run(OperandSlices.Channels(operands, parts[i].First, parts[i].Count)),
            cancellation);
        uint[] outputs = new uint[operands.M * operands.N];
        for (int i = 0; i < parts.Length; i++)
        {
            for (int row = 0; row < operands.M; row++)
            {
                Array.Copy(
                    done[i].Outputs, row * parts[i].Count, outputs, (row * operands.N) + parts[i].First, parts[i].Count);
            }
        }

        HardwareRun[] runs = [.. done.Select(one => one.Hardware).OfType<HardwareRun>()];
        return new GemmExecution(outputs, runs.Length < parts.Length ? null : Together(operands, runs));
    }

    private HardwareRun Together(GemmOperands operands, HardwareRun[] runs)
    {
        long cycles = runs.Max(run => run.Cycles);
        double most = cycles * Design.MacsPerCycleOf(operands.K) * engines.Count;
        return new HardwareRun(
            cycles,
            runs.Max(run => run.PredictedCycles),
            (double)operands.M * operands.N * operands.K / most,
            runs.Sum(run => run.Mismatches))
        {
            Stalls = runs.Sum(run => run.Stalls),
        };
    }

    // Whole blocks of columns, as even as they go; no part is empty.
    private static (int First, int Count)[] Parts(int n, int columns, int engines)
    {
        int blocks = (n + columns - 1) / columns;
        int parts = Math.Min(blocks, engines);
        int Start(int part) => Math.Min(n, (int)((long)blocks * part / parts) * columns);
        return [.. Enumerable.Range(0, parts).Select(part => (Start(part), Start(part + 1) - Start(part)))];
    }
}
