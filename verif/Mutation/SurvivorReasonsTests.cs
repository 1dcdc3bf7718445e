using MixPe.Flow.Gemm;
using MixPe.Flow.Mutation;
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
}
