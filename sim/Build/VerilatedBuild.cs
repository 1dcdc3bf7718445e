using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Sim.Host;
using MixPe.Sim.Processes;

namespace MixPe.Sim.Build;

/// <summary>Turns SystemVerilog into native libraries by way of Verilator and g++, each bundle once: finished
/// builds are kept by a hash of everything that determines them. Threads and processes may share a cache.</summary>
/// <param name="environment">Where to build.</param>
public sealed class VerilatedBuild(BuildEnvironment environment)
{
    /// <summary>Folder of Verilator's C++ within <see cref="VerilatedLibrary.Folder"/>, if kept.</summary>
    public const string GeneratedFolder = "obj";

    private const string LibraryFile = "model.so";

    // Apart from all else, so that no source path can meet a file of the build.
    private const string SourceFolder = "src";

    private const int BytesPerUnit = 400_000;

    private static readonly string[] Texts = ["shim.cpp", "function.cpp", "mixp_pre.h", "mixp_all.h", "exports.map"];

    private readonly Lock _lock = new();
    private Toolchain? _toolchain;

    /// <summary>Builds into the user's cache directory.</summary>
    public VerilatedBuild()
        : this(new BuildEnvironment())
    {
    }

    /// <summary>The library of a module, built if the cache does not have it.</summary>
    /// <param name="sources">SystemVerilog files in compilation order.</param>
    /// <param name="top">The module, at its default parameters.</param>
    /// <param name="options">How to build.</param>
    /// <param name="progress">Told each step as it starts; a hit says "cached".</param>
    /// <param name="cancellation">Stops the build; nothing half is left in the cache.</param>
    /// <exception cref="ToolNotFoundException">Verilator or g++ is missing.</exception>
    /// <exception cref="ToolFailedException">Verilator refuses the sources, or g++ fails.</exception>
    /// <exception cref="PortTableMismatchException">The ports of <paramref name="top"/> are not those of the
    /// SystemVerilog.</exception>
    /// <exception cref="ArgumentException">No source, a path twice or outside the bundle, or a port table that
    /// cannot be driven.</exception>
    public VerilatedLibrary GetOrBuild(
        IReadOnlyList<BundleFile> sources,
        ModuleSpec top,
        BuildOptions? options = null,
        IProgress<string>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(top);
        options ??= new BuildOptions();
        CheckPaths(sources);
        var layout = new RecordLayout(top);
        var toolchain = FindTools(cancellation);
        string key = Key(sources, top, options, toolchain);
        var cache = new BuildCache(environment.CacheRoot);
        var job = new Job(top, layout, options, toolchain, "Mixp_" + key, progress, cancellation);
        var (folder, hit) = cache.GetOrBuild(key, directory => Build(directory, sources, job), cancellation);
        if (hit)
        {
            progress?.Report($"{top.Name}: cached");
        }

        return VerilatedLibrary.Load(folder, Path.Combine(folder, LibraryFile), layout, options);
    }

    /// <summary>The tools that this build uses.</summary>
    /// <exception cref="ToolNotFoundException">Verilator or g++ is missing.</exception>
    public Toolchain FindTools(CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            return _toolchain ??= Toolchain.Probe(environment.SearchPath, cancellation);
        }
    }

    private static void CheckPaths(IReadOnlyList<BundleFile> sources)
    {
        if (sources.Count == 0)
        {
            throw new ArgumentException("no source file", nameof(sources));
        }

        var seen = new HashSet<string>();
        foreach (string path in sources.Select(source => source.Path))
        {
            if (path.Length == 0 || Path.IsPathRooted(path) || path.StartsWith('-') || path.Split('/').Contains(".."))
            {
                throw new ArgumentException($"source path '{path}' leaves the bundle", nameof(sources));
            }

            if (!seen.Add(path))
            {
                throw new ArgumentException($"source path '{path}' is listed twice", nameof(sources));
            }
        }
    }

    private static string Key(
        IReadOnlyList<BundleFile> sources, ModuleSpec top, BuildOptions options, Toolchain toolchain) =>
        new CacheKey()
            .AddAll(Texts.Select(NativeText.Read))
            .AddAll([.. VerilatorFlags(options), .. FastFlags(options), .. CommonFlags(options, toolchain)])
            .AddAll([toolchain.Verilator, toolchain.VerilatorRoot, toolchain.Compiler])
            .AddAll([options.KeepSources.ToString(), .. options.NoInline])
            .AddAll([.. options.Shared.Select(module => module.Name)])
            .AddAll(options.Functions.SelectMany(module => new[]
            {
                module.Name, PortsHeader.WriteFunction(new RecordLayout(module), "function"),
            }))
            .AddAll(sources.SelectMany(source => new[] { source.Path, source.Text }))
            .AddAll(top.Ports.SelectMany(port => new[]
            {
                port.Name, port.Direction.ToString(), port.Role.ToString(),
                port.Bits.ToString(CultureInfo.InvariantCulture),
            }))
            .Add(top.Name)
            .Add(PortsHeader.Write(new RecordLayout(top), "Model"))
            .Hash();

    private static IEnumerable<string> VerilatorFlags(BuildOptions options)
    {
        // Lint has its own command with its own switches; here a warning is shown and does not stop the build.
        yield return "--cc";
        yield return "-O3";
        yield return "--assert";
        yield return "-Wno-fatal";
        yield return "--x-initial";
        yield return "unique";
        if (options.Trace)
        {
            yield return "--trace-fst";
            if (options.TraceDepth > 0)
            {
                yield return "--trace-depth";
                yield return options.TraceDepth.ToString(CultureInfo.InvariantCulture);
            }
        }

        if (options.NoBitTrees)
        {
            yield return "-fno-const-bit-op-tree";
        }

        if (options.NoAssertions)
        {
            yield return "-DSYNTHESIS";
        }

        if (options.NoInline.Count > 0)
        {
            // Gate optimization lets a module read its neighbours' registers directly, and then every instance needs
            // code of its own: 46 MB of C++ for 16x16 PEs instead of 6.
            yield return "-fno-gate";
        }

        foreach (var kind in new[] { CoverageKinds.Line, CoverageKinds.Toggle, CoverageKinds.User })
        {
            if (options.Coverage.HasFlag(kind))
            {
                yield return $"--coverage-{kind.ToString().ToLowerInvariant()}";
            }
        }
    }

    private static string[] FastFlags(BuildOptions options) => [$"-{options.Optimization}"];

    private static string[] CommonFlags(BuildOptions options, Toolchain toolchain)
    {
        string include = Path.Combine(toolchain.VerilatorRoot, "include");
        int trace = options.Trace ? 1 : 0;
        int coverage = options.Coverage == CoverageKinds.None ? 0 : 1;
        return
        [
            "-std=gnu++17", "-fPIC", "-fvisibility=hidden", "-faligned-new", "-w", "-I.", "-I" + include,
            "-I" + Path.Combine(include, "vltstd"),
            $"-DVM_COVERAGE={coverage}", "-DVM_SC=0", $"-DVM_TRACE={trace}", $"-DVM_TRACE_FST={trace}",
            "-DVM_TRACE_VCD=0",
        ];
    }

    private void Build(string directory, IReadOnlyList<BundleFile> sources, Job job)
    {
        var options = job.Options;
        var shared = new SharedParts(
            environment, job.Toolchain, CommonFlags(options, job.Toolchain), job.Report, job.Cancellation);
        var compiler = new CppCompiler(environment, job.Cancellation);
        List<string> objects = [];
        // DPI-C's part always, so that models with functions and without share one run-time library.
        HashSet<string> runtime = ["verilated_dpi"];
        IReadOnlyList<BundleFile> own = sources;
        FunctionModule[] functions = [.. options.Functions.Select((module, i) => new FunctionModule(module, i))];
        foreach (FunctionModule function in functions)
        {
            own = function.Replace(own);
            Job inner = job.Of(function);
            string folder = Path.Combine(directory, function.Folder);
            ClassList list = Verilate(folder, sources, inner);
            string inside = Path.Combine(folder, GeneratedFolder);
            File.WriteAllText(
                Path.Combine(inside, "mixp_function.h"), PortsHeader.WriteFunction(function.Layout, function.Name));

            // Small, and what runs most: always at -O2.
            string[] names = ["function", "mixp_eval", .. list.Fast.Where(name => name != inner.Prefix), .. list.Slow];
            List<CppUnit> parts = [.. Merge(inside, "fast", names, shared.ModelFlags("-O2"))];
            Compile(compiler, inside, parts, inner);
            objects.AddRange(parts.Select(unit => Path.Combine("..", function.Folder, GeneratedFolder, unit.Object)));
            runtime.UnionWith(list.Runtime);
        }

        ClassList classes = Verilate(directory, own, job);
        string generated = Path.Combine(directory, GeneratedFolder);
        IReadOnlyList<CppUnit> units = Units(generated, classes, job, shared);
        Compile(compiler, generated, units, job);
        runtime.UnionWith(classes.Runtime);
        IReadOnlyList<string> library = shared.Runtime([.. runtime.Order(StringComparer.Ordinal)]);
        job.Report("linking");
        compiler.Link(generated,
        [
            "-shared", "-o", Path.Combine("..", LibraryFile), "-Wl,--version-script=exports.map", "-Wl,-z,defs",
            .. units.Select(unit => unit.Object), .. objects, .. library,
            .. options.Trace ? ["-lz"] : Array.Empty<string>(), "-pthread", "-latomic",
        ]);
        if (options.KeepSources)
        {
            foreach (string file in units.Select(unit => unit.Object).Concat(objects))
            {
                File.Delete(Path.Combine(generated, file));
            }
        }
        else
        {
            Directory.Delete(generated, recursive: true);
            Array.ForEach(functions, one => Directory.Delete(Path.Combine(directory, one.Folder), recursive: true));
        }
    }

    // A large model compiles for minutes: each file that is done is told.
    private static void Compile(CppCompiler compiler, string directory, IReadOnlyList<CppUnit> units, Job job)
    {
        int done = 0;
        void Told() => job.Report($"compiling ({Interlocked.Increment(ref done)} of {units.Count} units done)");
        job.Report($"compiling ({units.Count} units)");
        compiler.Compile(directory, units, Told);
    }

    // Fills the folder of a model's C++, what the shim or a function needs included.
    private ClassList Verilate(string directory, IReadOnlyList<BundleFile> sources, Job job)
    {
        job.Report("verilating");
        string sourceFolder = Path.Combine(directory, SourceFolder);
        foreach (var source in sources)
        {
            string path = Path.Combine(sourceFolder, source.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, source.Text);
        }

        const string Configuration = "mixp_build.vlt";
        File.WriteAllText(Path.Combine(directory, Configuration), Configure(job.Options));
        var result = ToolProcess.RunChecked(
            new ToolCommand(ExternalTool.Verilator,
            [
                .. VerilatorFlags(job.Options), "--top-module", job.Top.Name, "--prefix", job.Prefix,
                "--Mdir", Path.Combine("..", GeneratedFolder), Path.Combine("..", Configuration),
                .. sources.Select(source => source.Path),
            ])
            {
                WorkingDirectory = sourceFolder,
                SearchPath = environment.SearchPath,
            },
            job.Cancellation);
        foreach (string line in result.Lines.Where(line => !line.StartsWith("-Info", StringComparison.Ordinal)))
        {
            job.Report(line);
        }

        string generated = Path.Combine(directory, GeneratedFolder);
        VerilatedHeader.Check(job.Top, File.ReadAllText(Path.Combine(generated, job.Prefix + ".h")));
        File.WriteAllText(Path.Combine(generated, "mixp_ports.h"), PortsHeader.Write(job.Layout, job.Prefix));
        foreach (string name in new[] { "shim.cpp", "function.cpp", "exports.map" })
        {
            File.WriteAllText(Path.Combine(generated, name), NativeText.Read(name));
        }

        string plain = File.ReadAllText(Path.Combine(generated, job.Prefix + ".cpp"));
        File.WriteAllText(Path.Combine(generated, "mixp_eval.cpp"), SingleThreadedEval.Lighten(plain));
        return ClassList.Parse(File.ReadAllText(Path.Combine(generated, job.Prefix + "_classes.mk")));
    }

    private static string Configure(BuildOptions options) => string.Concat(
    [
        "`verilator_config\n",
        .. options.NoInline.Concat(options.Shared.Select(module => module.Name))
            .Select(name => $"no_inline -module \"{name}\"\n"),
        .. options.Shared.SelectMany(module => module.Ports
            .Where(port => port.Direction == PortDirection.Input && port.Role is not (PortRole.Clock or PortRole.Reset))
            .Select(port => $"public_flat_rd -module \"{module.Name}\" -var \"{port.Name}\"\n")),
    ]);

    // What runs every cycle is compiled as the options say, what runs once as fast as can be: in a piece of its own if
    // that is worth it.
    private static IReadOnlyList<CppUnit> Units(string generated, ClassList classes, Job job, SharedParts shared)
    {
        const string Quick = "-O0";
        string level = FastFlags(job.Options).Single();
        string[] fast = ["shim", "mixp_eval", .. classes.Fast.Where(name => name != job.Prefix)];
        return level == Quick || Size(generated, classes.Slow) < BytesPerUnit
            ? [.. Merge(generated, "all", [.. fast, .. classes.Slow], shared.ModelFlags(level))]
            :
            [
                .. Merge(generated, "fast", fast, shared.ModelFlags(level)),
                .. Merge(generated, "slow", classes.Slow, shared.ModelFlags(Quick)),
            ];
    }

    // Every file includes the same headers: a small model compiles fastest in one piece, a large one in as many
    // pieces as there are compilers at work.
    private static IEnumerable<CppUnit> Merge(
        string directory, string unit, IReadOnlyList<string> names, IReadOnlyList<string> flags)
    {
        long total = Size(directory, names);
        long limit = total / Math.Max(1, (total + BytesPerUnit - 1) / BytesPerUnit);
        var part = new List<string>();
        long size = 0;
        int count = 0;
        for (int i = 0; i < names.Count; i++)
        {
            part.Add(names[i]);
            size += Size(directory, [names[i]]);
            if (size >= limit || i == names.Count - 1)
            {
                string source = $"mixp_{unit}{count++}";
                File.WriteAllLines(
                    Path.Combine(directory, source + ".cpp"), part.Select(name => $"#include \"{name}.cpp\""));
                yield return new CppUnit(source + ".cpp", source + ".o", flags);
                part.Clear();
                size = 0;
            }
        }
    }

    private static long Size(string directory, IEnumerable<string> names) =>
        names.Sum(name => new FileInfo(Path.Combine(directory, name + ".cpp")).Length);

    private sealed record Job(
        ModuleSpec Top,
        RecordLayout Layout,
        BuildOptions Options,
        Toolchain Toolchain,
        string Prefix,
        IProgress<string>? Progress,
        CancellationToken Cancellation)
    {
        /// <summary>The build of a function in this one: nothing but its logic is in it.</summary>
        public Job Of(FunctionModule function) => this with
        {
            Top = function.Layout.Module,
            Layout = function.Layout,
            Options = new BuildOptions { NoAssertions = Options.NoAssertions },
            Prefix = $"{Prefix}_{function.Folder}",
        };

        public void Report(string step) => Progress?.Report($"{Top.Name}: {step}");
    }
}
