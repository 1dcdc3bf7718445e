using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>A sample of a check that a slow simulator ends in seconds: the beginning of one of its sequences, or vectors
/// from all over.</summary>
/// <param name="check">The check.</param>
/// <param name="run">What its cases are drawn from.</param>
/// <param name="level">The larger the level, the larger the sample.</param>
internal sealed class ScenarioSample(UnitCheck check, CheckRun run, VerifyLevel level)
{
    private const int QuickCycles = 400;
    private const int FullCycles = 4000;

    // An array is all the other units many times over.
    private const int ArrayShare = 4;

    // Fewer would be none in a check whose resets cut most of it off.
    private const int QuickResults = 12;
    private const int FullResults = 120;

    private const int Sequences = 8;
    private const int MostTimes = 6;
    private const int VectorScenarios = 8;

    /// <summary>Draws the sample.</summary>
    /// <returns>What to run, and the number of vectors or of whole results in it.</returns>
    public (Stimulus Stimulus, long Cases) Draw(RecordLayout layout)
    {
        int cycles = (level == VerifyLevel.Quick ? QuickCycles : FullCycles) / (check.Unit == "array" ? ArrayShare : 1);
        Random random = run.Random(check.Name, -1);
        if (layout.Clock is null)
        {
            Stimulus vectors = Vectors(layout, random, cycles);
            return (vectors, vectors.Cycles);
        }

        // Whatever a check's later scenarios alone have is some seed's sample. Some are too long for these simulators.
        IScenario[] drawn = [.. check.Draw(run).Take(Sequences)];
        random.Shuffle(drawn);
        (Stimulus Stimulus, long Cases) shortest = Of(drawn[0], layout, cycles);
        for (int i = 1; i < drawn.Length && shortest.Stimulus.Cycles > MostTimes * cycles; i++)
        {
            (Stimulus Stimulus, long Cases) other = Of(drawn[i], layout, cycles);
            shortest = other.Stimulus.Cycles < shortest.Stimulus.Cycles ? other : shortest;
        }

        return shortest;
    }

    private (Stimulus Stimulus, long Cases) Of(IScenario scenario, RecordLayout layout, int cycles)
    {
        long wanted = level == VerifyLevel.Quick ? QuickResults : FullResults;
        IScenario sample = scenario.Beginning(wanted);
        Stimulus stimulus = sample.Render(layout);
        while (stimulus.Cycles < cycles && sample.Cases < scenario.Cases)
        {
            wanted *= 2;
            sample = scenario.Beginning(wanted);
            stimulus = sample.Render(layout);
        }

        return (stimulus, sample.Cases);
    }

    private Stimulus Vectors(RecordLayout layout, Random random, int count)
    {
        IScenario[] drawn = [.. check.Draw(run)];
        random.Shuffle(drawn);
        IScenario[] few = [.. drawn.Take(VectorScenarios)];
        return Stimulus.Interleave(
        [
            .. few.Select(scenario => scenario.Render(layout)).Select(all => all.Pick(
                [.. Enumerable.Range(0, count / few.Length).Select(_ => random.Next(all.Cycles))])),
        ]);
    }
}
