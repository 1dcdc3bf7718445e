using MixPe.Model.Formats;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public class IntegerCodecTests
{
    private static IEnumerable<NumberFormat> Integers => NumberFormats.All.Where(format => format.IsInteger);

    [TestCaseSource(nameof(Integers))]
    public void Every_value_has_one_code(NumberFormat format)
    {
        int[] values = Enumerable.Range(format.MinInteger, format.MaxInteger - format.MinInteger + 1).ToArray();
        ushort[] codes = values.Select(value => IntegerCodec.Encode(format, value)).ToArray();
        Assert.That(codes, Is.EquivalentTo(Enumerable.Range(0, 1 << format.Bits).Select(code => (ushort)code)));
        Assert.That(codes.Select(code => IntegerCodec.Decode(format, code)), Is.EqualTo(values));
    }

    [TestCase("int4", 0x8, -8)]
    [TestCase("int4", 0xf, -1)]
    [TestCase("uint4", 0xf, 15)]
    [TestCase("int8", 0x80, -128)]
    [TestCase("int2", 0x2, -2)]
    [TestCase("ternary", 1, -1)]
    [TestCase("ternary", 2, 0)]
    [TestCase("ternary", 3, 1)]
    public void Codes_are_twos_complement_or_unsigned(string name, int code, int value) =>
        Assert.That(IntegerCodec.Decode(NumberFormats.Get(name), (ushort)code), Is.EqualTo(value));

    [Test]
    public void Values_and_codes_outside_the_format_are_refused()
    {
        NumberFormat int4 = NumberFormats.Get("int4");
        Assert.That(() => IntegerCodec.Encode(int4, 8), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => IntegerCodec.Encode(int4, -9), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => IntegerCodec.Decode(int4, 16), Throws.ArgumentException);
        Assert.That(() => IntegerCodec.Decode(NumberFormats.Fp16, 1), Throws.ArgumentException);
    }

    [Test]
    public void A_ternary_code_of_0_is_refused()
    {
        NumberFormat ternary = NumberFormats.Get("ternary");
        InvalidCodeException error = Assert.Throws<InvalidCodeException>(
            () => IntegerCodec.Check(ternary, [1, 2, 3, 0], 2, "weights"))!;
        Assert.That(error.Message, Is.EqualTo("weights[1, 1] is 0: a code of ternary is 1, 2 or 3"));
        Assert.That(IntegerCodec.Encode(ternary, -1), Is.EqualTo(1));
        Assert.That(() => IntegerCodec.Encode(ternary, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void The_first_invalid_code_is_named_with_its_position()
    {
        ushort[] codes = [1, 2, 3, 4, 16, 17];
        InvalidCodeException error = Assert.Throws<InvalidCodeException>(
            () => IntegerCodec.Check(NumberFormats.Get("uint4"), codes, 3, "weights"))!;
        Assert.That(error.Message, Is.EqualTo("weights[1, 1] is 16: a code of uint4 has 4 bits"));
        Assert.That((error.Row, error.Column, error.Code), Is.EqualTo((1, 1, 16L)));
    }
}
