using System.CommandLine;
using System.CommandLine.Completions;
using MixPe.Flow.Estimate;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;
using MixPe.Generator.Networks;
using MixPe.Model.Networks;

namespace MixPe.Cli.Verbs;

/// <summary>What every verb that estimates a network has in common.</summary>
internal sealed class EstimateArguments
{
    private const int BytesOfKib = 1024;

    private readonly Option<string?> _model = new("--model")
    {
        Description = $"The network: {string.Join(", ", NamedNetworks.All.Select(one => one.Name))}, or a YAML file.",
        HelpName = "NAME|FILE",
    };

    private readonly Option<string> _phase = new("--phase")
    {
        Description = "All tokens of every sequence at once (prefill), or one more of each (decode).",
        HelpName = "prefill|decode",
        DefaultValueFactory = _ => "prefill",
    };

    private readonly Option<int> _batch = new("--batch")
    {
        Description = "Sequences.",
        HelpName = "B",
        DefaultValueFactory = _ => new EstimateOptions().Batch,
    };

    private readonly Option<int?> _tokens = new("--tokens")
    {
        Description = "Tokens of a sequence. Default: the network's own, for a language model its context.",
        HelpName = "T",
    };

    private readonly Option<double> _dram = new("--dram")
    {
        Description = "Bandwidth of the DRAM, 10^9 bytes a second. Default: a channel of DDR4-3200.",
        HelpName = "GB/s",
        DefaultValueFactory = _ => new EstimateOptions().DramGigabytes,
    };

    private readonly Option<double> _sram = new("--sram")
    {
        Description = "SRAM between DRAM and tile, beside the tile's own buffers.",
        HelpName = "KiB",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<double?> _clock = new("--clock-mhz")
    {
        Description = "Clock. Default: that at which the PE's figures in bench/qor are quoted, else the design file's.",
        HelpName = "MHz",
    };

    private readonly Option<string[]> _record = new("--record")
    {
        Description = "Figures of a design's PE, as mixpe synth --unit pe --json wrote them. May be given again.",
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
        _phase.CompletionSources.Add(_ => Enum.GetValues<InferencePhase>().Select(one => new CompletionItem(Word(one))));
        foreach (Option option in new Option[] { _model, _phase, _batch, _tokens, _dram, _sram, _clock, _record })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The network, or null if none was given.</summary>
    /// <exception cref="DesignException">It is refused.</exception>
    public Network? Network(ParseResult parsed) =>
        parsed.GetValue(_model) is { } name ? NetworkLoader.Load(name) : null;

    /// <summary>Measured PEs: the committed ones, and the user's.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="designs">The designs that are estimated.</param>
    /// <exception cref="InputException">A record is none, or of another design.</exception>
    public PeRecords Records(ParseResult parsed, IReadOnlyList<Design> designs) =>
        parsed.GetRequiredValue(_record).Aggregate(PeRecords.Committed(), (all, file) => all.With(file, designs));

    /// <summary>The other options.</summary>
    /// <exception cref="InputException">Some are wrong: all of them are named.</exception>
    public EstimateOptions Options(ParseResult parsed)
    {
        List<string> faults = [];
        string word = parsed.GetValue(_phase)!;
        InferencePhase[] phases = [.. Enum.GetValues<InferencePhase>().Where(one => Word(one) == word)];
        if (phases.Length == 0)
        {
            faults.Add($"--phase: {word}: prefill or decode is wanted");
        }

        Require(_batch.Name, parsed.GetValue(_batch), 1, faults);
        Require(_tokens.Name, parsed.GetValue(_tokens), 1, faults);
        Require(_dram.Name, parsed.GetValue(_dram), double.Epsilon, faults);
        Require(_sram.Name, parsed.GetValue(_sram), 0, faults);
        Require(_clock.Name, parsed.GetValue(_clock), double.Epsilon, faults);
        return faults.Count > 0
            ? throw new InputException(string.Join(Environment.NewLine, faults))
            : new EstimateOptions
            {
                Phase = phases[0],
                Batch = parsed.GetValue(_batch),
                Tokens = parsed.GetValue(_tokens),
                DramGigabytes = parsed.GetValue(_dram),
                SramBytes = (long)(BytesOfKib * parsed.GetValue(_sram)),
                ClockMhz = parsed.GetValue(_clock),
            };
    }

    // Beyond 10^9 of any unit nothing is meant, and sums of bytes leave 64 bits.
    private static void Require(string option, double? value, double least, List<string> faults)
    {
        const double Most = 1e9;
        if (value is { } number && !(number >= least && number <= Most))
        {
            string from = least == 1 ? "from 1" : least == 0 ? "from 0" : "above 0";
            faults.Add(FormattableString.Invariant($"{option}: {number}: a number {from} and up to {Most:0} is wanted"));
        }
    }

    private static string Word(InferencePhase phase) => phase == InferencePhase.Prefill ? "prefill" : "decode";
}
