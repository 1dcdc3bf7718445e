using System.Diagnostics;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Estimate;

/// <summary>The counters by blocks are those by cycles, every one: on random tiles and jobs of either dataflow.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TileScheduleTests
{
    private const int Seeds = 16;
    private const int TilesOfSeed = 150;

    // Of a job that the model counts cycle by cycle: so many beats at most, that the test takes seconds.
    private const long MostBeats = 40_000;

    [Test]
    public void Is_the_cycle_models_on_any_tile([Range(1, Seeds)] int seed, [Values] bool isWeightStationary)
    {
        Random random = new(seed);
        for (int i = 0; i < TilesOfSeed; i++)
        {
            TileTiming timing = Draw(random, isWeightStationary);
            TileJob job = DrawJob(random, timing);
            Assert.That(TileSchedule.Counters(timing, job), Is.EqualTo(TileCycleModel.Run(timing, job)), $"{timing} {job}");
        }
    }

    [Test]
    public void Is_the_cycle_models_on_many_passes([Range(1, Seeds)] int seed, [Values] bool isWeightStationary)
    {
        Random random = new(1000 + seed);
        for (int i = 0; i < 10; i++)
        {
            TileTiming timing = Draw(random, isWeightStationary) with { Rows = random.Next(1, 4), RowBlocks = random.Next(1, 3) };
            timing = isWeightStationary
                ? timing with { Group = timing.Rows * timing.Lanes, GroupSpacing = timing.Rows }
                : timing with { GroupSpacing = timing.Rows };
            TileJob job = new(
                timing.PassRows * random.Next(20, 60) + random.Next(timing.PassRows), random.Next(1, 3 * timing.Columns),
                random.Next(1, 4 * timing.Group));
            Assert.That(TileSchedule.Counters(timing, job), Is.EqualTo(TileCycleModel.Run(timing, job)), $"{timing} {job}");
        }
    }

    // Where a register says how many slices there are: the counters of a tile that always has so many.
    [Test]
    public void Is_the_cycle_models_with_any_number_of_slices([Range(1, Seeds)] int seed)
    {
        Random random = new(4000 + seed);
        for (int i = 0; i < TilesOfSeed / 3; i++)
        {
            int most = random.Next(2, 4);
            TileTiming fixedSlices = Draw(random, isWeightStationary: true) with { RowCycles = random.Next(1, most + 1) };
            TileTiming timing = fixedSlices with { RowCycles = most, LastResult = fixedSlices.LastResult + most - fixedSlices.RowCycles };
            TileJob job = DrawJob(random, timing);
            TileCounters counters = TileCycleModel.Run(fixedSlices, job);
            job = job with { Slices = fixedSlices.RowCycles };
            Assert.That(TileCycleModel.Run(timing, job), Is.EqualTo(counters), $"{timing} {job}");
            Assert.That(TileSchedule.Counters(timing, job), Is.EqualTo(counters), $"{timing} {job}");
        }

        Design design = DesignLoader.Load("mixpe-w4a16-slices");
        Assert.That(
            new TileShape(design).Timing.In(new TileJob(1, 1, 1) { Slices = 1 }), Is.EqualTo(new TileShape(design.WithSlices(1)).Timing with
            {
                GroupSpacing = new TileShape(design).Timing.GroupSpacing,
            }));
    }

    // Where another register says how many groups of K, the first ones, have so many: with all of them, or none, those of tiles whose groups are
    // alike.
    [Test]
    public void Is_the_cycle_models_with_groups_of_one_slice([Range(1, Seeds)] int seed)
    {
        Random random = new(5000 + seed);
        for (int i = 0; i < TilesOfSeed / 3; i++)
        {
            int most = random.Next(2, 4);
            TileTiming one = Draw(random, isWeightStationary: true) with { RowCycles = 1 };
            TileTiming timing = one with { RowCycles = most, LastResult = one.LastResult + most - 1 };
            TileJob job = DrawJob(random, timing);
            int groups = (job.K + timing.Group - 1) / timing.Group;
            int wide = random.Next(groups + 1);
            TileJob mixed = job with { WideGroups = wide, Slices = random.Next(2) * most };
            TileCounters counters = TileCycleModel.Run(timing, mixed);
            Assert.That(TileSchedule.Counters(timing, mixed), Is.EqualTo(counters), $"{timing} {mixed}");
            Assert.That(TileCycleModel.Run(timing with { WideGroups = wide }, job), Is.EqualTo(counters), $"{timing} {mixed}");
            Assert.That(TileCycleModel.Run(timing, mixed with { WideGroups = 0 }), Is.EqualTo(TileCycleModel.Run(one, job)), $"{timing} {mixed}");
            Assert.That(TileCycleModel.Run(timing, mixed with { WideGroups = groups }), Is.EqualTo(TileCycleModel.Run(timing, job)), $"{timing} {mixed}");
        }
    }

    // Streams, groups, units and slices as designs have them: passes by the dozen, the last one short.
    [Test]
    public void Is_the_cycle_models_on_many_passes_of_any_design([Range(1, Seeds)] int seed)
    {
        Random random = new(3000 + seed);
        for (int i = 0; i < 25; i++)
        {
            Design design = RtlDesigns.Of(RandomDesigns.DrawTile(random));
            TileTiming timing = new TileShape(design).Timing;
            TileJob job = new(
                timing.PassRows * random.Next(12, 40) + random.Next(timing.PassRows), random.Next(1, 4 * timing.Columns),
                random.Next(1, Math.Min(design.Tile.MaxK, 4 * timing.Group) + 1));
            Assert.That(TileSchedule.Counters(timing, job), Is.EqualTo(TileCycleModel.Run(timing, job)), $"{timing} {job}");
        }
    }

    // Prefill of several passes, and decoding, which waits for weights, of every named design.
    [TestCase(300, 700, 1000)]
    [TestCase(1, 1000, 3000)]
    [TestCase(700, 64, 256)]
    public void Is_the_cycle_models_on_named_designs(int m, int n, int k)
    {
        TileJob job = new(m, n, k);
        foreach (NamedDesign named in NamedDesigns.All)
        {
            TileTiming timing = new TileShape(named.Load()).Timing;
            Assert.That(TileSchedule.Counters(timing, job), Is.EqualTo(TileCycleModel.Run(timing, job)), named.Name);
        }
    }

    // A layer of Llama 2 7B with 512 tokens, counted cycle by cycle once.
    [Test]
    public void Is_the_cycle_models_on_a_large_layer() => Assert.That(
        TileSchedule.Busy(new TileShape(NamedDesigns.Find("mixpe-w4a8")!.Load()).Timing, new TileJob(512, 4096, 4096)),
        Is.EqualTo(4_201_113));

    // A pass that is not found to repeat is walked through, and so are a million: that takes forty seconds.
    [Test]
    public void Passes_repeat_on_any_tile([Range(1, 4)] int seed, [Values] bool isWeightStationary)
    {
        Random random = new(2000 + seed);
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 500; i++)
        {
            TileTiming timing = Draw(random, isWeightStationary);
            TileJob job = new(timing.PassRows * 1_000_000, random.Next(1, 8 * timing.Columns), random.Next(1, 8 * timing.Group));
            Assert.That(TileSchedule.Busy(timing, job), Is.GreaterThan(job.M), $"{timing} {job}");
        }

        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    private static TileTiming Draw(Random random, bool isWeightStationary)
    {
        int rows = random.Next(1, 9);
        int lanes = random.Next(1, 9);
        int[] divisors = [.. Enumerable.Range(1, rows).Where(count => rows % count == 0)];
        return new TileTiming(
            isWeightStationary,
            rows,
            random.Next(1, 9),
            lanes,
            lanes * (isWeightStationary ? rows : random.Next(1, 12)),
            lanes * random.Next(1, 5),
            random.Next(3) switch { 0 => 0, 1 => int.MaxValue, _ => lanes * random.Next(1, 9) },
            lanes * random.Next(1, 9),
            random.Next(1, 9),
            random.Next(1, 9),
            random.Next(1, 6),
            random.Next(4) == 0 ? random.Next(1, 6) : 4,
            isWeightStationary ? rows : divisors[random.Next(divisors.Length)],
            random.Next(1, 40))
        {
            RowCycles = isWeightStationary ? random.Next(1, 4) : 1,
            HasAddend = random.Next(3) == 0,
            ScaleStages = Math.Max(0, random.Next(7) - 3),
        };
    }

    private static TileJob DrawJob(Random random, TileTiming timing)
    {
        while (true)
        {
            TileJob job = new(
                random.Next(1, 6 * timing.PassRows), random.Next(1, 8 * timing.Columns), random.Next(1, 8 * timing.Group));
            long blocks = ((long)(job.M / timing.Rows) + 1) * ((job.N / timing.Columns) + 1);
            if (blocks * ((job.K / timing.Lanes) + 1) < MostBeats)
            {
                return job;
            }
        }
    }
}
