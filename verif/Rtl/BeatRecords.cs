using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Verif.Rtl;

/// <summary>The beats of one tile as input records of an array, valid_i set: an independent writing of what a feeder
/// must send.</summary>
internal static class BeatRecords
{
    /// <summary>One record a beat.</summary>
    /// <param name="layout">The array's ports.</param>
    /// <param name="design">The design.</param>
    /// <param name="o">Operands of at most rows × columns outputs.</param>
    public static IReadOnlyList<uint[]> Of(RecordLayout layout, Design design, GemmOperands o)
    {
        var records = new List<uint[]>();
        int groups = GemmCheck.Groups(design.Arithmetic, o.K);
        for (int g = 0; g < groups; g++)
        {
            int end = Math.Min(o.K, (g + 1) * design.Group);
            for (int k = g * design.Group; k < end; k += design.Lanes)
            {
                uint[] record = layout.NewInputs(1);
                layout["valid_i"].Write(record, 1);
                WriteCodes(layout, design, o, record, k, Math.Min(design.Lanes, end - k));
                if (k + design.Lanes >= end)
                {
                    WriteGroup(layout, design, o, record, g, groups);
                }

                records.Add(record);
            }
        }

        return records;
    }

    private static void WriteCodes(
        RecordLayout layout, Design design, GemmOperands o, uint[] record, int k, int lanes)
    {
        var (xBits, wBits) = (design.Activations.Bits, design.Weights.Bits);
        for (int lane = 0; lane < lanes; lane++)
        {
            for (int row = 0; row < o.M; row++)
            {
                layout["x_i"].WriteField(
                    record, ((row * design.Lanes) + lane) * xBits, xBits, o.Activations[(row * o.K) + k + lane]);
            }

            for (int column = 0; column < o.N; column++)
            {
                layout["w_i"].WriteField(
                    record, ((column * design.Lanes) + lane) * wBits, wBits, o.Weights[(column * o.K) + k + lane]);
            }
        }
    }

    private static void WriteGroup(
        RecordLayout layout, Design design, GemmOperands o, uint[] record, int group, int groups)
    {
        int wBits = design.Weights.Bits;
        layout["last_i"].Write(record, 1);
        layout["end_i"].Write(record, group == groups - 1 ? 1u : 0);
        for (int column = 0; column < o.N; column++)
        {
            layout["scale_i"].WriteField(record, 16 * column, 16, o.Scales[(column * groups) + group]);
            if (o.ZeroPoints is { } zeros)
            {
                ulong code = (ulong)zeros[(column * groups) + group] & ((1UL << wBits) - 1);
                layout["zero_i"].WriteField(record, wBits * column, wBits, code);
            }
        }

        for (int row = 0; row < o.M && o.ActivationScales is not null; row++)
        {
            layout["x_scale_i"].WriteField(record, 16 * row, 16, o.ActivationScales[row]);
        }
    }
}
