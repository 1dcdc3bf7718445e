using MixPe.Flow.Gemm;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Units;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>What a PE in the middle of an array is given: groups of a quantized GEMM, one after the other without a pause.
/// W and X are normal, as trained weights and normalized activations nearly are.</summary>
internal static class OperandStream
{
    // Reset, and a beat that fills the registers.
    private const int ResetCycles = 4;

    // A thousand products and more in each lane.
    private const int Groups = 64;
    private const double WeightDeviation = 0.02;

    /// <summary>The stream, with the outputs that are due, and the number of cycles before the first that counts.</summary>
    /// <param name="subject">The PE.</param>
    public static (Stimulus Stimulus, int WarmUp) ForPe(SynthesisSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Design design = subject.Bundle.Design;
        if (design.IsWeightStationary)
        {
            GemmOperands layer = Operands(design, 1, design.Rows, Groups * design.Group);
            return StationaryOperandStream.ForPe(new RecordLayout(subject.Top), new Datapath(design), layer);
        }

        Datapath path = new(design);
        RecordLayout layout = new(subject.Top);
        GemmOperands operands = Operands(design, Groups, Groups, design.Group);

        // Results drain while the next group computes: the shadow register shifts in as many cycles as the column has rows.
        int beats = design.Group / design.Lanes;
        int shifting = Math.Min(100, 100 * design.BandRows / beats);
        BeatGroup[] groups =
        [
            .. Enumerable.Range(0, Groups).Select(group =>
            {
                Range codes = (group * design.Group)..((group + 1) * design.Group);
                return new BeatGroup(operands.Weights[codes], operands.Activations[codes], 0, 0, shifting, -1, group);
            }),
        ];
        return (BeatStimulus.ForPe(layout, path, BeatSequence.Of(design, groups)), ResetCycles);
    }

    private static GemmOperands Operands(Design design, int n, int m, int k)
    {
        Random random = new(1);
        return GemmProblem.Quantize(
            design, Matrix.Normal(n, k, WeightDeviation, random), Matrix.Normal(m, k, 1, random)).Operands;
    }
}
