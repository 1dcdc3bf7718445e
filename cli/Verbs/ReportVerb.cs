using System.CommandLine;
using MixPe.Flow.Report;
using MixPe.Model.Files;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe report.</summary>
internal sealed class ReportVerb
{
    private const string DefaultName = "report.html";

    private readonly Argument<string> _directory = new("DIR")
    {
        Description = "What mixpe explore wrote; *.json of other commands and *.svg of draw in it are shown too.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = $"The page. Default: {DefaultName} in DIR.",
        HelpName = "FILE.html",
    };

    private readonly Option<string?> _charts = new("--charts")
    {
        Description = "Folder of the charting library's files. Default: that which mixpe was built with.",
        HelpName = "FOLDER",
    };

    /// <summary>Creates the verb.</summary>
    public static Verb Create()
    {
        ReportVerb verb = new();
        Command command = new("report", "Writes one self-contained HTML page of an exploration: plot, filters, tables.");
        command.Arguments.Add(verb._directory);
        command.Options.Add(verb._out);
        command.Options.Add(verb._charts);
        command.SetAction(verb.Run);
        return new Verb(command, "mixpe report out/explore/w4");
    }

    private int Run(ParseResult parsed)
    {
        string directory = parsed.GetRequiredValue(_directory);
        ReportContent content = ReportContent.Read(directory);
        ChartLibrary library = ChartLibrary.Read(parsed.GetValue(_charts) ?? ChartLibrary.Folder);
        string file = OutputPath.OfFile("--out", parsed.GetValue(_out) ?? Path.Combine(directory, DefaultName))!;
        AtomicFile.WriteText(file, ReportPage.Write(content, library));
        TextWriter output = parsed.InvocationConfiguration.Output;
        output.WriteLine($"{file}: {ReportPage.Subtitle(content)}");
        if (content.Others.Count > 0)
        {
            output.WriteLine($"left alone: {string.Join(", ", content.Others)}");
        }

        return ExitCode.Done;
    }
}
