using System.Text;
using MixPe.Flow.Regress;
using MixPe.Generator.Designs;

namespace MixPe.Verif.Regress;

/// <summary>Suites for tests.</summary>
internal static class Suites
{
    public const string Small = """
        name: small
        tasks:
          - run: verify
            designs: [mixpe-w4a8, mixpe-w4a16]
            levels: [quick, full]
            seeds: [1..3]
            budget: 1m
          - run: prove
            designs: [mixpe-w4a8]
          - run: simulate
            designs: [mixpe-w4a8]
            shapes: ["2,3,4"]
            seeds: [7]
        """;

    public static RegressSuite Parse(string text, string tool = "") =>
        SuiteLoader.Parse(Encoding.UTF8.GetBytes(text), "s.yaml", tool);

    public static IReadOnlyList<DesignFault> FaultsOf(string text) => FaultsOf(Encoding.UTF8.GetBytes(text));

    public static IReadOnlyList<DesignFault> FaultsOf(byte[] bytes)
    {
        try
        {
            SuiteLoader.Parse(bytes, "s.yaml");
            return [];
        }
        catch (DesignException e)
        {
            return e.Faults;
        }
    }

    public static TaskOutcome Passed(RegressTask task, long cases = 5) =>
        new(task.Id, TaskEnd.Passed, new TaskFigures(cases, 0), 0.5, "");

    public static TaskOutcome Failed(RegressTask task, string reason = "exit code 1") =>
        new(task.Id, TaskEnd.Failed, new TaskFigures(5, 2), 0.5, reason);
}
