using System.Diagnostics;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>Makes a failing case smaller while it fails.</summary>
/// <param name="layout">The unit's ports.</param>
/// <param name="run">Runs a stimulus from a fresh instance; null if all is right.</param>
/// <param name="patience">Longest time to spend.</param>
public sealed class ScenarioShrinker(RecordLayout layout, Func<Stimulus, Mismatch?> run, TimeSpan patience)
{
    /// <summary>The smallest failing case that single steps lead to within the time.</summary>
    /// <param name="failing">A case that fails.</param>
    /// <param name="seen">How.</param>
    public (IScenario Scenario, Mismatch Mismatch) Shrink(IScenario failing, Mismatch seen)
    {
        ArgumentNullException.ThrowIfNull(failing);
        var watch = Stopwatch.StartNew();
        var small = (Scenario: failing, Mismatch: seen);
        while (watch.Elapsed < patience && Next(small, watch) is { } next)
        {
            small = next;
        }

        return small;
    }

    private (IScenario, Mismatch)? Next((IScenario Scenario, Mismatch Mismatch) from, Stopwatch watch)
    {
        foreach (IScenario smaller in from.Scenario.Smaller(layout, from.Mismatch))
        {
            if (watch.Elapsed > patience)
            {
                return null;
            }

            if (run(smaller.Render(layout)) is { } mismatch)
            {
                return (smaller, mismatch);
            }
        }

        return null;
    }
}
