using System.CommandLine;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Model.Cycles;
using MixPe.Model.Stored;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe simulate.</summary>
internal sealed class SimulateVerb
{
    private const int DefaultRows = 64;

    private readonly DesignArguments _design = new();
    private readonly Option<bool> _json = JsonOutput.CreateOption();
    private readonly Option<string?> _gemm = new("--gemm")
    {
        Description = "Shape of a random GEMM Y = X·Wᵀ: X is [M, K], W is [N, K], both normally distributed.",
        HelpName = "M,N,K",
    };

    private readonly Option<string?> _weights = new("--weights")
    {
        Description = "W, [N, K], from .npy, .safetensors, .gguf or TensorFlow.js .json; what is quantized goes in as it is.",
        HelpName = "FILE[:TENSOR]",
    };

    private readonly Option<bool> _transpose = new("--transpose")
    {
        Description = "The weights are numbers stored [K, N], as TensorFlow does.",
    };

    private readonly Option<bool> _requantize = new("--requantize")
    {
        Description = "Quantizes the values of a quantized tensor anew, as the design asks.",
    };

    private readonly Option<string?> _gptq = new("--gptq")
    {
        Description = "GPTQ stores zero points less one (v1) or as they are (v2). Default: as its config says, else v1.",
        HelpName = "v1|v2",
    };

    private readonly Option<string?> _activations = new("--activations")
    {
        Description = $"X, [M, K], numbers of such a file. Default: {DefaultRows} normally distributed rows.",
        HelpName = "FILE[:TENSOR]",
    };

    private readonly Option<string?> _addend = new("--addend")
    {
        Description = "C, [M, N], that a design with addend stream adds. Default: random with --gemm, else 0.",
        HelpName = "FILE[:TENSOR]",
    };

    private readonly Option<int> _slices = SlicesOption.Create();
    private readonly Option<int> _wideGroups = WideGroupsOption.Create();

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "Determines random operands and initial register values.",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string?> _on = new("--on")
    {
        Description = "Array, fed by the host, or tile, behind its streams. Default: array; tile with addend or tensor_scale.",
        HelpName = "array|tile",
    };

    private readonly Option<int> _instances = new("--instances")
    {
        Description = "With --on tile: tiles that share the columns of Y, each on a thread of its own.",
        HelpName = "P",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string?> _wave = new("--wave")
    {
        Description = "Waveform file (FST).",
        HelpName = "FILE.fst",
    };

    private readonly Option<string> _window = new("--wave-window")
    {
        Description = "First cycle and number of cycles of the waveform.",
        HelpName = "FROM,COUNT",
        DefaultValueFactory = _ => "0,1000",
    };

    private readonly Option<int> _depth = new("--wave-depth")
    {
        Description = "Levels of the hierarchy in the waveform; 0 for all, which makes a large array slow to build.",
        HelpName = "N",
        DefaultValueFactory = _ => new SimulationOptions().WaveDepth,
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "Y, [M, N], as NumPy file.",
        HelpName = "Y.npy",
    };

    private readonly Option<string?> _dump = new("--dump")
    {
        Description = "Directory for all operands and results as NumPy files, to check the run without this tool.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _streams = new("--streams")
    {
        Description = "Directory for the job as the beats of the tile's streams, for $readmemh in a test bench.",
        HelpName = "DIR",
    };

    private readonly Func<GemmSimulation> _simulation;

    private SimulateVerb(Func<GemmSimulation> simulation) => _simulation = simulation;

    /// <summary>Creates the verb.</summary>
    /// <param name="simulation">Makes the simulation when the verb runs.</param>
    public static Verb Create(Func<GemmSimulation> simulation)
    {
        var verb = new SimulateVerb(simulation);
        var command = new Command(
            "simulate", "Runs a GEMM on the design's verilated array or tile and compares every bit with the golden model.");
        verb._design.AddTo(command);
        foreach (Option option in new Option[]
        {
            verb._gemm, verb._weights, verb._transpose, verb._requantize, verb._gptq, verb._activations, verb._addend, verb._slices, verb._wideGroups, verb._seed, verb._on,
            verb._instances, verb._wave, verb._window, verb._depth, verb._out, verb._dump, verb._streams, verb._json,
        })
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return new Verb(command, "mixpe simulate mixpe-w4a8 --gemm 32,64,256 --set rows=8 --wave out/run.fst");
    }

    private int Run(ParseResult parsed)
    {
        Design design = _design.Load(parsed);
        SimulationOptions options = Options(parsed, design);
        // What cannot be written is refused before the work, not after it.
        string? outputs = OutputPath.OfFile("--out", parsed.GetValue(_out));
        string? dump = OutputPath.OfDirectory("--dump", parsed.GetValue(_dump));
        if (dump is not null)
        {
            Dump.Refuse(dump);
        }

        string? streams = OutputPath.OfDirectory("--streams", parsed.GetValue(_streams));
        if (streams is not null)
        {
            StreamFiles.Refuse(streams);
        }

        GemmProblem problem = Problem(
            parsed, design.WithSlices(SlicesOption.Of(parsed, _slices, design), WideGroupsOption.Of(parsed, _wideGroups, design)));
        problem = design.HasAddend ? problem.WithAddends(Addends(parsed, problem)) : problem;
        SimulationReport report;
        using (ProgressBar bar = new(parsed.InvocationConfiguration.Error))
        {
            report = _simulation().Run(design, problem, options, bar, bar);
        }

        if (outputs is not null)
        {
            Dump.WriteOutputs(outputs, design, report.M, report.N, report.Run.Outputs);
        }

        if (dump is not null)
        {
            Dump.Write(dump, report, problem.Operands);
        }

        if (streams is not null)
        {
            StreamFiles.Write(streams, report.Design, problem.Operands, report.Run.Outputs);
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, SimulationOutput.Document(report));
        }
        else
        {
            SimulationOutput.Write(parsed.InvocationConfiguration.Output, report);
        }

        return report.Mismatches == 0 ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private SimulationOptions Options(ParseResult parsed, Design design)
    {
        string text = parsed.GetRequiredValue(_window);
        int[] window = IntegerList.Parse("--wave-window", text, 2, least: 0);
        int depth = parsed.GetValue(_depth);
        if (window[1] == 0 || depth < 0)
        {
            throw new InputException(window[1] == 0
                ? $"--wave-window: {text}: a waveform has at least one cycle"
                : $"--wave-depth: {depth}: 0 for all levels, or their number");
        }

        string on = parsed.GetValue(_on) ?? (design.HasEpilogue ? "tile" : "array");
        int instances = parsed.GetValue(_instances);
        if (on is not ("array" or "tile"))
        {
            throw new InputException($"--on: {on}: array or tile");
        }

        if (on == "array" && design.HasEpilogue)
        {
            throw new InputException(design.HasAddend
                ? $"--on: array: {design.Name} has addend stream, which the tile adds"
                : $"--on: array: {design.Name} has tensor_scale fp32, by which the tile multiplies");
        }

        if (!design.HasAddend && parsed.GetValue(_addend) is { } addend)
        {
            throw new InputException($"--addend: {addend}: addend of {design.Name} is none");
        }

        if (instances < 1 || (instances > 1 && on == "array"))
        {
            throw new InputException(instances < 1
                ? $"--instances: {instances}: at least 1"
                : $"--instances: {instances}: goes with --on tile");
        }

        return new SimulationOptions
        {
            On = on == "tile" ? HardwareKind.Tile : HardwareKind.Array,
            Instances = instances,
            Slices = SlicesOption.Of(parsed, _slices, design),
            WideGroups = WideGroupsOption.Of(parsed, _wideGroups, design),
            Seed = (ulong)parsed.GetValue(_seed),
            Wave = OutputPath.OfFile("--wave", parsed.GetValue(_wave)),
            WaveFrom = window[0],
            WaveCycles = window[1],
            WaveDepth = depth,
        };
    }

    private GemmProblem Problem(ParseResult parsed, Design design)
    {
        string? gemm = parsed.GetValue(_gemm);
        string? weights = parsed.GetValue(_weights);
        if ((gemm is null) == (weights is null))
        {
            throw new InputException("simulate: give either --gemm M,N,K or --weights FILE[:TENSOR]");
        }

        Random random = new(parsed.GetValue(_seed));
        GemmWeights w;
        Matrix x;
        if (gemm is not null)
        {
            if (parsed.GetValue(_activations) is not null || Taken(parsed) != new WeightsFileOptions())
            {
                throw new InputException(
                    "simulate: --activations, --transpose, --requantize and --gptq go with --weights, not with --gemm");
            }

            TileJob shape = GemmShape.Parse("--gemm", gemm);
            GemmShape.RequireSize("simulate", shape.M, shape.N, shape.K);
            w = new RealWeights(Matrix.Normal(shape.N, shape.K, 0.02, random));
            x = Matrix.Normal(shape.M, shape.K, 1, random);
        }
        else
        {
            w = WeightsFile.Read(weights!, Taken(parsed));
            x = parsed.GetValue(_activations) is { } file
                ? MatrixFile.Read(file)
                : Matrix.Normal(DefaultRows, w.Columns, 1, random);
        }

        if (x.Columns != w.Columns)
        {
            throw new InputException(
                $"simulate: weights are [{w.Rows}, {w.Columns}], activations [{x.Rows}, {x.Columns}]: the columns must agree"
                + (x.Columns == w.Rows && w is RealWeights ? "; --transpose swaps those of the weights" : ""));
        }

        GemmShape.RequireSize("simulate", x.Rows, w.Rows, w.Columns);
        return w.Problem(design, x);
    }

    // Of the size of the results, so that each shows in their sum.
    private Matrix Addends(ParseResult parsed, GemmProblem problem)
    {
        var (m, n) = (problem.Operands.M, problem.Operands.N);
        if (parsed.GetValue(_addend) is not { } file)
        {
            return parsed.GetValue(_gemm) is null
                ? new Matrix(m, n, new float[m * n])
                : Matrix.Normal(m, n, Math.Sqrt(problem.Reference.Average(y => y * y)), new Random(~parsed.GetValue(_seed)));
        }

        Matrix c = MatrixFile.Read(file);
        return (c.Rows, c.Columns) == (m, n)
            ? c
            : throw new InputException($"--addend: {file}: [{c.Rows}, {c.Columns}]; results are [{m}, {n}]");
    }

    private WeightsFileOptions Taken(ParseResult parsed) => new()
    {
        Transpose = parsed.GetValue(_transpose),
        Requantize = parsed.GetValue(_requantize),
        Gptq = parsed.GetValue(_gptq) switch
        {
            null => null,
            "v1" => GptqFormat.V1,
            "v2" => GptqFormat.V2,
            var other => throw new InputException($"--gptq: {other}: v1 or v2"),
        },
    };
}
