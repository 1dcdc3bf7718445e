using System.CommandLine;
using MixPe.Flow.Doctor;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe doctor.</summary>
internal static class DoctorVerb
{
    /// <summary>Creates the verb.</summary>
    public static Verb Create()
    {
        var json = JsonOutput.CreateOption();
        var command = new Command("doctor", "Looks for the outside tools: found, version, what is missing.");
        command.Options.Add(json);
        command.SetAction(parsed => Run(parsed, parsed.GetValue(json)));
        return new Verb(command, "mixpe doctor");
    }

    private static int Run(ParseResult parsed, bool asJson)
    {
        var searchPath = Environment.GetEnvironmentVariable("PATH") ?? "";
        var findings = ToolExamination.Examine(ToolRequirements.All, searchPath);
        var ok = findings.All(finding => finding.Status == ToolStatus.Ok || !finding.Requirement.Required);
        if (asJson)
        {
            JsonOutput.Write(parsed, new { Ok = ok, Tools = findings.Select(ToDocument) });
        }
        else
        {
            foreach (var finding in findings)
            {
                parsed.InvocationConfiguration.Output.WriteLine(Describe(finding));
            }
        }

        if (!ok)
        {
            var names = findings
                .Where(finding => finding.Status != ToolStatus.Ok && finding.Requirement.Required)
                .Select(finding => $"{finding.Requirement.Name} {finding.Requirement.Minimum} or newer");
            parsed.InvocationConfiguration.Error.WriteLine($"required and not usable: {string.Join(", ", names)}");
        }

        return ok ? ExitCode.Done : ExitCode.ToolFailed;
    }

    private static object ToDocument(ToolFinding finding) => new
    {
        Name = finding.Requirement.Name,
        Status = finding.Status,
        Required = finding.Requirement.Required,
        Path = finding.Path,
        Version = finding.Version,
        Minimum = $"{finding.Requirement.Minimum}",
        Package = finding.Requirement.Package,
        Hint = finding.Status == ToolStatus.Ok ? null : finding.Requirement.Hint,
        Purpose = finding.Requirement.Purpose,
    };

    private static string Describe(ToolFinding finding)
    {
        var tool = finding.Requirement;
        var kind = tool.Required ? "required" : "optional";
        var state = finding.Status switch
        {
            ToolStatus.Ok => $"ok       {finding.Version}",
            ToolStatus.Missing => $"missing  {tool.Hint}",
            ToolStatus.Old => $"old      {finding.Version}, wanted {tool.Minimum}: {tool.Hint}",
            _ => $"fails    {finding.Path}: {finding.LastLine ?? "prints no version"}",
        };
        return $"{tool.Name,-10} {kind}  {state}  ({tool.Purpose})";
    }
}
