using MixPe.Flow.Verify;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

[Parallelizable(ParallelScope.All)]
public sealed class ScenarioShrinkerTests
{
    private static readonly RecordLayout Layout = Layouts.Of(("x_i", 40), ("y_o", 40));

    [Test]
    public void A_vector_keeps_the_bits_that_the_fault_needs()
    {
        // Wrong where bits 3 and 33 are set and the number is odd.
        const ulong Needed = 1UL << 33 | 1 << 3 | 1;
        VectorScenario scenario = new(
            500,
            (stimulus, i) => stimulus.Set(i, "x_i", (ulong)new Random(i).NextInt64(1L << 40)),
            new VectorSpecification((stimulus, i) => stimulus.Expect(i, "y_o", stimulus.Input(i, "x_i"))));
        Mismatch? Run(Stimulus stimulus) => First(stimulus, x => (x & Needed) == Needed);
        var (small, _) = Shrink(scenario, Run);
        Stimulus smallest = small.Render(Layout);
        Assert.That(smallest.Cycles, Is.EqualTo(1));
        Assert.That(smallest.Input(0, "x_i"), Is.EqualTo((UInt128)Needed));
    }

    [Test]
    public void A_vector_that_the_unit_need_not_take_is_no_smaller_case()
    {
        VectorScenario scenario = new(
            1,
            (stimulus, i) => stimulus.Set(i, "x_i", 0xff),
            new VectorSpecification((stimulus, i) => stimulus.Expect(i, "y_o", 0))
            {
                IsLegal = (stimulus, i) => stimulus.Input(i, "x_i") >= 0x80,
            });
        var (small, _) = Shrink(scenario, stimulus => First(stimulus, _ => true));
        Assert.That(small.Render(Layout).Input(0, "x_i"), Is.EqualTo((UInt128)0x80));
    }

    [Test]
    public void A_sequence_keeps_the_items_that_the_fault_needs_in_order()
    {
        // Wrong when 7 comes somewhere after 100 or more.
        Mismatch? Run(Stimulus stimulus)
        {
            int first = Enumerable.Range(0, stimulus.Cycles).FirstOrDefault(t => stimulus.Input(t, "x_i") >= 100, -1);
            int last = first < 0 ? -1 : Enumerable.Range(first, stimulus.Cycles - first)
                .FirstOrDefault(t => stimulus.Input(t, "x_i") == 7, -1);
            return last < 0 ? null : new Mismatch(last, "7 after 100");
        }

        SequenceScenario<int> scenario = new(
            [3, 120, 9, 110, 50, 7, 8, 7, 2],
            (layout, items) => Rendered(items),
            item => item > 100 ? [item - 1] : [],
            items => [.. items.Select(_ => 1L)]);
        var (small, seen) = Shrink(scenario, Run);
        Assert.That(((SequenceScenario<int>)small).Items, Is.EqualTo(new[] { 100, 7 }));
        Assert.That(seen.Cycle, Is.EqualTo(1));
    }

    [Test]
    public void A_fault_of_the_RTL_comes_down_to_one_product()
    {
        // A beat whose first weight is 12 or more counts as nothing.
        VerifyBench bench = new(Mutation.Apply("mac_int", "{w_i[{{w_bit}}]}", "{w_i[{{w_bit}}] & ~&w_i[3:2]}"));
        Design design = RtlDesigns.Make("uint4", "int8", "lanes=4", "group=16", "target=fpga");
        CheckFault fault = bench.Run(design, VerifyBench.Check("pe/groups")).Fault!;
        Stimulus smallest = fault.Smallest;
        TestContext.Out.WriteLine(fault);
        int[] beats = [.. Enumerable.Range(0, smallest.Cycles).Where(t => smallest.Input(t, "x_i") != 0)];
        Assert.That(beats, Has.Length.EqualTo(1), "one beat");
        UInt128 x = smallest.Input(beats[0], "x_i");
        UInt128 w = smallest.Input(beats[0], "w_i");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(smallest.Input(beats[0], "first_i"), Is.EqualTo(UInt128.One));
            Assert.That(smallest.Input(beats[0], "last_i"), Is.EqualTo(UInt128.One));
            Assert.That(w & 0xf, Is.GreaterThanOrEqualTo((UInt128)12), "the bits that the fault needs");
            int lanes = Enumerable.Range(0, 4).Count(lane => (x >> (8 * lane) & 0xff) != 0);
            Assert.That(lanes, Is.EqualTo(1), "activations");
        }
    }

    private static (IScenario Scenario, Mismatch Mismatch) Shrink(IScenario scenario, Func<Stimulus, Mismatch?> run)
    {
        Mismatch? seen = run(scenario.Render(Layout));
        Assert.That(seen, Is.Not.Null, "the case fails");
        return new ScenarioShrinker(Layout, run, TimeSpan.FromMinutes(1)).Shrink(scenario, seen!);
    }

    private static Mismatch? First(Stimulus stimulus, Func<ulong, bool> isWrong)
    {
        int first = Enumerable.Range(0, stimulus.Cycles)
            .FirstOrDefault(t => isWrong((ulong)stimulus.Input(t, "x_i")), -1);
        return first < 0 ? null : new Mismatch(first, "wrong");
    }

    private static Stimulus Rendered(IReadOnlyList<int> items)
    {
        Stimulus stimulus = new(Layout, items.Count);
        for (int t = 0; t < items.Count; t++)
        {
            stimulus.Set(t, "x_i", (ulong)items[t]);
        }

        return stimulus;
    }
}
