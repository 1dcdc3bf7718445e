using System.Globalization;
using System.Text.Json;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Coverage;
using MixPe.Flow.Verify.Reports;
using MixPe.Generator.Bundles;
using MixPe.Model.Files;

namespace MixPe.Cli.Verbs;

/// <summary>What mixpe verify prints and writes.</summary>
internal static class VerifyOutput
{
    private static readonly string[] Kinds = ["line", "toggle"];
    private static readonly HoleReasons Holes = HoleReasons.Load();

    /// <summary>The JSON document.</summary>
    public static object Document(VerifyReport report) => new
    {
        Design = report.Design.Name,
        Level = report.Level.ToString().ToLowerInvariant(),
        report.Seed,
        Cut = report.IsCut,
        Checks = report.Checks.Select(check => new
        {
            check.Name,
            check.Unit,
            Status = Word(check.Status),
            check.Cases,
            check.Cycles,
            check.Space,
            Failures = check.Status == CheckStatus.Failed ? 1 : 0,
            Seconds = Math.Round(check.Seconds, 3),
            Failure = check.Failure is { } failure
                ? new
                {
                    failure.Mismatch.Cycle,
                    failure.Mismatch.Message,
                    failure.CasesBefore,
                    failure.Cycles,
                    failure.CaseFile,
                    failure.Waveform,
                    failure.Replay,
                }
                : null,
        }),
        report.KeptElsewhere,
        Functional = report.Functional.Groups.Select(group => new
        {
            group.Name,
            Classes = group.Bins.Count,
            Seen = group.Bins.Count(bin => report.Functional.Count(group.Name, bin) > 0),
            Holes = group.Bins.Where(bin => report.Functional.Count(group.Name, bin) == 0),
        }),
        Structural = report.Structural is { } structural
            ? Kinds.Select(kind => new
            {
                Kind = kind,
                Points = structural.Of(kind).All,
                structural.Of(kind).Covered,
                Constants = kind == "toggle" ? structural.LeftOut : 0,
                Holes = structural.Holes(kind).Select(hole => new { Place = hole.ToString(), Reason = Holes.Of(hole) }),
            })
            : null,
    };

    /// <summary>Writes verify.json and junit.xml, each as a whole.</summary>
    public static void WriteFiles(string folder, VerifyReport report)
    {
        Directory.CreateDirectory(folder);
        string name = report.Design.Name;
        string json = JsonSerializer.Serialize(Document(report), JsonStyle.Options);
        AtomicFile.WriteText(Path.Combine(folder, $"{name}.json"), json);
        AtomicFile.WriteText(Path.Combine(folder, $"{name}.junit.xml"), VerifyJUnit.Write(report));
    }

    /// <summary>Prints the table, and what a failure needs.</summary>
    public static void Write(TextWriter text, VerifyReport report)
    {
        int width = report.Checks.Max(check => check.Name.Length);
        text.WriteLine($"{report.Design.Name}, level {report.Level.ToString().ToLowerInvariant()}, seed {report.Seed}");
        text.WriteLine(Row(width, "check", "cases", "cycles", "seconds", "result"));
        foreach (CheckResult check in report.Checks)
        {
            string result = check.Space > 0 ? $"{Word(check.Status)}, all {check.Space}"
                : check is { Status: CheckStatus.NotRun, Cases: > 0 } ? "not run to its end"
                : Word(check.Status);
            text.WriteLine(Row(
                width, check.Name, Number(check.Cases), Number(check.Cycles),
                check.Seconds.ToString("0.0", CultureInfo.InvariantCulture), result));
        }

        text.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Checks.Count(check => check.Status == CheckStatus.Passed)} checks passed, "
            + $"{report.Checks.Count(check => check.Status == CheckStatus.Failed)} failed, "
            + $"{report.Checks.Count(check => check.Status == CheckStatus.NotRun)} not run; "
            + $"{report.Checks.Sum(check => check.Cases)} cases"));
        if (report.KeptElsewhere.Count > 0)
        {
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.KeptElsewhere.Count} kept cases are of units that this design has not:"));
            foreach (string file in report.KeptElsewhere)
            {
                text.WriteLine($"  {file}");
            }
        }

        WriteFunctional(text, report);
        WriteStructural(text, report);
        foreach (CheckResult check in report.Checks.Where(check => check.Failure is not null))
        {
            CheckFailure failure = check.Failure!;
            text.WriteLine();
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{check.Name} fails after {failure.CasesBefore} cases; the smallest case, {failure.Cycles} cycles:"));
            text.WriteLine($"  {failure.Mismatch}");
            text.WriteLine($"  case {failure.CaseFile}");
            if (failure.Waveform is { } waveform)
            {
                text.WriteLine($"  waveform {waveform}");
            }

            text.WriteLine($"  {failure.Replay}");
        }
    }

    private static void WriteFunctional(TextWriter text, VerifyReport report)
    {
        foreach (var group in report.Functional.Groups)
        {
            string[] holes = [.. group.Bins.Where(bin => report.Functional.Count(group.Name, bin) == 0)];
            text.WriteLine($"{group.Name}: {group.Bins.Count - holes.Length} of {group.Bins.Count} classes seen"
                + (holes.Length > 0 ? $"; not {string.Join(", ", holes)}" : ""));
        }
    }

    private static void WriteStructural(TextWriter text, VerifyReport report)
    {
        foreach (string kind in report.Structural is null ? [] : Kinds)
        {
            var (covered, all) = report.Structural!.Of(kind);
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{kind} coverage: {covered} of {all}, {100.0 * covered / all:0.00} %")
                + (kind == "toggle" ? $", {report.Structural.LeftOut} constant bits left out" : ""));
            foreach (var hole in report.Structural.Holes(kind))
            {
                text.WriteLine($"  not reached: {hole}: {Holes.Of(hole) ?? "unexplained"}");
            }
        }
    }

    private static string Row(int width, string name, string cases, string cycles, string seconds, string result) =>
        $"  {name.PadRight(width)}  {cases,12}  {cycles,12}  {seconds,8}  {result}";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Word(CheckStatus status) => status switch
    {
        CheckStatus.Passed => "passed",
        CheckStatus.Failed => "failed",
        _ => "not run",
    };
}
