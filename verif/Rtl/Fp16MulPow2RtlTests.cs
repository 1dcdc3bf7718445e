using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

[Parallelizable(ParallelScope.All)]
public sealed class Fp16MulPow2RtlTests
{
    private const int Patterns = 1 << 16;

    [Test]
    public void Every_number_by_every_power_is_the_models_with_its_flags()
    {
        int vectors = Fp16MulPow2Check.Binary16(new RtlBench(), (x, power, bits, status) =>
        {
            Fp16ScaleResult golden = Fp16MulPow2.Scale(x, power);
            Assert.That(bits == golden.Bits && status == golden.Status, Is.True,
                $"0x{x:x4} · 2^{power} is 0x{bits:x4} {status}, the model says 0x{golden.Bits:x4} {golden.Status}");
        });
        TestContext.Out.WriteLine($"{vectors} vectors");
        Assert.That(vectors, Is.EqualTo(Patterns * 32));
    }

    [Test]
    public void Every_number_by_every_power_is_the_models_in_the_wide_format()
    {
        int vectors = Fp16MulPow2Check.Wide(new RtlBench(), (x, power, bits) =>
        {
            uint golden = Fp16MulPow2.ScaleWide(x, power);
            Assert.That(bits == golden, Is.True, $"0x{x:x4} · 2^{power} is 0x{bits:x5}, the model says 0x{golden:x5}");
        });
        TestContext.Out.WriteLine($"{vectors} vectors");
        Assert.That(vectors, Is.EqualTo(Patterns * 32));
    }
}
