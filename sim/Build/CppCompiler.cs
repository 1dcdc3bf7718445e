using MixPe.Sim.Processes;

namespace MixPe.Sim.Build;

/// <summary>Runs g++, several at once.</summary>
/// <param name="environment">Where, and how many at once.</param>
/// <param name="cancellation">Kills what runs.</param>
internal sealed class CppCompiler(BuildEnvironment environment, CancellationToken cancellation)
{
    /// <summary>Compiles every unit of a directory.</summary>
    /// <param name="directory">Working directory.</param>
    /// <param name="units">Source file, object file and the arguments of each.</param>
    /// <param name="compiled">Called after each unit, from any thread.</param>
    public void Compile(string directory, IReadOnlyList<CppUnit> units, Action? compiled = null)
    {
        // The first failure stops the others: their output would bury it.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var slots = new SemaphoreSlim(environment.Jobs);
        Exception? failure = null;
        async Task One(CppUnit unit)
        {
            await slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                string[] arguments = [.. unit.Flags, "-c", "-o", unit.Object, unit.Source];
                await ToolProcess.RunCheckedAsync(Command(directory, arguments), stop.Token).ConfigureAwait(false);
                compiled?.Invoke();
            }
            catch (Exception exception) when (exception is ToolException or OperationCanceledException)
            {
                Interlocked.CompareExchange(ref failure, exception, null);
                await stop.CancelAsync().ConfigureAwait(false);
            }
            finally
            {
                slots.Release();
            }
        }

        Task.WhenAll(units.Select(One)).GetAwaiter().GetResult();
        cancellation.ThrowIfCancellationRequested();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Links a shared library.</summary>
    public void Link(string directory, IReadOnlyList<string> arguments) =>
        ToolProcess.RunChecked(Command(directory, arguments), cancellation);

    private ToolCommand Command(string directory, IReadOnlyList<string> arguments) =>
        new(ExternalTool.Gxx, arguments) { WorkingDirectory = directory, SearchPath = environment.SearchPath };
}
