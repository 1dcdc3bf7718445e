using MixPe.Sim.Host;
using NUnit.Framework;

namespace MixPe.Verif.Sim;

public sealed class PortRoundTripTests
{
    private const int Vectors = 2000;

    private static VerilatedLibrary Library() =>
        new SimBench().Build(SimModules.WidthsText, SimModules.WidthsModule);

    [Test]
    public void Every_width_goes_in_and_comes_out_whole()
    {
        var library = Library();
        var layout = library.Layout;
        using var model = library.Create();
        var random = new Random(20260101);
        var inputs = layout.NewInputs(Vectors);
        var outputs = layout.NewOutputs(Vectors);
        for (int i = 0; i < Vectors; i++)
        {
            foreach (var port in layout.Inputs)
            {
                var words = port.Of(inputs.AsSpan(i * layout.InputWords, layout.InputWords));
                foreach (ref uint word in words)
                {
                    // All ones and all zeros show a lost or a foreign bit; random words a swapped one.
                    word = i switch { 0 => 0, 1 => uint.MaxValue, _ => (uint)random.NextInt64(1L << 32) };
                }

                words[^1] &= port.LastWordMask;
            }
        }

        model.Run(inputs, outputs, Vectors);
        Assert.Multiple(() =>
        {
            foreach (int bits in SimModules.Widths)
            {
                var from = layout[$"a{bits}__i"];
                var to = layout[$"y{bits}_o"];
                Assert.That(to.Words, Is.EqualTo((bits + 31) / 32));
                for (int i = 0; i < Vectors; i++)
                {
                    uint[] expected = from.Of(inputs.AsSpan(i * layout.InputWords, layout.InputWords)).ToArray();
                    expected = [.. expected.Select(word => ~word)];
                    expected[^1] &= from.LastWordMask;
                    uint[] actual = to.Of(outputs.AsSpan(i * layout.OutputWords, layout.OutputWords)).ToArray();
                    Assert.That(actual, Is.EqualTo(expected), $"{bits} bits, vector {i}");
                }
            }
        });
    }

    [Test]
    public void Poke_and_peek_agree_with_records()
    {
        using var model = Library().Create();
        foreach (int bits in SimModules.Widths.Where(bits => bits <= 64))
        {
            ulong ones = ulong.MaxValue >> (64 - bits);
            ulong value = 0xdead_beef_cafe_f00dUL & ones;
            model.Poke($"a{bits}__i", value);
            model.Evaluate();
            Assert.That(model.Peek($"a{bits}__i"), Is.EqualTo(value));
            Assert.That(model.Peek($"y{bits}_o"), Is.EqualTo(~value & ones), $"{bits} bits");
        }

        uint[] wide = [.. Enumerable.Range(1, 9).Select(i => (uint)i * 0x01234567), 0x00000abc];
        model.PokeWide("a300__i", wide);
        model.Evaluate();
        Assert.That(model.PeekWide("a300__i"), Is.EqualTo(wide));
        uint[] expected = [.. wide.Select(word => ~word)];
        expected[^1] &= 0xfff;
        Assert.That(model.PeekWide("y300_o"), Is.EqualTo(expected));
    }

    [TestCase(1)]
    [TestCase(8)]
    [TestCase(31)]
    [TestCase(33)]
    [TestCase(65)]
    [TestCase(300)]
    public void A_bit_above_a_ports_width_is_refused(int bits)
    {
        var library = Library();
        using var model = library.Create();
        var inputs = library.Layout.NewInputs(3);
        var port = library.Layout[$"a{bits}__i"];
        port.Of(inputs.AsSpan(library.Layout.InputWords))[^1] = port.LastWordMask + 1;
        var outputs = library.Layout.NewOutputs(3);
        Assert.That(
            () => model.Run(inputs, outputs, 3),
            Throws.ArgumentException.With.Message.Contains($"record 1: port a{bits}__i has {bits} bits"));
    }

    [Test]
    public void Wrong_uses_are_refused_with_the_ports_name()
    {
        var library = Library();
        using var model = library.Create();
        Assert.Multiple(() =>
        {
            Assert.That(() => model.Poke("a8__i", 256), Throws.ArgumentException.With.Message.Contains("a8__i"));
            Assert.That(() => model.Poke("y8_o", 1), Throws.ArgumentException.With.Message.Contains("y8_o"));
            Assert.That(() => model.Peek("a65__i"), Throws.InvalidOperationException);
            Assert.That(() => model.PokeWide("a300__i", new uint[9]), Throws.ArgumentException);
            Assert.That(() => model.Peek("none"), Throws.InstanceOf<KeyNotFoundException>()
                .With.Message.Contains("a1__i"));
            Assert.That(() => model.Run([], [], 1), Throws.ArgumentException);
            Assert.That(() => model.Reset(), Throws.InvalidOperationException);
        });
    }
}
