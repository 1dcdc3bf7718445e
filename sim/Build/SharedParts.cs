namespace MixPe.Sim.Build;

/// <summary>What all models with the same switches have in common, each built once and kept in the cache: Verilator's
/// run-time library, and the headers that every file of a model begins with.</summary>
/// <param name="environment">Where to build.</param>
/// <param name="toolchain">The tools.</param>
/// <param name="flags">The compiler's switches, without the optimization.</param>
/// <param name="report">Told each step as it starts.</param>
/// <param name="cancellation">Stops a build.</param>
internal sealed class SharedParts(
    BuildEnvironment environment,
    Toolchain toolchain,
    IReadOnlyList<string> flags,
    Action<string> report,
    CancellationToken cancellation)
{
    private const string Before = "mixp_pre.h";
    private const string All = "mixp_all.h";

    private readonly BuildCache _cache = new(environment.CacheRoot);

    /// <summary>The object files of the run-time library.</summary>
    /// <param name="names">Its sources, without their extension.</param>
    public IReadOnlyList<string> Runtime(IReadOnlyList<string> names)
    {
        string include = Path.Combine(toolchain.VerilatorRoot, "include");
        string folder = Folder("runtime", "compiling Verilator's run-time library", [Before], names,
        [
            .. names.Select(name => new CppUnit(
                Path.Combine(include, name + ".cpp"), name + ".o", [.. flags, "-include", Before, "-O2"])),
        ]);
        return [.. names.Select(name => Path.Combine(folder, name + ".o"))];
    }

    /// <summary>The switches for a file of a model. Reading the headers takes the compiler longer than a small model
    /// does: they are compiled before, and where g++ finds that they do not fit it reads the text beside them.
    /// </summary>
    /// <param name="optimization">The switch of the optimization.</param>
    public IReadOnlyList<string> ModelFlags(string optimization)
    {
        string[] all = [.. flags, optimization];
        string folder = Folder(
            "headers", "compiling Verilator's headers", [Before, All], [optimization],
            [new CppUnit(All, All + ".gch", [.. all, "-x", "c++-header"])]);
        return [.. all, "-include", Path.Combine(folder, All)];
    }

    private string Folder(
        string kind,
        string step,
        IReadOnlyList<string> texts,
        IReadOnlyList<string> key,
        IReadOnlyList<CppUnit> units)
    {
        string hash = new CacheKey()
            .AddAll(texts.Select(NativeText.Read)).AddAll(flags).AddAll(key)
            .AddAll([toolchain.Verilator, toolchain.Compiler])
            .Hash();
        return _cache.GetOrBuild(
            $"{kind}-{hash}",
            directory =>
            {
                report(step);
                foreach (string text in texts)
                {
                    File.WriteAllText(Path.Combine(directory, text), NativeText.Read(text));
                }

                new CppCompiler(environment, cancellation).Compile(directory, units);
            },
            cancellation).Folder;
    }
}
