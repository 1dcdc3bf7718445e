using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;
using MixPe.Verif.Cli;
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

    // Yosys looks at line numbers: with all comments the netlist would depend on them, though the cache's key does not.
    [Test]
    public void A_netlist_depends_on_no_comment()
    {
        SynthesisSubject subject = Subject("mixpe-w4a8", "lanes=2", "group=4");
        RtlBundle bundle = subject.Bundle;
        SynthesisSubject other = subject with
        {
            Bundle = bundle with { Sources = [.. bundle.Sources.Select(source => source with { Text = "// A comment.\n" + source.Text })] },
        };
        Assert.That(Mapped(other), Is.EqualTo(Mapped(subject)));
    }

    private static string Mapped(SynthesisSubject subject)
    {
        using var scratch = new ScratchFolder();
        var synthesizer = new Synthesizer(
            TargetLibrary.Load(TargetLibrary.Osu018), RecipeBook.Few, new BuildEnvironment { CacheRoot = scratch.Path }, jobs: 1);
        return synthesizer.By(subject, RecipeBook.Few.Small.Recipes[0]).Netlist.Verilog;
    }

    private static SynthesisSubject Subject(string design, params string[] changes) =>
        new("x", new RtlBench().Generate(DesignLoader.Load(design, changes)), "pe");

    private static string[] Text(string design, params string[] changes) =>
        [.. SubjectText.Of(Subject(design, changes)).Select(file => file.Text)];
}
