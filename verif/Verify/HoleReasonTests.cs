using System.Text.RegularExpressions;
using MixPe.Flow.Gemm;
using MixPe.Flow.Tools;
using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>Reasons of bits that never change.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HoleReasonTests
{
    private const string Some = "- {module: m, signal: 'a[5:2]', reason: R.}\n- {module: m, signal: b, reason: S.}\n"
        + "- {module: m, signal: 'u#_#', reason: T.}\n";

    [TestCase("toggle", "m", "a[5]", "R.")]
    [TestCase("toggle", "m", "a[2]", "R.")]
    [TestCase("toggle", "m", "a[6]", null)]
    [TestCase("toggle", "m", "a[1]", null)]
    [TestCase("toggle", "m", "b[77]", "S.")]
    [TestCase("toggle", "m", "b", "S.")]
    [TestCase("toggle", "m", "bb", null)]
    [TestCase("toggle", "m", "u12_0", "T.")]
    [TestCase("toggle", "m", "u12", null)]
    [TestCase("toggle", "n", "b", null)]
    [TestCase("line", "m", "b", null)]
    public void A_reason_belongs_to_the_bits_of_one_signal(string kind, string module, string name, string? reason) =>
        Assert.That(HoleReasons.Parse(Some).Of(new CoveragePoint(kind, module, 1, name)), Is.EqualTo(reason));

    [TestCase("signal: b", "signals: b", "holes.yaml:2")]
    [TestCase("reason: S.", "reason: ''", "reason 2: module, signal and reason are wanted")]
    public void What_is_not_a_whole_reason_is_refused(string text, string wrong, string message) => Assert.That(
        () => HoleReasons.Parse(Some.Replace(text, wrong, StringComparison.Ordinal)),
        Throws.TypeOf<InputException>().With.Message.Contains(message));

    // A reason that outlives its signal would one day explain something else.
    [Test]
    public void The_signal_of_every_reason_stands_in_a_named_design()
    {
        RtlBundle[] bundles =
        [
            .. NamedDesigns.All.Select(design => BundleGenerator.Create().Generate(DesignLoader.Load(design.Name, []))),
        ];
        Assert.That(HoleReasons.Load().All, Is.Not.Empty);
        foreach (HoleReason reason in HoleReasons.Load().All)
        {
            Assert.That(
                bundles.Any(bundle => bundle.Modules.FirstOrDefault(module => module.Unit == reason.Module) is { } module
                    && Regex.IsMatch(
                        bundle.Sources.Single(source => Path.GetFileNameWithoutExtension(source.Path) == module.Name).Text,
                        $@"\b{AnyNumber.Pattern(reason.Name)}\b")),
                $"{reason.Module} has no {reason.Signal}");
        }
    }
}
