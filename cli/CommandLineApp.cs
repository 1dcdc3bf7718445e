using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MixPe.Cli.Verbs;
using MixPe.Flow.Encoder;
using MixPe.Flow.Gates;
using MixPe.Flow.Gemm;
using MixPe.Flow.Mutation;
using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Fpga;
using MixPe.Flow.Systems;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Corpus;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Model.Quantization;
using MixPe.Sim.Build;
using MixPe.Sim.Devices;
using MixPe.Sim.Host;
using MixPe.Sim.Processes;

namespace MixPe.Cli;

/// <summary>The command line: parses, calls, prints, and turns what went wrong into an exit code.</summary>
/// <param name="generate">From a design to its bundle.</param>
public sealed class CommandLineApp(Func<Design, RtlBundle> generate)
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">Its arguments, without the program's name.</param>
    /// <param name="output">Results.</param>
    /// <param name="error">Faults and progress.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        var parsed = CreateRoot().Parse(args);
        if (parsed.Action is ParseErrorAction or null)
        {
            return Misuse(parsed, error);
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
            };
            return parsed.Invoke(configuration);
        }
        catch (DesignException e)
        {
            foreach (var fault in e.Faults)
            {
                error.WriteLine(fault);
            }

            return ExitCode.BadInput;
        }
        catch (Exception e) when (e is BundleException or InputException or QuantizationException or CorpusException)
        {
            error.WriteLine(e.Message);
            return ExitCode.BadInput;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The messages of the file system name the path.
            error.WriteLine(e.Message);
            return ExitCode.BadInput;
        }
        catch (ToolException e)
        {
            error.WriteLine(e.Message);
            return ExitCode.ToolFailed;
        }
        catch (Exception e) when (e is SimulationException or ArrayDeviceException or MutationException
            or SynthesisException or NetlistException)
        {
            error.WriteLine(e.Message);
            return ExitCode.CheckFailed;
        }
    }

    /// <summary>The example in the help of each verb.</summary>
    public IReadOnlyList<string> Examples => [.. CreateVerbs().Select(verb => verb.Example)];

    /// <summary>The verbs, for whoever wants to look at them.</summary>
    public IReadOnlyList<Command> Verbs => [.. CreateVerbs().Select(verb => verb.Command)];

    // One line a verb.
    private Verb[] CreateVerbs() =>
    [
        GenerateRtlVerb.Create(generate),
        DesignsVerb.Create(),
        SimulateVerb.Create(CreateSimulation),
        SystemVerb.Create(() => new SystemSimulation(CreateSimulation())),
        CyclesVerb.Create(),
        EstimateVerb.Create(),
        VerifyVerb.Create(() => new Verifier(generate, new VerilatedBuild())),
        ProveVerb.Create(generate),
        SynthVerb.Create(
            () => new SynthesisStudy(generate, new BuildEnvironment()), () => new FpgaStudy(generate, new BuildEnvironment())),
        CompareVerb.Create(CreateSimulation),
        MutateVerb.Create(() => new MutationAnalysis(generate, new VerilatedBuild())),
        ExploreVerb.Create(() => new SynthesisStudy(generate, new BuildEnvironment())),
        ExploreWorkerVerb.Create(() => new SynthesisStudy(generate, new BuildEnvironment())),
        DrawVerb.Create(generate),
        ReportVerb.Create(),
        RegressVerb.Create(),
        DemoVerb.Create(generate, () => new EncoderSimulation(new GemmSimulation(generate, new VerilatedBuild()))),
        DoctorVerb.Create(),
        CompletionVerb.Create(),
    ];

    private GemmSimulation CreateSimulation() => new(generate, new VerilatedBuild());

    private RootCommand CreateRoot()
    {
        var verbs = CreateVerbs();
        var root = new RootCommand("Generates, simulates and checks mixed-precision processing elements.");
        foreach (var verb in verbs)
        {
            root.Subcommands.Add(verb.Command);
        }

        foreach (var option in root.Options)
        {
            option.Action = option switch
            {
                HelpOption { Action: HelpAction usual } => new ExampleHelp(usual, verbs),
                VersionOption => new VersionAction(),
                _ => option.Action,
            };
        }

        return root;
    }

    private static int Misuse(ParseResult parsed, TextWriter error)
    {
        foreach (var fault in parsed.Errors)
        {
            error.WriteLine(fault.Message);
        }

        var command = parsed.CommandResult.Command;
        var verb = command is RootCommand ? "" : $" {command.Name}";
        error.WriteLine($"{ToolVersion.Name}{verb} --help shows how it is used.");
        return ExitCode.BadInput;
    }
}
