using MixPe.Flow.Synthesis;
using MixPe.Generator.Designs;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>What decides whether a netlist is found in the cache.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SubjectTextTests
{
    [Test]
    public void A_PE_is_the_same_in_another_array_and_under_another_description() =>
        Assert.That(Text("mixpe-w4a8", "rows=4", "out=fp16", "description=\"another\""), Is.EqualTo(Text("mixpe-w4a8")));

    [TestCase("lanes=4")]
    [TestCase("weights=int4")]
    [TestCase("architecture=pair-sums")]
    [TestCase("group=64")]
    public void Another_PE_is_another(string change) =>
        Assert.That(Text("mixpe-w4a8", change), Is.Not.EqualTo(Text("mixpe-w4a8")));

    [Test]
    public void Modules_below_are_part_of_it_and_no_others()
    {
        string[] modules = [.. Text("mixpe-w4a8").Select(text => text.Split("module ")[1].Split(' ')[0])];
        Assert.That(modules, Is.EqualTo(new[] { "mixpe_w4a8_csa", "mixpe_w4a8_mac", "mixpe_w4a8_pe" }));
    }

    private static string[] Text(string design, params string[] changes) =>
        [.. SubjectText.Of(new SynthesisSubject("x", new RtlBench().Generate(DesignLoader.Load(design, changes)), "pe"))];
}
