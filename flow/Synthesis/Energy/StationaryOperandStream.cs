using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Units;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>What a PE half way down a weight-stationary array is given by a layer of one channel: block after block of as many
/// rows of activations as the array has, slice by slice, with the partial sums of the PEs above. The weights of all PEs of the
/// column go by.</summary>
internal static class StationaryOperandStream
{
    /// <summary>The stream, with the partial sums that are due, and the number of cycles before the first that counts: the
    /// first block.</summary>
    /// <param name="layout">The PE's ports.</param>
    /// <param name="path">The design's datapath.</param>
    /// <param name="layer">W [1, K], X [rows of the array, K]; K in whole groups.</param>
    public static (Stimulus Stimulus, int WarmUp) ForPe(RecordLayout layout, Datapath path, GemmOperands layer)
    {
        Design design = path.Design;
        Datapath inner = path.Inner;
        int row = design.Rows / 2;
        int block = design.Rows * design.Passes;
        int groups = layer.K / design.Group;
        int meets = design.Pipeline;

        // Shared registers are before the PE.
        int late = design.SharedColumns > 1 ? 1 : 0;
        int cycles = block * groups;
        Stimulus stimulus = new(layout, cycles);
        for (int t = 0; t < cycles; t++)
        {
            int phase = t % block;
            stimulus.Set(t, "load_i", phase == 0 ? 1u : 0);
            WriteCodes(t, "w_i", OutlierWord.Words(design.Weights, Word(t / block, row + phase), design.Lanes), design.Weights.CodeBits);
            if (t >= late)
            {
                ushort[] beat = Beat(t - late).X[(row * design.Lanes)..];
                WriteCodes(t, "x_i", beat, inner.Design.Activations.Bits);
                PairSumPort.Write(stimulus, t, inner.Design, beat);
            }

            if (t >= meets)
            {
                var (w, x) = Beat(t - meets);
                stimulus.Set(t, "dot_i", GroupState.Dot(inner, w.AsSpan(0, row * design.Lanes), x.AsSpan(0, row * design.Lanes)).Value);
            }

            if (t > meets)
            {
                var (w, x) = Beat(t - meets - 1);
                var (value, care) = GroupState.Dot(inner, w, x);
                stimulus.Expect(t, "dot_o", value, care);
            }
        }

        return (stimulus, block);

        // Operands of the PEs down to this one.
        (ushort[] W, ushort[] X) Beat(int cycle)
        {
            int start = cycle / block * design.Group;
            int m = cycle % block / design.Passes;
            Range above = start..(start + ((row + 1) * design.Lanes));
            ushort[] x = layer.Activations[(m * layer.K)..((m + 1) * layer.K)];
            return (
                layer.Weights[above],
                design.IsSliced
                    ? Slices(design, x.AsSpan(start, design.Group), cycle % design.Passes)[..((row + 1) * design.Lanes)]
                    : x[above]);
        }

        // The word that goes by: those of the rows below after its own one, of which the last one stays, and before the next
        // group's own one those of the rows above.
        ReadOnlySpan<ushort> Word(int group, int place)
        {
            (group, place) = place < block ? (group, Math.Min(place, design.Rows - 1)) : (group + 1, place - block);
            return layer.Weights.AsSpan((group % groups * design.Group) + (place * design.Lanes), design.Lanes);
        }

        void WriteCodes(int t, string port, ReadOnlySpan<ushort> codes, int bits)
        {
            PortSlice slice = stimulus.Layout[port];
            for (int lane = 0; lane < codes.Length; lane++)
            {
                stimulus.SetField(t, slice, lane * bits, bits, codes[lane]);
            }
        }
    }

    // One slice of each activation of a group, the most significant slice first; without a sign.
    private static ushort[] Slices(Design design, ReadOnlySpan<ushort> x, int index)
    {
        int largest = design.AlignsActivations ? SlicedGroup.LargestExponent(design.Activations, x) : 0;
        ushort[] all = new ushort[x.Length];
        for (int i = 0; i < all.Length; i++)
        {
            int integer = design.AlignsActivations
                ? SlicedGroup.Align(design.Activations, x[i], largest, design.AlignedBits)
                : (int)IntegerCodec.Decode(design.Activations, x[i]);
            int word = integer + SlicedGroup.Limit(design.AlignedBits);
            all[i] = (ushort)(word >> (design.SliceBits * (design.Slices - 1 - index)) & ((1 << design.SliceBits) - 1));
        }

        return all;
    }
}
