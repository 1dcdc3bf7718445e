using MixPe.Flow.Explore.Space;
using MixPe.Generator.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
public sealed class ConstraintTests
{
    // mixpe-w4a8: uint4 by int8, groups of 128, 8 lanes, 16 rows, clock_ns 2, shift-add.
    private static readonly Design Design = DesignLoader.Load("mixpe-w4a8");

    [TestCase("lanes == 8", true)]
    [TestCase("lanes != 8", false)]
    [TestCase("lanes < 8 or lanes > 7", true)]
    [TestCase("group / lanes >= 16", true)]
    [TestCase("group / lanes > 16", false)]
    [TestCase("group % 3 == 2", true)]
    [TestCase("rows + 2 * lanes == 32", true)]
    [TestCase("(rows + 2) * lanes == 144", true)]
    [TestCase("rows - lanes - 8 == 0", true)]
    [TestCase("clock_ns <= 2.0", true)]
    [TestCase("weights == uint4 and activations == int8", true)]
    [TestCase("weights != activations", true)]
    [TestCase("architecture == pair-sums", false)]
    [TestCase("shift-add == architecture", true)]
    [TestCase("not fused", true)]
    [TestCase("not (fused or lanes == 8)", false)]
    [TestCase("fused == false", true)]
    [TestCase("lanes == 4 and lanes == 8 or rows == 16", true)]
    [TestCase("lanes == 8 or lanes == 4 and rows == 1", true)]
    [TestCase("not lanes == 4 and rows == 16", true)]
    [TestCase("rows % (lanes - 8) == 0", false)]
    public void A_condition_is_what_it_says(string text, bool expected) =>
        Assert.That(ConstraintParser.Parse(text).Holds(Design), Is.EqualTo(expected));

    [TestCase("", "ends too early")]
    [TestCase("lanes", "has to be a flag")]
    [TestCase("lanes =", "'=' is not understood")]
    [TestCase("lanes == ", "ends too early")]
    [TestCase("lanes == 8 rows", "'rows' is not expected")]
    [TestCase("lanes == uint4", "are a number and a word")]
    [TestCase("lanse == 8", "did you mean 'lanes'")]
    [TestCase("architecture == uint4", "architecture is never uint4")]
    [TestCase("weights < uint4", "what < compares")]
    [TestCase("uint4 == uint4", "'uint4' is no field")]
    [TestCase("(lanes == 8", "a ) is missing")]
    [TestCase("lanes == 8 and rows", "what is right of and")]
    [TestCase("weights + 1 == 2", "what is left of +")]
    [TestCase("name == 1", "is a text")]
    [TestCase("lanes < 99999999999999999999999999999999", "is no number")]
    public void What_is_not_understood_is_told(string text, string words) =>
        Assert.That(() => ConstraintParser.Parse(text), Throws.TypeOf<ConstraintException>().With.Message.Contains(words));

    [Test]
    public void Parentheses_without_end_do_not_end_the_process() => Assert.That(
        () => ConstraintParser.Parse(new string('(', 900)), Throws.TypeOf<ConstraintException>().With.Message.Contains("deep"));

    // As deep as it would nest, it would end the process.
    [Test]
    public void A_condition_without_an_end_is_refused() =>
        Assert.That(
            () => ConstraintParser.Parse($"1{string.Concat(Enumerable.Repeat(" + 1", 100_000))} > 3"),
            Throws.TypeOf<ConstraintException>().With.Message.Contains("longer than 1000"));
}
