namespace MixPe.Flow.Verify.Units;

/// <summary>The tile: whole jobs, cycle by cycle, at all of its ports.</summary>
internal static class TileChecks
{
    private const int JobsPerScenario = 3;
    private const int Jobs = 24;
    private const int Faults = 90;
    private const int Resets = 12;

    public static IEnumerable<UnitCheck> All { get; } =
    [
        new(
            "tile/jobs", "tile", VerifyLevel.Quick,
            "jobs of any shape with stalls on every stream, registers and counters after each: every output in every cycle",
            _ => true,
            run => Draw(run, "tile/jobs", Jobs, resetPercent: 0, faultPercent: 0)),
        new(
            "tile/faults", "tile", VerifyLevel.Quick,
            "wrong packets, wrong sizes and aborts, and jobs after them: the cause, what is dropped, and every output",
            _ => true,
            run => Draw(run, "tile/faults", Faults, resetPercent: 0, faultPercent: 80)),
        new(
            "tile/reset", "tile", VerifyLevel.Quick,
            "a reset at any moment of a job, and whole jobs after it",
            _ => true,
            run => Draw(run, "tile/reset", Resets, resetPercent: 50, faultPercent: 20)),
    ];

    private static IEnumerable<IScenario> Draw(CheckRun run, string check, int scenarios, int resetPercent, int faultPercent)
    {
        for (int i = 0; i < run.Count(scenarios); i++)
        {
            Random random = run.Random(check, i);
            TileItem[] items =
            [
                .. Enumerable.Range(1, JobsPerScenario).Select(
                    job => job < JobsPerScenario
                        ? TileItem.Draw(run.Design, random, resetPercent, faultPercent)
                        : TileItem.Draw(run.Design, random, 0, 0)),
            ];
            if (faultPercent > 50)
            {
                // Every kind of fault in turn.
                items[0] = items[0] with { Fault = TileFault.Draw(i, random) };
            }

            yield return new SequenceScenario<TileItem>(
                items,
                (layout, jobs) => TileStimulus.Of(layout, run.Path, jobs),
                item => TileItem.Simpler(run.Design, item),
                jobs => [.. jobs.Select(job => job.IsWhole && job.Fault is null ? (long)job.Operands.M * job.Operands.N : 0)]);
        }
    }
}
