using FsCheck;
using FsCheck.Fluent;
using MixPe.Generator.Bundles;
using MixPe.Sim.Host;
using NUnit.Framework;

namespace MixPe.Verif.Sim;

public sealed class PortSliceTests
{
    [Test]
    public void A_field_reads_back_and_leaves_its_neighbours()
    {
        var fields =
            from portBits in Gen.Choose(1, 200)
            from width in Gen.Choose(1, Math.Min(64, portBits))
            from bit in Gen.Choose(0, portBits - width)
            from high in Gen.Choose(int.MinValue, int.MaxValue)
            from low in Gen.Choose(int.MinValue, int.MaxValue)
            select (portBits, width, bit, value: (((ulong)(uint)high << 32) | (uint)low) >> (64 - width));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(fields.ToArbitrary(), draw =>
        {
            var (portBits, width, bit, value) = draw;
            var port = new PortSlice("p", PortDirection.Input, PortRole.Data, 0, Offset: 2, portBits);
            var zeros = new uint[port.Words + 4];
            port.WriteField(zeros, bit, width, value);
            var ones = Enumerable.Repeat(uint.MaxValue, zeros.Length).ToArray();
            port.WriteField(ones, bit, width, value);
            var asBits = System.Numerics.BigInteger.Zero;
            for (int i = zeros.Length - 1; i >= 0; i--)
            {
                asBits = (asBits << 32) | (zeros[i] ^ ~ones[i]);
            }

            var placed = System.Numerics.BigInteger.Zero;
            for (int i = zeros.Length - 1; i >= 0; i--)
            {
                placed = (placed << 32) | zeros[i];
            }

            // Where the field lies both records agree, elsewhere they keep what they had.
            var field = ((System.Numerics.BigInteger.One << width) - 1) << (bit + 64);
            return port.ReadField(zeros, bit, width) == value
                && port.ReadField(ones, bit, width) == value
                && placed == (System.Numerics.BigInteger)value << (bit + 64)
                && asBits == field;
        }));
    }

    [Test]
    public void What_leaves_the_port_is_refused()
    {
        var port = new PortSlice("p", PortDirection.Input, PortRole.Data, 0, 0, 20);
        var wide = port with { Bits = 65 };
        var record = new uint[3];
        Assert.Multiple(() =>
        {
            Assert.That(() => port.Write(record, 1 << 20), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => port.WriteField(record, 13, 8, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => port.ReadField(record, -1, 8), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => wide.Read(record), Throws.InvalidOperationException);
        });
    }
}
