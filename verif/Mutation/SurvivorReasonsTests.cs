using MixPe.Flow.Gemm;
using MixPe.Flow.Mutation;
using MixPe.Flow.Mutation.Netlists;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Mutants;

[TestFixture]
public sealed class SurvivorReasonsTests
{
    private const string Whole = """
        - unit: array
          module: array
          line: assign a = b;
          operator: Swapped
          place: register a
          reason: None.
        """;

    [Test]
    public void Every_reason_that_is_compiled_in_is_whole() =>
        Assert.That(SurvivorReasons.Load().All, Is.Not.Empty);

    // A reason that outlives its line would one day explain something else.
    [Test]
    public void The_line_of_every_reason_stands_in_a_named_design()
    {
        RtlBundle[] bundles =
        [
            .. NamedDesigns.All.Select(design =>
                BundleGenerator.Create().Generate(DesignLoader.Load(design.Name, []))),
        ];
        foreach (SurvivorReason reason in SurvivorReasons.Load().All)
        {
            Assert.That(
                bundles.Any(bundle => HasLine(bundle, reason)), $"{reason.Module}: no design has the line {reason.Line}");
        }
    }

    private static bool HasLine(RtlBundle bundle, SurvivorReason reason) =>
        bundle.Modules.Any(module => module.Unit == reason.Unit)
        && bundle.Modules.FirstOrDefault(module => module.Unit == reason.Module) is { } module
        && bundle.Sources.Single(source => Path.GetFileNameWithoutExtension(source.Path) == module.Name)
            .Text.Split('\n').Any(line => SurvivorReasons.Plain(line) == SurvivorReasons.Plain(reason.Line));

    [TestCase("  assign a = b;", MutantOperator.Swapped, "register a input bit 3", "None.")]
    [TestCase("assign a = c;", MutantOperator.Swapped, "register a input bit 3", null)]
    [TestCase("assign a = b;", MutantOperator.Inverted, "register a input bit 3", null)]
    [TestCase("assign a = b;", MutantOperator.Swapped, "register b input bit 3", null)]
    public void A_reason_belongs_to_one_line_operator_and_place(
        string code, MutantOperator what, string description, string? reason)
    {
        Assert.That(Reason(Whole, description, code, what), Is.EqualTo(reason));
        Assert.That(Reason(Whole, description, code, what, "pe"), Is.Null);
    }

    [Test]
    public void A_number_sign_in_a_place_is_any_number()
    {
        string yaml = Whole.Replace("register a", "\"left operand of term# bit 4 \"", StringComparison.Ordinal);
        Assert.That(Reason(yaml, "left operand of term12 bit 4 (x)"), Is.EqualTo("None."));
        Assert.That(Reason(yaml, "left operand of term12 bit 40 (x)"), Is.Null);
        Assert.That(Reason(yaml, "the left operand of term12 bit 4 (x)"), Is.Null);
    }

    [TestCase("operator: Swapped", "operator: Sideways", "survivors.yaml:4")]
    [TestCase("place: register a", "places: register a", "survivors.yaml:5")]
    [TestCase("reason: None.", "reason: \" \"", "reason 1: unit, module")]
    [TestCase("module: array", "unit: array", "survivors.yaml:2")]
    public void What_is_not_a_whole_reason_is_refused(string text, string wrong, string message)
    {
        Assert.That(SurvivorReasons.Parse(Whole).All, Has.Count.EqualTo(1));
        Assert.That(
            () => SurvivorReasons.Parse(Whole.Replace(text, wrong, StringComparison.Ordinal)),
            Throws.TypeOf<InputException>().With.Message.Contains(message));
    }

    private static string? Reason(
        string yaml,
        string description,
        string code = "assign a = b;",
        MutantOperator what = MutantOperator.Swapped,
        string unit = "array")
    {
        RtlBundle bundle = BundleGenerator.Create().Generate(DesignLoader.Load("mixpe-w4a8", []));
        string name = bundle.Module("array").Name;
        NetModule module = new(name, name, [], [], new Dictionary<int, string>());
        Mutant mutant = new(
            1, what, new MutationSite(1, module, null, "y_o", 0, [], []), MutantActivation.None, "array.sv", 7, code,
            description);
        return SurvivorReasons.Parse(yaml).Of(bundle, unit, mutant);
    }
}
