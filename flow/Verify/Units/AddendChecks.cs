using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Verify.Units;

/// <summary>The unit that adds a stream to the tile's results.</summary>
internal static class AddendChecks
{
    private const int Scenarios = 16;
    private const int Beats = 200;

    // Places whose bytes a word of 64 bits can mark.
    private const int MostPlaces = 15;

    public static IEnumerable<UnitCheck> All { get; } =
    [
        new(
            "addend/sums", "addend", VerifyLevel.Quick,
            "sums of hard pairs with stalls on every side, wrong packets, beats of failed jobs: every output in every cycle",
            design => design.HasAddend && design.Tile.YWords <= MostPlaces,
            run => Enumerable.Range(0, run.Count(Scenarios)).Select(i => Scenario(run, i))),
    ];

    private static SequenceScenario<AddendBeat> Scenario(CheckRun run, int index)
    {
        Random random = run.Random("addend/sums", index);
        Design design = run.Design;
        int[] percent = [.. Enumerable.Range(0, 3).Select(_ => random.Next(3) * 30)];
        bool isFaulty = index % 2 == 1;
        return new SequenceScenario<AddendBeat>(
            [.. Enumerable.Range(0, Beats).Select(_ => Draw(design.Tile.YWords, random, percent, isFaulty))],
            (layout, beats) => AddendStimulus.Of(layout, design, beats),
            Simpler,
            beats => [.. beats.Select(beat => (long)beat.Results.Length)]);
    }

    private static AddendBeat Draw(int places, Random random, int[] percent, bool isFaulty)
    {
        int count = random.Next(2) == 0 ? places : random.Next(1, places + 1);
        (uint A, uint B)[] pairs = [.. Enumerable.Range(0, places).Select(_ => Fp32Patterns.Pair(random))];
        bool isLast = random.Next(3) == 0;
        ulong whole = (1UL << (4 * places)) - 1;
        return new AddendBeat(
            [.. pairs.Take(count).Select(pair => pair.A)],
            isLast,
            isFaulty && random.Next(12) == 0,
            [.. pairs.Select(pair => pair.B)],
            isLast ^ (isFaulty && random.Next(12) == 0),
            isFaulty && random.Next(8) == 0 ? whole & ~(1UL << random.Next(4 * places)) : whole)
        {
            DroppedCycles = isFaulty && random.Next(20) == 0 ? random.Next(1, 6) : 0,
            ResultPause = Pause(random, percent[0]),
            AddendPause = Pause(random, percent[1]),
            SumPause = Pause(random, percent[2]),
        };
    }

    private static int Pause(Random random, int percent) => random.Next(100) < percent ? random.Next(1, 8) : 0;

    private static IEnumerable<AddendBeat> Simpler(AddendBeat beat)
    {
        if (beat is not { DroppedCycles: 0, ResultPause: 0, AddendPause: 0, SumPause: 0 })
        {
            yield return beat with { DroppedCycles = 0, ResultPause = 0, AddendPause = 0, SumPause = 0 };
        }

        if (beat.Results.Length > 1)
        {
            yield return beat with { Results = beat.Results[..^1] };
        }

        for (int i = 0; i < beat.Results.Length; i++)
        {
            if (beat.Results[i] != 0)
            {
                yield return beat with { Results = [.. beat.Results.Select((value, j) => j == i ? 0 : value)] };
            }

            if (beat.Addends[i] != 0)
            {
                yield return beat with { Addends = [.. beat.Addends.Select((value, j) => j == i ? 0 : value)] };
            }
        }
    }
}
