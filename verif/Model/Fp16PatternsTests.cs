using MixPe.Flow.Verify.Values;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public class Fp16PatternsTests
{
    private const int Draws = 20000;

    [Test]
    public void Every_class_is_at_least_two_percent_of_the_draws()
    {
        var random = new Random(1);
        ushort[] drawn = Enumerable.Range(0, Draws).Select(_ => Fp16Patterns.Any(random)).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(drawn.Count(bits => bits == 0), Is.GreaterThan(Draws / 50), "+0");
            Assert.That(drawn.Count(bits => bits == 0x8000), Is.GreaterThan(Draws / 50), "-0");
            Assert.That(drawn.Count(bits => (bits & 0x7c00) == 0 && (bits & 0x3ff) != 0), Is.GreaterThan(Draws / 50));
            Assert.That(drawn.Count(bits => bits == 0x7c00), Is.GreaterThan(Draws / 50), "+Inf");
            Assert.That(drawn.Count(bits => bits == 0xfc00), Is.GreaterThan(Draws / 50), "-Inf");
            Assert.That(drawn.Count(bits => (bits & 0x7fff) > 0x7c00), Is.GreaterThan(Draws / 50), "NaN");
            Assert.That(drawn.Count(bits => (bits & 0x7fff) is >= 0x7b00 and < 0x7c00), Is.GreaterThan(Draws / 50));
            Assert.That(drawn.Count(bits => (bits & 0x3ff) == 0 && (bits & 0x7c00) is not 0 and not 0x7c00),
                Is.GreaterThan(Draws / 50), "powers of two");
        });
    }
}
