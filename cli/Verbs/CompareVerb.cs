using System.CommandLine;
using System.CommandLine.Completions;
using MixPe.Flow.Compare;
using MixPe.Flow.Estimate;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;
using MixPe.Generator.Networks;
using MixPe.Generator.Systems;
using MixPe.Model.Networks;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe compare.</summary>
internal sealed class CompareVerb
{
    private const int MaximumDesigns = 64;

    private readonly Argument<string[]> _designs = new("DESIGN")
    {
        Description = "Two or more designs, or one with --systems; the others are compared with the first.",
        HelpName = "DESIGN",
        Arity = new ArgumentArity(1, MaximumDesigns),
    };

    private readonly Option<bool> _systems = new("--systems")
    {
        Description = "Also compares every named design that follows a published system, with --layers systems of several tiles too.",
    };

    private readonly Option<bool> _layers = new("--layers")
    {
        Description = "Adds what designs lose on the linear layers of a model, and the cycles that their tiles take.",
    };

    private readonly Option<bool> _rtl = new("--rtl")
    {
        Description = "With --layers: also runs them on each design's verilated tile, and compares every bit.",
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "With --layers: the encoder's model.json, or synthetic. Default: that of make setup, else synthetic.",
        HelpName = "FILE",
    };

    private readonly Option<double?> _clock = new("--clock-ns")
    {
        Description = "Clock period of all. Default: the longest at which one of them is quoted in the records.",
        HelpName = "T",
    };

    private readonly Option<string[]> _record = new("--record")
    {
        Description = "Figures of a design's PE or edges, as mixpe synth --unit pe|edges --json wrote them. May be given again.",
        HelpName = "FILE.json",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _network = new("--network")
    {
        Description = "Adds a network's linear layers, as mixpe estimate's --model. May be given again.",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => [],
    };

    private readonly PhaseArguments _phase = new();
    private readonly Option<bool> _json = JsonOutput.CreateOption();
    private readonly Func<GemmSimulation> _simulation;

    private CompareVerb(Func<GemmSimulation> simulation) => _simulation = simulation;

    /// <summary>Creates the verb.</summary>
    /// <param name="simulation">Makes what builds tiles when the verb runs.</param>
    public static Verb Create(Func<GemmSimulation> simulation)
    {
        CompareVerb verb = new(simulation);
        Command command = new(
            "compare", "Sets designs side by side, at equal PEs and at equal area, from measured PEs and edges.");
        verb._designs.CompletionSources.Add(_ => NamedDesigns.All.Select(design => new CompletionItem(design.Name)));
        command.Arguments.Add(verb._designs);
        verb._network.CompletionSources.Add(_ => NamedNetworks.All.Select(network => new CompletionItem(network.Name)));
        foreach (Option option in new Option[] { verb._clock, verb._record, verb._systems, verb._layers, verb._rtl, verb._model, verb._network })
        {
            command.Options.Add(option);
        }

        verb._phase.AddTo(command);
        command.Options.Add(verb._json);

        command.SetAction(verb.Run);
        return new Verb(command, "mixpe compare w8a8 mixpe-w4a8 w2a8");
    }

    private int Run(ParseResult parsed)
    {
        double? clock = parsed.GetValue(_clock);
        if (clock is { } period && !(period > 0 && double.IsFinite(period)))
        {
            throw new InputException(FormattableString.Invariant($"--clock-ns: {period}: a time above 0 ns is wanted"));
        }

        if (parsed.GetValue(_rtl) && !parsed.GetValue(_layers))
        {
            throw new InputException("--rtl: without --layers it has to be left out");
        }

        if (parsed.GetValue(_model) is { } unused && !parsed.GetValue(_layers))
        {
            throw new InputException($"--model: {unused}: without --layers it has to be left out");
        }

        string[] names = parsed.GetRequiredValue(_network);
        if (names.Length == 0 && _phase.All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } idle)
        {
            throw new InputException($"{idle.Name}: without --network it has to be left out");
        }

        EstimateOptions options = _phase.Options(parsed);
        Network[] networks = [.. names.Select(NetworkLoader.Load)];
        (string Asked, Design Design)[] designs = Designs(parsed);
        HardwareRecords records = parsed.GetRequiredValue(_record)
            .Aggregate(HardwareRecords.Committed(), (all, file) => all.With(file, [.. designs.Select(one => one.Design)]));
        DesignComparison comparison = DesignComparison.Of(designs, records, clock);
        NetworkComparison[] whole = [.. networks.Select(network => NetworkComparison.Of(comparison, records, network, options))];
        LayerComparison? layers = parsed.GetValue(_layers) ? Layers(parsed, designs) : null;
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, CompareOutput.Document(comparison, layers, whole));
        }
        else
        {
            CompareOutput.Write(parsed.InvocationConfiguration.Output, comparison);
            LayerOutput.Write(parsed.InvocationConfiguration.Output, layers);
            NetworkOutput.Write(parsed.InvocationConfiguration.Output, whole);
        }

        return layers is { HasFailed: true } ? ExitCode.CheckFailed : ExitCode.Done;
    }

    private LayerComparison Layers(ParseResult parsed, (string Asked, Design Design)[] designs)
    {
        ILayers layers = LayerModel.Open(parsed.GetValue(_model) ?? LayerModel.Default);
        using ProgressBar bar = new(parsed.InvocationConfiguration.Error);
        GemmSystem[] systems = parsed.GetValue(_systems) ? [.. NamedSystems.All.Select(named => SystemLoader.Load(named.Name))] : [];
        return LayerComparison.Of(designs, systems, layers, parsed.GetValue(_rtl) ? _simulation() : null, bar.Report);
    }

    private (string Asked, Design Design)[] Designs(ParseResult parsed)
    {
        string[] asked = parsed.GetRequiredValue(_designs);
        (string Asked, Design Design)[] designs = Load(asked);
        if (parsed.GetValue(_systems))
        {
            designs =
            [
                .. designs,
                .. NamedDesigns.All.Where(named => !asked.Contains(named.Name)).Select(named => (named.Name, named.Load()))
                    .Where(one => one.Item2.Systems.Count > 0),
            ];
        }

        return designs.Length >= 2
            ? designs
            : throw new InputException($"{asked[0]}: two designs at least are wanted, or --systems");
    }

    // The faults of all of them at once.
    private static (string Asked, Design Design)[] Load(IEnumerable<string> names)
    {
        List<(string, Design)> designs = [];
        List<DesignFault> faults = [];
        foreach (string name in names)
        {
            try
            {
                designs.Add((name, DesignLoader.Load(name)));
            }
            catch (DesignException e)
            {
                faults.AddRange(e.Faults);
            }
        }

        return faults.Count > 0 ? throw new DesignException(faults) : [.. designs];
    }
}
