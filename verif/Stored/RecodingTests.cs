using MixPe.Model.Formats;
using MixPe.Model.Quantization;
using MixPe.Model.Stored;
using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>Recoded weights have the same values, every code with every zero point, or there are none that have.</summary>
public sealed class RecodingTests
{
    [Test]
    public void Every_code_with_every_zero_point_keeps_its_value()
    {
        foreach (string from in new[] { "int4", "uint4", "int8", "uint8" })
        {
            NumberFormat format = NumberFormats.Get(from);
            int?[] zeros = [null, .. Enumerable.Range(format.MinInteger, 1 << format.Bits).Select(zero => (int?)zero)];
            foreach (int? zero in zeros)
            {
                QuantizedWeights weights = new(
                    1, 1 << format.Bits, 1 << format.Bits, format,
                    [.. Enumerable.Range(0, 1 << format.Bits).Select(code => (ushort)code)], [0x3c00], zero is null ? null : [zero.Value]);
                foreach (string to in new[] { "int4", "uint4", "int8", "uint8", "int5", "fp4_e2m1", "ternary" })
                {
                    Compare(weights, NumberFormats.Get(to), zeroPoints: true);
                    Compare(weights, NumberFormats.Get(to), zeroPoints: false);
                }
            }
        }
    }

    private static void Compare(QuantizedWeights weights, NumberFormat to, bool zeroPoints)
    {
        // All codes of a group are there, so only a format of as many codes can have them: with the zero point at the same
        // place among them, or none if that is 0.
        int zero = to.IsInteger ? (weights.ZeroPoints?[0] ?? 0) - weights.Format.MinInteger + to.MinInteger : 0;
        bool has = to.IsInteger && to.Bits == weights.Format.Bits
            && (zeroPoints ? zero >= to.MinInteger && zero <= to.MaxInteger : zero == 0);
        QuantizedWeights? recoded = Recoding.Of(weights, to, zeroPoints);
        string what = $"{weights.Format}, zero point {weights.ZeroPoints?[0]}, to {to}, zero points {zeroPoints}";
        Assert.That(recoded is not null, Is.EqualTo(has), what);
        if (recoded is not null)
        {
            Assert.That(recoded.Dequantize(), Is.EqualTo(weights.Dequantize()), what);
            Assert.That(recoded.Scales, Is.EqualTo(weights.Scales), what);
            Assert.That((recoded.Format, recoded.ZeroPoints is not null), Is.EqualTo((to, zeroPoints)), what);
        }
    }
}
