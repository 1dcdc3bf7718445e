using System.Numerics;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>The port of a unit of several columns' shared sums: of each two neighbouring activations, or of every two and more of each
/// four.</summary>
internal static class PairSumPort
{
    /// <summary>Writes the sums of a beat if the design's PEs take them.</summary>
    /// <param name="stimulus">The stimulus.</param>
    /// <param name="t">The cycle.</param>
    /// <param name="design">The design whose PEs these are.</param>
    /// <param name="x">The beat's activations, one a lane.</param>
    public static void Write(Stimulus stimulus, int t, Design design, ReadOnlySpan<ushort> x)
    {
        if (!design.SharesSums)
        {
            return;
        }

        PortSlice port = stimulus.Layout["both_i"];
        if (design.Architecture == Architecture.Lut)
        {
            int at = 0;
            for (int first = 0; first < design.Lanes; first += 4)
            {
                foreach ((ulong sum, int bits) in Table(design.Activations, x.Slice(first, 4)))
                {
                    stimulus.SetField(t, port, at, bits, sum);
                    at += bits;
                }
            }

            return;
        }

        int width = design.Activations.Bits + 1;
        for (int pair = 0; pair < design.Lanes / 2; pair++)
        {
            long sum = IntegerCodec.Decode(design.Activations, x[2 * pair])
                + IntegerCodec.Decode(design.Activations, x[(2 * pair) + 1]);
            stimulus.SetField(t, port, pair * width, width, (uint)sum & ((1u << width) - 1));
        }
    }

    /// <summary>What a table of four activations holds, the lowest first: each sum and its bits.</summary>
    internal static IEnumerable<(ulong Sum, int Bits)> Table(NumberFormat format, ReadOnlySpan<ushort> x)
    {
        long[] values = [.. x.ToArray().Select(code => IntegerCodec.Decode(format, code))];
        return Enumerable.Range(0, 16).Where(set => BitOperations.PopCount((uint)set) > 1).Select(set =>
        {
            int bits = format.Bits + (BitOperations.PopCount((uint)set) > 2 ? 2 : 1);
            long sum = values.Where((_, lane) => (set >> lane & 1) != 0).Sum();
            return ((ulong)sum & ((1ul << bits) - 1), bits);
        });
    }

    /// <summary>Marks the sums as whatever they are.</summary>
    public static void SetFree(Stimulus stimulus, int t, Design design)
    {
        if (design.SharesSums)
        {
            stimulus.SetFree(t, "both_i");
        }
    }
}
