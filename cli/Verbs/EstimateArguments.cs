using System.CommandLine;
using System.CommandLine.Completions;
using MixPe.Flow.Estimate;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;
using MixPe.Generator.Networks;
using MixPe.Model.Networks;

namespace MixPe.Cli.Verbs;

/// <summary>What a network is estimated from.</summary>
internal sealed class EstimateArguments
{
    private readonly Option<string?> _model = new("--model")
    {
        Description = $"The network: {string.Join(", ", NamedNetworks.All.Select(one => one.Name))}, or a YAML file.",
        HelpName = "NAME|FILE",
    };

    private readonly PhaseArguments _phase = new();

    private readonly Option<double?> _clock = new("--clock-mhz")
    {
        Description = "Clock. Default: that at which the PE's figures in bench/qor are quoted, else the design file's.",
        HelpName = "MHz",
    };

    private readonly Option<string[]> _record = new("--record")
    {
        Description = "Figures of a design's PE or edges, as mixpe synth --unit pe|edges --json wrote them. May be given again.",
        HelpName = "FILE.json",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds the options to a command, with completion.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isRequired">True if there has to be a network.</param>
    public void AddTo(Command command, bool isRequired)
    {
        _model.Required = isRequired;
        _model.CompletionSources.Add(_ => NamedNetworks.All.Select(one => new CompletionItem(one.Name)));
        command.Options.Add(_model);
        _phase.AddTo(command);
        command.Options.Add(_clock);
        command.Options.Add(_record);
    }

    /// <summary>The network, or null if none was given.</summary>
    /// <exception cref="DesignException">It is refused.</exception>
    public Network? Network(ParseResult parsed) =>
        parsed.GetValue(_model) is { } name ? NetworkLoader.Load(name) : null;

    /// <summary>Measured PEs and edges: the committed ones, and the user's.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="designs">The designs that are estimated.</param>
    /// <exception cref="InputException">A record is none, or of another design.</exception>
    public HardwareRecords Records(ParseResult parsed, IReadOnlyList<Design> designs) =>
        parsed.GetRequiredValue(_record).Aggregate(HardwareRecords.Committed(), (all, file) => all.With(file, designs));

    /// <summary>The other options.</summary>
    /// <exception cref="InputException">Some are wrong: all of them are named.</exception>
    public EstimateOptions Options(ParseResult parsed) => _phase.Options(parsed, _clock);
}
