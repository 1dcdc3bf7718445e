using MixPe.Flow.Synthesis.Baselines;
using MixPe.Generator.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>What each design is measured against.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BaselinePlanTests
{
    [TestCase("mixpe-w4a8", "INT8 heap,INT8 pairs,INT8 booth,INT8 behavioural,uint4 behavioural")]
    [TestCase("w8a8", "INT8 pairs,INT8 booth,INT8 behavioural")]
    [TestCase("w8a8-booth", "INT8 heap,INT8 pairs,INT8 behavioural")]
    [TestCase("w4a4", "INT8 heap,INT8 pairs,INT8 booth,INT8 behavioural,int4 behavioural")]
    [TestCase("fp6-llm", "FP16 FMA heap,FP16 FMA booth,FP16 FMA behavioural")]
    [TestCase("mixpe-w4a16", "FP16 FMA heap,FP16 FMA booth,FP16 FMA behavioural")]
    [TestCase("fp16-fma", "FP16 FMA heap,FP16 FMA behavioural")]
    public void A_design_has_its_rivals_and_not_itself(string design, string names) => Assert.That(
        string.Join(',', BaselinePlan.For(DesignLoader.Load(design, []), "pe").Select(one => one.Name)), Is.EqualTo(names));

    [Test]
    public void An_INT8_baseline_has_INT8_operands_whatever_those_of_the_design_are() => Assert.That(
        BaselinePlan.For(DesignLoader.Load("w4a4", []), "pe").Where(one => one.Name.StartsWith("INT8", StringComparison.Ordinal))
            .Select(one => $"{one.Design.Weights} {one.Design.Activations}"),
        Is.All.EqualTo("int8 int8"));

    [Test]
    public void What_does_not_multiply_has_none() =>
        Assert.That(BaselinePlan.For(DesignLoader.Load("mixpe-w4a8", []), "group_dequant"), Is.Empty);
}
