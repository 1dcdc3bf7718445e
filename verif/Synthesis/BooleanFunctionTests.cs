using MixPe.Flow.Cells;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

[TestFixture]
internal sealed class BooleanFunctionTests
{
    // Each digit is the value in a state, the first in the one where all are 0, the second where only the first pin is
    // 1.
    [TestCase("A", "A", "01")]
    [TestCase("!A", "A", "10")]
    [TestCase("A'", "A", "10")]
    [TestCase("A''", "A", "01")]
    [TestCase("!A'", "A", "01")]
    [TestCase("(A B)", "A B", "0001")]
    [TestCase("A * B", "A B", "0001")]
    [TestCase("A&B", "A B", "0001")]
    [TestCase("A + B", "A B", "0111")]
    [TestCase("A|B", "A B", "0111")]
    [TestCase("A ^ B", "A B", "0110")]
    [TestCase("!(A ^ B)", "A B", "1001")]
    [TestCase("(A+B)'", "A B", "1000")]
    [TestCase("A + B C", "A B C", "01010111")]
    [TestCase("A B ^ C", "A B C", "00010100", Description = "exclusive or before and: A (B ^ C)")]
    [TestCase("A ^ B + C", "A B C", "01101111")]
    [TestCase("A !B", "A B", "0100")]
    [TestCase("A(B)", "A B", "0001")]
    [TestCase("1", "A", "11")]
    [TestCase("A 0", "A", "00")]
    [TestCase("(!((A C) + (B C)))", "A B C", "11111000")]
    public void Every_state_has_its_value(string text, string pins, string table) =>
        Assert.That(
            string.Concat(BooleanFunction.Parse(text).Table(pins.Split(' ')).Select(value => value ? '1' : '0')),
            Is.EqualTo(table));

    [TestCase("")]
    [TestCase("A +")]
    [TestCase("(A")]
    [TestCase("A)")]
    [TestCase("A # B")]
    [TestCase("* A")]
    public void What_is_no_expression_is_refused(string text) =>
        Assert.That(() => BooleanFunction.Parse(text), Throws.InstanceOf<FormatException>());

    [Test]
    public void A_pin_that_is_missing_is_named() =>
        Assert.That(
            () => BooleanFunction.Parse("A B").Table(["A"]),
            Throws.InstanceOf<FormatException>().With.Message.Contains("'B'"));
}
