using System.CommandLine;
using System.CommandLine.Completions;
using MixPe.Flow.Gemm;
using MixPe.Flow.Systems;
using MixPe.Generator.Systems;
using MixPe.Model.Cycles;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe system.</summary>
internal sealed class SystemVerb
{
    private const int DefaultRows = 64;

    private readonly Argument<string?> _system = new("SYSTEM")
    {
        Description = "A named system (--list has them) or the path of a YAML file.",
        HelpName = "SYSTEM",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _list = new("--list")
    {
        Description = "Lists the named systems, and runs nothing.",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "field=value: overrides a field of the designs of all parts; may be given again for another field.",
        HelpName = "field=value",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _gemm = new("--gemm")
    {
        Description = "Shape of a random GEMM Y = X·Wᵀ: W normal, X normal with a column in 128 times 60.",
        HelpName = "M,N,K",
    };

    private readonly Option<string?> _weights = new("--weights")
    {
        Description = "W, [N, K], numbers from .npy, .safetensors, .gguf or TensorFlow.js .json.",
        HelpName = "FILE[:TENSOR]",
    };

    private readonly Option<bool> _transpose = new("--transpose")
    {
        Description = "The weights are stored [K, N], as TensorFlow does.",
    };

    private readonly Option<string?> _activations = new("--activations")
    {
        Description = $"X, [M, K], of such a file. Default: {DefaultRows} rows as --gemm draws them.",
        HelpName = "FILE[:TENSOR]",
    };

    private readonly Option<string?> _calibration = new("--calibration")
    {
        Description = "[rows, K] activations that decide which columns are the largest, and the smoothing. Default: X.",
        HelpName = "FILE[:TENSOR]",
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "Determines random operands and initial register values.",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "Y, [M, N], as NumPy file.",
        HelpName = "Y.npy",
    };

    private readonly Option<bool> _json = JsonOutput.CreateOption();
    private readonly Func<SystemSimulation> _simulation;

    private SystemVerb(Func<SystemSimulation> simulation) => _simulation = simulation;

    /// <summary>Creates the verb.</summary>
    /// <param name="simulation">Makes the simulation when the verb runs.</param>
    public static Verb Create(Func<SystemSimulation> simulation)
    {
        var verb = new SystemVerb(simulation);
        var command = new Command(
            "system", "Runs a GEMM in several parts, each on its own verilated tile, and compares every bit with the golden model.");
        verb._system.CompletionSources.Add(_ => NamedSystems.All.Select(system => new CompletionItem(system.Name)));
        command.Arguments.Add(verb._system);
        foreach (Option option in new Option[]
        {
            verb._list, verb._set, verb._gemm, verb._weights, verb._transpose, verb._activations, verb._calibration, verb._seed,
            verb._out, verb._json,
        })
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return new Verb(command, "mixpe system quik --gemm 16,32,256 --set rows=4 --set columns=4");
    }

    private int Run(ParseResult parsed)
    {
        string? name = parsed.GetValue(_system);
        if (parsed.GetValue(_list))
        {
            SystemOutput.List(parsed, parsed.GetValue(_json));
            return ExitCode.Done;
        }

        if (name is null)
        {
            throw new InputException("system: give a system, or --list");
        }

        GemmSystem system = SystemLoader.Load(name, parsed.GetValue(_set));
        string? outputs = OutputPath.OfFile("--out", parsed.GetValue(_out));
        var (w, x, calibration) = Matrices(parsed);
        SystemReport report;
        using (ProgressBar bar = new(parsed.InvocationConfiguration.Error))
        {
            report = _simulation().Run(system, w, x, calibration, (ulong)parsed.GetValue(_seed), bar, bar);
        }

        if (outputs is not null)
        {
            Dump.WriteOutputs(outputs, system.Added, report.Shape.M, report.Shape.N, report.Outputs);
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, SystemOutput.Document(report));
        }
        else
        {
            SystemOutput.Write(parsed.InvocationConfiguration.Output, report);
        }

        return report.Mismatches == 0 ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private (Matrix W, Matrix X, Matrix Calibration) Matrices(ParseResult parsed)
    {
        string? gemm = parsed.GetValue(_gemm);
        string? weights = parsed.GetValue(_weights);
        if ((gemm is null) == (weights is null))
        {
            throw new InputException("system: give either --gemm M,N,K or --weights FILE[:TENSOR]");
        }

        Random random = new(parsed.GetValue(_seed));
        Matrix w, x;
        if (gemm is not null)
        {
            if (parsed.GetValue(_activations) is not null || parsed.GetValue(_calibration) is not null || parsed.GetValue(_transpose))
            {
                throw new InputException(
                    "system: --activations, --calibration and --transpose go with --weights, not with --gemm");
            }

            TileJob shape = GemmShape.Parse("--gemm", gemm);
            GemmShape.RequireSize("system", shape.M, shape.N, shape.K);
            w = Matrix.Normal(shape.N, shape.K, 0.02, random);
            x = OutlierChannels.Draw(shape.M, shape.K, random);
        }
        else
        {
            // What is quantized counts for the numbers that it stands for.
            WeightsFileOptions options = new() { Transpose = parsed.GetValue(_transpose), Requantize = true };
            w = ((RealWeights)WeightsFile.Read(weights!, options)).Matrix;
            x = parsed.GetValue(_activations) is { } file
                ? MatrixFile.Read(file)
                : OutlierChannels.Draw(DefaultRows, w.Columns, random);
        }

        Matrix calibration = parsed.GetValue(_calibration) is { } rows ? MatrixFile.Read(rows) : x;
        foreach (var (what, matrix) in new[] { ("activations", x), ("calibration rows", calibration) })
        {
            if (matrix.Columns != w.Columns)
            {
                throw new InputException(
                    $"system: weights are [{w.Rows}, {w.Columns}], {what} [{matrix.Rows}, {matrix.Columns}]: the columns must agree");
            }
        }

        GemmShape.RequireSize("system", x.Rows, w.Rows, w.Columns);
        return (w, x, calibration);
    }
}
