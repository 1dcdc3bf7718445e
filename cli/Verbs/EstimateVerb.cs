using System.CommandLine;
using MixPe.Flow.Estimate;
using MixPe.Flow.Synthesis;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe estimate.</summary>
internal sealed class EstimateVerb
{
    private readonly DesignArguments _design = new();
    private readonly EstimateArguments _estimate = new();
    private readonly Option<bool> _json = JsonOutput.CreateOption();

    /// <summary>Creates the verb.</summary>
    public static Verb Create()
    {
        EstimateVerb verb = new();
        Command command = new(
            "estimate", "States cycles, time, bytes and energy of a network's linear layers on the design's tile.");
        verb._design.AddTo(command);
        verb._estimate.AddTo(command, isRequired: true);
        command.Options.Add(verb._json);
        command.SetAction(verb.Run);
        return new Verb(command, "mixpe estimate mixpe-w4a8 --model llama-2-7b --phase decode --batch 8 --dram 25.6 --sram 1024");
    }

    private int Run(ParseResult parsed)
    {
        EstimateOptions options = _estimate.Options(parsed);
        Design design = _design.Load(parsed);
        NetworkEstimate estimate = new NetworkEstimator(_estimate.Records(parsed, [design]))
            .Run(design, _estimate.Network(parsed)!, options);
        string asked = parsed.GetRequiredValue(_design.Design);
        string[] set = parsed.GetRequiredValue(_design.Set);
        string measure = MeasureCommand.Of(asked, set);
        string measureEdges = MeasureCommand.Of(asked, set, SynthesisSubject.Edges);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, EstimateOutput.Document(estimate, measure, measureEdges));
        }
        else
        {
            EstimateOutput.Write(parsed.InvocationConfiguration.Output, estimate, measure, measureEdges);
        }

        return ExitCode.Done;
    }
}
