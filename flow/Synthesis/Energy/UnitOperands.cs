using MixPe.Flow.Verify.Units;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>What a unit in the middle of an array, or at its edge, is given: groups of a quantized GEMM, as close as the array takes them.</summary>
public static class UnitOperands
{
    // Of a weight-stationary array.
    private const int Groups = 64;
    private const int SumRows = 512;
    private const int SumWarmUp = 8;

    /// <summary>The stream of a subject; null for one that has none: arrays, and the edges of sliced ones.</summary>
    /// <param name="subject">The unit.</param>
    public static OperandRun? For(SynthesisSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Datapath path = new(subject.Bundle.Design);
        RecordLayout layout = new(subject.Top);
        return subject.Unit switch
        {
            SynthesisSubject.Pe => ForPe(layout, path),
            SynthesisSubject.ActivationSum when !path.Design.IsSliced => ForSum(layout, path),
            SynthesisSubject.GroupDequant when !path.Design.IsSliced => DequantOperandStream.Of(layout, path),
            _ => null,
        };
    }

    private static OperandRun ForPe(RecordLayout layout, Datapath path)
    {
        Design design = path.Design;
        if (design.IsWeightStationary)
        {
            var (stimulus, warmUp) = StationaryOperandStream.ForPe(
                layout, path, QuantizedNormal.Operands(design, 1, design.Rows, Groups * design.Group));
            return new OperandRun(stimulus, warmUp, stimulus.Cycles, (double)design.Lanes / design.Passes);
        }

        var (cycles, start, end) = SteadyBeats.Of(design);
        return new OperandRun(BeatStimulus.ForPe(layout, path, cycles), start, end, MacsOfRow(design));
    }

    // The sum of a row's activations drains as the dot products of a column do; in a weight-stationary array it is that of the last row.
    private static OperandRun ForSum(RecordLayout layout, Datapath path)
    {
        Design design = path.Design;
        if (design.IsWeightStationary)
        {
            return new OperandRun(
                PartialSumStimulus.ForSum(layout, path, OfRows(design)), SumWarmUp, SumRows, design.Lanes * design.Columns);
        }

        var (cycles, start, end) = SteadyBeats.Of(design);
        return new OperandRun(BeatStimulus.ForSum(layout, path, cycles), start, end, MacsOfRow(design) * design.Columns);
    }

    // Of one PE of it.
    private static double MacsOfRow(Design design) => (double)design.Group / GroupPace.Cycles(design);

    // Row after row meets the same weights.
    private static BeatGroup[] OfRows(Design design)
    {
        GemmOperands operands = QuantizedNormal.Operands(design, 1, SumRows, design.Group);
        return
        [
            .. Enumerable.Range(0, SumRows).Select(row => new BeatGroup(
                operands.Weights, operands.Activations[(row * design.Group)..((row + 1) * design.Group)], 0, 0, 0, -1, row)),
        ];
    }
}
