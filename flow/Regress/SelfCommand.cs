namespace MixPe.Flow.Regress;

/// <summary>How to start a program: its file, and the arguments that come before its own.</summary>
/// <param name="File">Full path.</param>
/// <param name="Leading">Arguments before the program's own.</param>
public sealed record SelfCommand(string File, IReadOnlyList<string> Leading)
{
    /// <summary>How to start the program of an assembly the way this process was started.</summary>
    /// <param name="program">Name of its executable, without an ending.</param>
    /// <param name="assembly">Path of its assembly; empty in a single file.</param>
    /// <param name="process">Path of this process; null if the system does not tell.</param>
    /// <exception cref="InvalidOperationException">Neither says how.</exception>
    public static SelfCommand Find(string program, string assembly, string? process)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        string name = Path.GetFileNameWithoutExtension(process ?? "");
        if (process is not null && (name == program || assembly.Length == 0))
        {
            // An apphost, the shim of an installed tool, a single file: it starts itself.
            return new(process, []);
        }

        if (assembly.Length == 0)
        {
            throw new InvalidOperationException($"{program}: neither the process nor the assembly has a path");
        }

        // dotnet mixpe.dll, or a test host.
        string host = process is not null && name == "dotnet"
            ? process
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new(host, ["exec", assembly]);
    }
}
