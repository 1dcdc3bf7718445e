using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Units;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;
using MixPe.Sim.Devices;
using MixPe.Sim.Host;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>What a dequantization unit at the foot of a column is given by a quantized GEMM: the dot products of a group, one row a cycle, and
/// then nothing new until the next group has been multiplied.</summary>
internal static class DequantOperandStream
{
    private const int ResetCycles = 2;

    // Of the order of the products that a PE is given; the rows of a group more or less.
    private const int Results = 512;

    /// <summary>The stream, with the results that are due.</summary>
    /// <param name="layout">The unit's ports.</param>
    /// <param name="path">The design's datapath; not sliced.</param>
    public static OperandRun Of(RecordLayout layout, Datapath path)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(path);
        Design design = path.Design.Array;
        int rows = design.BandRows;

        // A weight-stationary column has a result in every cycle, another one those of a group in the time of its beats.
        int cadence = design.IsWeightStationary ? rows : Math.Max(design.Group / design.Lanes, rows);
        int wanted = (Results + rows - 1) / rows;
        int groups = Math.Clamp(design.Tile.MaxK / design.Group, 1, wanted);
        int jobs = ((wanted + groups - 1) / groups) + 1;
        GemmOperands operands = QuantizedNormal.Operands(design, jobs, rows, groups * design.Group);
        uint[] y = GoldenGemm.Run(design.Arithmetic, operands);

        Stimulus stimulus = new(layout, ResetCycles + (jobs * groups * cadence));
        uint held = 0;
        for (int t = 0; t < stimulus.Cycles; t++)
        {
            stimulus.Set(t, "rst_ni", t < ResetCycles ? 0u : 1);
            (int job, int group, int row) = At(Math.Max(t - ResetCycles, 0));
            stimulus.Set(t, "valid_i", t >= ResetCycles && row < rows ? 1u : 0);
            Write(stimulus, t, path, operands, job, group, Math.Min(row, rows - 1));
            if (t >= ResetCycles)
            {
                uint? result = Result(t - path.DequantLatency);
                held = result ?? held;
                stimulus.Expect(t, "y_valid_o", result is null ? 0u : 1);
                stimulus.Expect(t, "y_o", held);
            }
        }

        return new OperandRun(stimulus, ResetCycles + cadence, (double)design.Group * rows / cadence);

        (int Job, int Group, int Row) At(int cycle) =>
            (cycle / (groups * cadence), cycle / cadence % groups, cycle % cadence);

        uint? Result(int entered)
        {
            if (entered < ResetCycles)
            {
                return null;
            }

            (int job, int group, int row) = At(entered - ResetCycles);
            return row < rows && group == groups - 1 ? y[(row * jobs) + job] : null;
        }
    }

    // What follows a group's last row is that row again, not valid: the registers above hold still.
    private static void Write(Stimulus stimulus, int t, Datapath path, GemmOperands operands, int job, int group, int row)
    {
        Design design = path.Design;
        int groups = operands.K / design.Group;
        ReadOnlySpan<ushort> w = operands.Weights.AsSpan((job * operands.K) + (group * design.Group), design.Group);
        ReadOnlySpan<ushort> x = operands.Activations.AsSpan((row * operands.K) + (group * design.Group), design.Group);
        stimulus.Set(t, "first_i", group == 0 ? 1u : 0);
        stimulus.Set(t, "end_i", group == groups - 1 ? 1u : 0);
        stimulus.Set(t, "dot_i", GroupState.Dot(path, w, x).Value);
        stimulus.Set(t, "scale_i", ScaleWord.Of(design, operands, job, group));
        if (ZeroWord.Of(design, operands, job, group) is { } zero)
        {
            stimulus.Set(t, "zero_i", zero);
            stimulus.Set(t, "sum_i", GroupState.Sum(path, x).Value);
        }

        // A row's scale waits at its unit for the last group.
        if (ActivationScaleWord.Of(design, operands, row, group, isEnd: !design.HasMinima || group == groups - 1) is { } scale)
        {
            stimulus.Set(t, "x_scale_i", scale);
        }
    }
}
