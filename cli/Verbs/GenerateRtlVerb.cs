using System.CommandLine;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe generate-rtl.</summary>
internal static class GenerateRtlVerb
{
    /// <summary>Creates the verb.</summary>
    /// <param name="generate">From a design to its bundle.</param>
    public static Verb Create(Func<Design, RtlBundle> generate)
    {
        var design = new DesignArguments();
        var json = JsonOutput.CreateOption();
        var directory = new Option<string?>("--out")
        {
            Description = "Directory of the bundle; an older bundle there is replaced. Default: rtl-out/NAME.",
            HelpName = "DIR",
        };
        var command = new Command("generate-rtl", "Writes a design's SystemVerilog with file lists and manifests.");
        design.AddTo(command);
        command.Options.Add(directory);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var bundle = generate(design.Load(parsed));
            var target = parsed.GetValue(directory) ?? Path.Combine("rtl-out", bundle.Design.Name);
            BundleWriter.Write(bundle, target);
            Print(parsed, bundle, target, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return new Verb(command, "mixpe generate-rtl mixpe-w4a8 --set rows=8 --set columns=8 --out rtl-out/small");
    }

    private static void Print(ParseResult parsed, RtlBundle bundle, string target, bool asJson)
    {
        var files = bundle.Files.Select(file => file.Path).Order(StringComparer.Ordinal).ToArray();
        if (asJson)
        {
            JsonOutput.Write(parsed, new
            {
                Design = bundle.Design.Name,
                Hash = bundle.Hash,
                Out = target,
                Top = bundle.Top.Name,
                Files = files,
            });
            return;
        }

        var output = parsed.InvocationConfiguration.Output;
        output.WriteLine($"{bundle.Design.Name} {bundle.Hash}: {files.Length} files in {target}, top {bundle.Top.Name}");
    }
}
