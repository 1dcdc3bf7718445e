using System.CommandLine;
using MixPe.Flow.Explore.Launch.Slurm;
using MixPe.Flow.Synthesis;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe explore-worker: what a task of mixpe explore --launcher slurm runs on its node.</summary>
internal static class ExploreWorkerVerb
{
    /// <summary>Its name.</summary>
    public const string Name = "explore-worker";

    /// <summary>Creates the verb.</summary>
    /// <param name="study">Makes the study of a library when the verb runs.</param>
    public static Verb Create(Func<SynthesisStudy> study)
    {
        Argument<string> shard = new("SHARD")
        {
            Description = "The points of one task, as mixpe explore wrote them.",
            HelpName = "SHARD.json",
        };
        Command command = new(Name, "Measures the points of one task of mixpe explore --launcher slurm.") { Hidden = true };
        command.Arguments.Add(shard);
        command.SetAction(parsed => Run(parsed, parsed.GetRequiredValue(shard), study));
        return new Verb(command, $"mixpe {Name} out/explore/w4/slurm/mixpe-w4-0123abcd-0.json");
    }

    private static int Run(ParseResult parsed, string shard, Func<SynthesisStudy> study)
    {
        ShardWorker worker = new(shard);
        using StopSignals signals = new();
        try
        {
            worker.Run(ExploreMeasures.Open(worker.Setup, study).All, parsed.InvocationConfiguration.Output, signals.Token);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            parsed.InvocationConfiguration.Error.WriteLine("stopped; what is measured is written");
            return ExitCode.Interrupted;
        }
    }
}
