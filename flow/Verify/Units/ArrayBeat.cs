using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Sim.Devices;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>One beat of a tile: neighbouring indices of K for all rows and columns.</summary>
/// <param name="Operands">The tile's operands, [rows, K] by [columns, K].</param>
/// <param name="Start">First index of K.</param>
/// <param name="Length">Number of indices, at most the lanes.</param>
/// <param name="Group">The group that they belong to.</param>
/// <param name="IsLast">The group ends.</param>
/// <param name="IsEnd">K ends.</param>
internal sealed record ArrayBeat(GemmOperands Operands, int Start, int Length, int Group, bool IsLast, bool IsEnd)
{
    /// <summary>The beats of a tile, in order.</summary>
    public static IEnumerable<ArrayBeat> Of(Design design, GemmOperands o)
    {
        for (int start = 0; start < o.K; start += design.Group)
        {
            int end = Math.Min(o.K, start + design.Group);
            for (int k = start; k < end; k += design.Lanes)
            {
                bool isLast = k + design.Lanes >= end;
                yield return new ArrayBeat(
                    o, k, Math.Min(design.Lanes, end - k), start / design.Group, isLast, isLast && end == o.K);
            }
        }
    }

    /// <summary>Offers nothing: no input has a meaning but the ones that control.</summary>
    public static void WriteNone(Stimulus stimulus, int t)
    {
        foreach (PortSlice port in stimulus.Layout.Inputs)
        {
            // ready_o follows last_i in every cycle.
            if (port.Name is not ("rst_ni" or "valid_i" or "last_i"))
            {
                stimulus.SetFree(t, port);
            }
        }
    }

    /// <summary>Offers the beat. What is looked at with the last beat only stays noise in the others.</summary>
    public void Write(Stimulus stimulus, int t, Design design)
    {
        RecordLayout layout = stimulus.Layout;
        stimulus.Set(t, "valid_i", 1);
        stimulus.Set(t, "last_i", IsLast ? 1u : 0);
        WriteCodes(stimulus, t, layout["x_i"], design.Lanes, design.Activations.Bits, Operands.M, Operands.Activations);
        if (design.Weights.HasOutlierLane)
        {
            WriteWords(stimulus, t, layout["w_i"], design);
        }
        else
        {
            WriteCodes(stimulus, t, layout["w_i"], design.Lanes, design.Weights.Bits, Operands.N, Operands.Weights,
                isFloat: !design.Weights.IsFixedPoint, isPaired: design.Weights.IsPaired);
        }

        SetFree(stimulus, t, design);
        if (!IsLast)
        {
            return;
        }

        stimulus.Set(t, "end_i", IsEnd ? 1u : 0);
        for (int column = 0; column < Operands.N; column++)
        {
            ScalePort.Write(stimulus, t, design, Operands, column, Group, IsEnd);
        }

        for (int row = 0; row < Operands.M; row++)
        {
            if (ActivationScaleWord.Of(design, Operands, row, Group, IsEnd) is { } scale)
            {
                int bits = design.ActivationScaleBits;
                stimulus.SetField(t, layout["x_scale_i"], bits * row, bits, scale);
            }
        }
    }

    // What is looked at with the last beat, of a group or of K, only.
    private void SetFree(Stimulus stimulus, int t, Design design)
    {
        if (!IsLast)
        {
            stimulus.SetFree(t, "end_i");
            stimulus.SetFree(t, "scale_i");
            if (design.HasActivationSums)
            {
                stimulus.SetFree(t, "zero_i");
            }
        }

        bool isWhole = IsEnd || !design.HasMinima || (Group + 1) % design.SuperGroupGroups == 0;
        if ((!IsEnd && design.ActivationScale) || (!(IsLast && isWhole) && design.ActivationGroupScale is not null))
        {
            stimulus.SetFree(t, "x_scale_i");
        }
    }

    // Lanes beyond K stay noise; the outlier is that of one within.
    private void WriteWords(Stimulus stimulus, int t, PortSlice port, Design design)
    {
        int bits = design.Weights.CodeBits;
        for (int row = 0; row < Operands.N; row++)
        {
            ushort[] word = OutlierWord.Pack(Operands.Weights.AsSpan((row * Operands.K) + Start, Length), design.Lanes);
            for (int i = 0; i < word.Length; i++)
            {
                if (i < Length || i >= design.Lanes)
                {
                    stimulus.SetField(t, port, ((row * word.Length) + i) * bits, bits, word[i]);
                }
            }
        }
    }

    // Lanes beyond K are zero in the activations; their weights stay noise unless it may be infinite, or be taken for
    // the victim of the last one.
    private void WriteCodes(
        Stimulus stimulus, int t, PortSlice port, int lanes, int bits, int rows, ushort[] codes, bool isFloat = false,
        bool isPaired = false)
    {
        bool isZero = port.Name == "x_i" || isFloat;
        for (int row = 0; row < rows; row++)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                if (lane < Length || isZero || (isPaired && lane == Length && lane % 2 != 0))
                {
                    ulong code = lane < Length ? codes[(row * Operands.K) + Start + lane] : 0u;
                    stimulus.SetField(t, port, ((row * lanes) + lane) * bits, bits, code);
                }
            }
        }
    }
}
