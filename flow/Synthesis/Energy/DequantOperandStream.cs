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

        // A weight-stationary column has a result in every cycle.
        int cadence = design.IsWeightStationary ? rows : GroupPace.Cycles(design);
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
            Write(stimulus, t, path, operands, job, group, row);
            if (t >= ResetCycles)
            {
                uint? result = Result(t - path.DequantLatency);
                held = result ?? held;
                stimulus.Expect(t, "y_valid_o", result is null ? 0u : 1);
                stimulus.Expect(t, "y_o", held);
            }
        }

        return new OperandRun(stimulus, ResetCycles + cadence, stimulus.Cycles, (double)design.Group * rows / cadence);

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

    // After a group's last row the registers above hold still, but for the rows' scales, behind which zeros move up.
    private static void Write(Stimulus stimulus, int t, Datapath path, GemmOperands operands, int job, int group, int place)
    {
        Design design = path.Design;
        int row = Math.Min(place, design.BandRows - 1);
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

        if (place == row && ScaleOfRow(design, operands, row, group) is { } scale)
        {
            stimulus.Set(t, "x_scale_i", scale);
        }
    }

    // The array brings it with every group, whether or not the unit looks at it.
    private static ushort? ScaleOfRow(Design design, GemmOperands operands, int row, int group) =>
        operands.ActivationGroupScales is { } scales
            ? ActivationScaleWord.OfGroup(design, operands.M, scales, row, group)
            : operands.ActivationScales?[row];
}
