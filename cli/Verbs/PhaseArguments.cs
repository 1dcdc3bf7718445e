using System.CommandLine;
using System.CommandLine.Completions;
using MixPe.Flow.Estimate;
using MixPe.Flow.Gemm;
using MixPe.Model.Networks;

namespace MixPe.Cli.Verbs;

/// <summary>What a network is run for, and the memories beside the tile.</summary>
internal sealed class PhaseArguments
{
    private const int BytesOfKib = 1024;

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

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_phase, _batch, _tokens, _dram, _sram];

    /// <summary>Adds the options to a command, with completion.</summary>
    public void AddTo(Command command)
    {
        _phase.CompletionSources.Add(_ => Enum.GetValues<InferencePhase>().Select(one => new CompletionItem(Word(one))));
        foreach (Option option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What they say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="clock">An option with the clock, MHz; null where it is not asked for.</param>
    /// <exception cref="InputException">Some are wrong: all of them are named.</exception>
    public EstimateOptions Options(ParseResult parsed, Option<double?>? clock = null)
    {
        List<string> faults = [];
        string word = parsed.GetValue(_phase)!;
        InferencePhase[] phases = [.. Enum.GetValues<InferencePhase>().Where(one => Word(one) == word)];
        if (phases.Length == 0)
        {
            faults.Add($"--phase: {word}: prefill or decode is wanted");
        }

        double? mhz = clock is null ? null : parsed.GetValue(clock);
        Require(_batch.Name, parsed.GetValue(_batch), 1, faults);
        Require(_tokens.Name, parsed.GetValue(_tokens), 1, faults);
        Require(_dram.Name, parsed.GetValue(_dram), double.Epsilon, faults);
        Require(_sram.Name, parsed.GetValue(_sram), 0, faults);
        Require(clock?.Name ?? "", mhz, double.Epsilon, faults);
        return faults.Count > 0
            ? throw new InputException(string.Join(Environment.NewLine, faults))
            : new EstimateOptions
            {
                Phase = phases[0],
                Batch = parsed.GetValue(_batch),
                Tokens = parsed.GetValue(_tokens),
                DramGigabytes = parsed.GetValue(_dram),
                SramBytes = (long)(BytesOfKib * parsed.GetValue(_sram)),
                ClockMhz = mhz,
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
