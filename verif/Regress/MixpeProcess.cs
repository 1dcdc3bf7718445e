using System.Diagnostics;
using System.Globalization;
using MixPe.Cli;
using MixPe.Flow.Regress;
using MixPe.Generator.Bundles;

namespace MixPe.Verif.Regress;

/// <summary>The command line as a process of its own, to be killed.</summary>
internal sealed class MixpeProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public MixpeProcess(string folder, params string[] args)
        : this(folder, Environment.GetEnvironmentVariable("PATH")!, args)
    {
    }

    /// <summary>Starts the command line with another search path, and more variables as NAME=VALUE.</summary>
    public MixpeProcess(string folder, string searchPath, IReadOnlyList<string> args, params string[] variables)
    {
        SelfCommand self = SelfCommand.Find(
            ToolVersion.Name, typeof(CommandLineApp).Assembly.Location, Environment.ProcessPath);

        // A shell's background jobs ignore Ctrl-C, and so would what they start.
        string[] line = ["--default-signal=INT", $"PATH={searchPath}", .. variables, self.File, .. self.Leading, .. args];
        _process = Process.Start(new ProcessStartInfo("env", line)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>The processes below this one, by /proc.</summary>
    public static IReadOnlyList<int> Below(int process)
    {
        ILookup<int, int> children = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Parent: ParentOf(id)))
            .ToLookup(entry => entry.Parent, entry => entry.Id);
        List<int> below = [.. children[process]];
        for (int i = 0; i < below.Count; i++)
        {
            below.AddRange(children[below[i]]);
        }

        return below;
    }

    /// <summary>True when a process is there and no zombie.</summary>
    public static bool IsAlive(int process) => ParentOf(process) > 0;

    public bool Wait(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>kill -9 of this process alone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Waits for the end.</summary>
    public (int Code, string Output, string Error) End()
    {
        _process.WaitForExit();
        return (_process.ExitCode, _output.GetAwaiter().GetResult(), _error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    // Fields 3 and 4 of /proc/PID/stat, after the name in parentheses: state and parent.
    private static int ParentOf(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? 0 : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
