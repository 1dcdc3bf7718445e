using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>A sample of a check that a slow simulator ends in seconds: the beginning of a sequence, or vectors from all
/// over.</summary>
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

    /// <summary>Draws the sample.</summary>
    /// <returns>What to run, and the number of vectors or of whole results in it.</returns>
    public (Stimulus Stimulus, long Cases) Draw(RecordLayout layout)
    {
        int cycles = (level == VerifyLevel.Quick ? QuickCycles : FullCycles) / (check.Unit == "array" ? ArrayShare : 1);
        IScenario scenario = check.Draw(run).First();
        Stimulus first = scenario.Render(layout);
        if (layout.Clock is not null)
        {
            IScenario least = scenario.Beginning(level == VerifyLevel.Quick ? QuickResults : FullResults);
            int wanted = Math.Max(cycles, least.Render(layout).Cycles);
            return (first.Slice(0, Math.Min(wanted, first.Cycles)), least.Cases);
        }

        Random random = run.Random(check.Name, -1);
        return (first.Pick([.. Enumerable.Range(0, cycles).Select(_ => random.Next(first.Cycles))]), cycles);
    }
}
