using MixPe.Generator.Heaps;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Generator.Rtl;

/// <summary>The adder of the activation sum: which template, and what fills it.</summary>
internal static class SumUnit
{
    /// <summary>Template name and model.</summary>
    internal static (string Template, TemplateModel Model) For(Datapath path, TemplateModel model)
    {
        TemplateModel unit = model
            .WithWidth("state", path.SumStateWidth)
            .WithWidth("acc", path.SumWidth)
            .WithWidth("x", path.BeatActivations)
            .With("lane_msb", path.Design.Lanes - 1)
            .With("lanes_list", Lanes.List(path));
        return path.Design.Accumulator switch
        {
            AccumulatorKind.Fp32 or AccumulatorKind.Fp32Dot => ("sum_fp32", Float(path, unit, NumberFormats.Fp32)),
            AccumulatorKind.Fp16 => ("sum_fp16", Float(path, unit, NumberFormats.Fp16)),
            _ when path.IsFloat => ("sum_fixed", Fixed(path, unit)),
            _ => ("sum_int", Integer(path, unit)),
        };
    }

    private static TemplateModel Integer(Datapath path, TemplateModel unit) => unit.WithSum(SumNetwork.Build(
        path.Design.Target,
        [.. Lanes.Terms(path).Select(term => new Summand(
            term, path.Design.Activations.Bits, IsSigned: path.Design.Activations.IsSigned))],
        new Summand("state_i", path.SumWidth),
        path.SumWidth,
        "state_o",
        path.PipelineRegisters));

    private static TemplateModel Fixed(Datapath path, TemplateModel unit)
    {
        int termWidth = path.ActivationSignificand + path.MaxShift + 1;
        return unit
            .WithWidth("term", termWidth)
            .WithSum(SumNetwork.Build(
                path.Design.Target,
                MacUnit.OnesComplementTerms(path, termWidth),
                new Summand("acc", path.SumWidth),
                path.SumWidth,
                "acc_next",
                path.PipelineRegisters,
                StageDelays.Align))
            .WithDelayed("flag", 1, path.PipelineRegisters);
    }

    private static TemplateModel Float(Datapath path, TemplateModel unit, NumberFormat format)
    {
        double convert = format == NumberFormats.Fp32 ? StageDelays.ToFp32 : 0;
        FpTree tree = new(Lanes.Terms(path), "acc", format, path.PipelineRegisters, convert);
        return tree.AddTo(unit).WithDelayed("flag", 1, path.PipelineRegisters);
    }
}
