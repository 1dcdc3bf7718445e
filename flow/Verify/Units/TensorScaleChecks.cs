using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Verify.Units;

/// <summary>The unit that multiplies the tile's results by the scale of tensors.</summary>
internal static class TensorScaleChecks
{
    private const int Scenarios = 16;
    private const int Beats = 200;

    public static IEnumerable<UnitCheck> All { get; } =
    [
        new(
            "tensor_scale/products", "tensor_scale", VerifyLevel.Quick,
            "products of hard pairs, another scale in every beat, with stalls on both sides, beats of failed jobs: every output in every cycle",
            design => design.HasTensorScale,
            run => Enumerable.Range(0, run.Count(Scenarios)).Select(i => Scenario(run, i))),
    ];

    private static SequenceScenario<ScaledBeat> Scenario(CheckRun run, int index)
    {
        Random random = run.Random("tensor_scale/products", index);
        Design design = run.Design;
        int[] percent = [.. Enumerable.Range(0, 2).Select(_ => random.Next(3) * 30)];
        bool isFaulty = design.HasAddend && index % 2 == 1;
        return new SequenceScenario<ScaledBeat>(
            [.. Enumerable.Range(0, Beats).Select(_ => Draw(design.Tile.YWords, random, percent, isFaulty))],
            (layout, beats) => TensorScaleStimulus.Of(layout, run.Path, beats),
            Simpler,
            beats => [.. beats.Select(beat => (long)beat.Results.Length)]);
    }

    private static ScaledBeat Draw(int places, Random random, int[] percent, bool isFaulty)
    {
        int count = random.Next(2) == 0 ? places : random.Next(1, places + 1);
        uint scale = Fp32Patterns.Any(random);
        return new ScaledBeat(
            [.. Enumerable.Range(0, count).Select(_ => Fp32Patterns.Factor(random, scale))],
            scale,
            random.Next(3) == 0,
            isFaulty && random.Next(12) == 0)
        {
            DroppedCycles = isFaulty && random.Next(20) == 0 ? random.Next(1, 6) : 0,
            ResultPause = Pause(random, percent[0]),
            ProductPause = Pause(random, percent[1]),
        };
    }

    private static int Pause(Random random, int percent) => random.Next(100) < percent ? random.Next(1, 8) : 0;

    private static IEnumerable<ScaledBeat> Simpler(ScaledBeat beat)
    {
        if (beat is not { DroppedCycles: 0, ResultPause: 0, ProductPause: 0 })
        {
            yield return beat with { DroppedCycles = 0, ResultPause = 0, ProductPause = 0 };
        }

        if (beat.Results.Length > 1)
        {
            yield return beat with { Results = beat.Results[..^1] };
        }

        if (beat.Scale != 0x3f800000)
        {
            yield return beat with { Scale = 0x3f800000 };
        }

        for (int i = 0; i < beat.Results.Length; i++)
        {
            if (beat.Results[i] != 0)
            {
                yield return beat with { Results = [.. beat.Results.Select((value, j) => j == i ? 0 : value)] };
            }
        }
    }
}
