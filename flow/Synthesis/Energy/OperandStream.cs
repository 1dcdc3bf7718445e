using MixPe.Flow.Gemm;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Units;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Sim.Host;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>What a PE in the middle of an array is given: groups of a quantized GEMM, one after the other without a pause.
/// W and X are normal, as trained weights and normalized activations nearly are.</summary>
internal static class OperandStream
{
    /// <summary>Cycles before the first that counts: reset, and a beat that fills the registers.</summary>
    public const int WarmUp = 4;

    // A thousand products and more in each lane.
    private const int Groups = 64;
    private const double WeightDeviation = 0.02;

    /// <summary>True for the PE of an output-stationary array. One with weights that stay is not given its operands so: what
    /// its checks drive it with changes them in every cycle.</summary>
    public static bool Has(SynthesisSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.Unit == "pe" && !subject.Bundle.Design.IsWeightStationary;
    }

    /// <summary>The stream, with the outputs that are due.</summary>
    /// <param name="subject">The PE.</param>
    public static Stimulus ForPe(SynthesisSubject subject)
    {
        Design design = subject.Bundle.Design;
        Datapath path = new(design);
        RecordLayout layout = new(subject.Top);
        Random random = new(1);
        var operands = GemmProblem.Quantize(
            design,
            Matrix.Normal(Groups, design.Group, WeightDeviation, random),
            Matrix.Normal(Groups, design.Group, 1, random)).Operands;

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
        return BeatStimulus.ForPe(layout, path, BeatSequence.Of(design, groups));
    }
}
