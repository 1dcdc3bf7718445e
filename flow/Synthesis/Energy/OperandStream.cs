using MixPe.Flow.Verify.Units;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>What a unit in the middle of an array, or at its edge, is given: groups of a quantized GEMM, one after the other without a
/// pause.</summary>
internal static class OperandStream
{
    // Reset, and a beat that fills the registers.
    private const int ResetCycles = 4;

    // A thousand products and more in each lane.
    private const int Groups = 64;

    /// <summary>The stream of a subject; null for one that has none: arrays, and the edges of sliced ones.</summary>
    /// <param name="subject">The unit.</param>
    public static OperandRun? For(SynthesisSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Datapath path = new(subject.Bundle.Design);
        RecordLayout layout = new(subject.Top);
        return subject.Unit switch
        {
            SynthesisSubject.Pe => ForPe(layout, path, subject.Macs),
            SynthesisSubject.ActivationSum when !path.Design.IsSliced => ForSum(layout, path, subject.Served),
            SynthesisSubject.GroupDequant when !path.Design.IsSliced => DequantOperandStream.Of(layout, path),
            _ => null,
        };
    }

    private static OperandRun ForPe(RecordLayout layout, Datapath path, double macs)
    {
        Design design = path.Design;
        if (design.IsWeightStationary)
        {
            var (stimulus, warmUp) = StationaryOperandStream.ForPe(
                layout, path, QuantizedNormal.Operands(design, 1, design.Rows, Groups * design.Group));
            return new OperandRun(stimulus, warmUp, macs);
        }

        // Results drain while the next group computes: the shadow register shifts in as many cycles as the column has rows.
        int shifting = Math.Min(100, 100 * design.BandRows * design.Lanes / design.Group);
        return new OperandRun(BeatStimulus.ForPe(layout, path, BeatSequence.Of(design, OfGroups(design, shifting))), ResetCycles, macs);
    }

    // The sum of a row's activations drains as the dot products of a column do; in a weight-stationary array it is that of the last row.
    private static OperandRun ForSum(RecordLayout layout, Datapath path, double macs)
    {
        Design design = path.Design;
        if (design.IsWeightStationary)
        {
            return new OperandRun(PartialSumStimulus.ForSum(layout, path, OfRows(design)), ResetCycles, macs);
        }

        int shifting = Math.Min(100, 100 * design.BandRows * design.Lanes / design.Group);
        return new OperandRun(BeatStimulus.ForSum(layout, path, BeatSequence.Of(design, OfGroups(design, shifting))), ResetCycles, macs);
    }

    private static BeatGroup[] OfGroups(Design design, int shifting)
    {
        GemmOperands operands = QuantizedNormal.Operands(design, Groups, Groups, design.Group);
        return
        [
            .. Enumerable.Range(0, Groups).Select(group =>
            {
                Range codes = (group * design.Group)..((group + 1) * design.Group);
                return new BeatGroup(operands.Weights[codes], operands.Activations[codes], 0, 0, shifting, -1, group);
            }),
        ];
    }

    // Row after row meets the same weights.
    private static BeatGroup[] OfRows(Design design)
    {
        const int Rows = 8 * Groups;
        GemmOperands operands = QuantizedNormal.Operands(design, 1, Rows, design.Group);
        return
        [
            .. Enumerable.Range(0, Rows).Select(row => new BeatGroup(
                operands.Weights, operands.Activations[(row * design.Group)..((row + 1) * design.Group)], 0, 0, 0, -1, row)),
        ];
    }
}
