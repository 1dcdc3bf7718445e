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

    public Stimulus Draw(RecordLayout layout)
    {
        int cycles = (level == VerifyLevel.Quick ? QuickCycles : FullCycles) / (check.Unit == "array" ? ArrayShare : 1);
        Stimulus first = check.Draw(run).First().Render(layout);
        if (layout.Clock is not null)
        {
            return first.Slice(0, Math.Min(cycles, first.Cycles));
        }

        Random random = run.Random(check.Name, -1);
        return first.Pick([.. Enumerable.Range(0, cycles).Select(_ => random.Next(first.Cycles))]);
    }
}
