using MixPe.Flow.Verify;
using MixPe.Sim.Host;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

[Parallelizable(ParallelScope.All)]
public sealed class StimulusTests
{
    private static readonly RecordLayout Layout = Layouts.Of(("x_i", 8), ("wide_i", 100), ("y_o", 70), ("z_o", 5));

    [Test]
    public void Only_the_bits_that_count_are_compared()
    {
        Stimulus stimulus = new(Layout, 3);
        stimulus.Expect(1, "z_o", 0b10110, 0b00110);
        uint[] outputs = Layout.NewOutputs(3);
        PortSlice z = Layout["z_o"];
        z.Write(outputs.AsSpan(Layout.OutputWords, Layout.OutputWords), 0b01111);
        Mismatch? seen = stimulus.Compare(outputs, 0, 3);
        Assert.That(seen, Is.Null);

        z.Write(outputs.AsSpan(Layout.OutputWords, Layout.OutputWords), 0b10100);
        seen = stimulus.Compare(outputs, 0, 3);
        Assert.That(seen?.Cycle, Is.EqualTo(1));
        Assert.That(seen?.Message, Is.EqualTo("z_o is 0x14, not 0x16 in the bits 0x06"));
    }

    [Test]
    public void The_first_wrong_cycle_is_named_also_of_a_later_batch()
    {
        Stimulus stimulus = new(Layout, 6);
        for (int t = 0; t < 6; t++)
        {
            stimulus.Expect(t, "y_o", UInt128.One << 69);
        }

        uint[] outputs = Layout.NewOutputs(3);
        for (int t = 0; t < 3; t++)
        {
            Span<uint> record = outputs.AsSpan(t * Layout.OutputWords, Layout.OutputWords);
            Layout["y_o"].WriteField(record, 64, 6, t < 2 ? 32u : 0);
        }

        Mismatch? seen = stimulus.Compare(outputs, 3, 3);
        Assert.That(seen?.Cycle, Is.EqualTo(5));
        Assert.That(seen?.Message, Is.EqualTo("y_o is 0x000000000000000000, not 0x200000000000000000"));
    }

    [Test]
    public void A_slice_has_the_cycles_of_the_whole()
    {
        Stimulus stimulus = new(Layout, 4);
        UInt128 wide = new(0xfedcba987, 0x123456789abcdef0);
        stimulus.Set(2, "wide_i", wide);
        stimulus.ExpectField(2, Layout["y_o"], 3, 4, 9);
        Stimulus slice = stimulus.Slice(2, 2);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(slice.Input(0, "wide_i"), Is.EqualTo(wide));
            Assert.That(slice.Cares(0), Is.True);
            Assert.That(slice.Cares(1), Is.False);
            Assert.That(slice.ComparedCycles, Is.EqualTo(1));
            Assert.That(stimulus.Pick([3, 2]).Input(1, "wide_i"), Is.EqualTo(wide));
        }
    }

    [Test]
    public void Zero_is_expected_of_a_whole_port_but_for_its_fields()
    {
        Stimulus stimulus = new(Layout, 1);
        stimulus.ExpectZero(0, Layout["y_o"]);
        stimulus.ExpectField(0, Layout["y_o"], 60, 8, 0xa5);
        uint[] outputs = Layout.NewOutputs(1);
        Layout["y_o"].WriteField(outputs, 60, 8, 0xa5);
        Assert.That(stimulus.Compare(outputs, 0, 1), Is.Null);
        Layout["y_o"].WriteField(outputs, 69, 1, 1);
        Assert.That(stimulus.Compare(outputs, 0, 1), Is.Not.Null);
    }

    [Test]
    public void A_stimulus_without_a_cycle_is_refused() =>
        Assert.That(() => new Stimulus(Layout, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Interleaved_vectors_keep_what_belongs_to_them()
    {
        Stimulus one = new(Layout, 1);
        Stimulus two = new(Layout, 2);
        one.Set(0, "x_i", 1);
        two.Set(0, "x_i", 2);
        two.Set(1, "x_i", 3);
        two.Expect(1, "z_o", 5);
        Stimulus whole = Stimulus.Interleave([one, two]);
        Assert.That(
            Enumerable.Range(0, whole.Cycles).Select(t => (int)whole.Input(t, "x_i")), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(Enumerable.Range(0, whole.Cycles).Select(whole.Cares), Is.EqualTo(new[] { false, false, true }));
    }
}
