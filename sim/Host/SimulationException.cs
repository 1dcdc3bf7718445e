namespace MixPe.Sim.Host;

/// <summary>The design ended the simulation: an assertion failed, or it called $fatal, $stop or $finish.</summary>
/// <param name="module">Module name.</param>
/// <param name="end">How.</param>
/// <param name="reason">Where and why, in the simulator's words.</param>
/// <param name="cycle">The instance's cycle that it happened in, counted from 0.</param>
/// <param name="log">All that the design printed.</param>
public sealed class SimulationException(string module, SimulationEnd end, string reason, long cycle, string log)
    : Exception(Describe(module, reason, cycle, log))
{
    /// <summary>How the simulation ended.</summary>
    public SimulationEnd End { get; } = end;

    /// <summary>The instance's cycle that it happened in, counted from 0.</summary>
    public long Cycle { get; } = cycle;

    /// <summary>All that the design printed.</summary>
    public string Log { get; } = log;

    private static string Describe(string module, string reason, long cycle, string log)
    {
        var tail = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(10);
        return string.Join('\n', [$"module {module}, cycle {cycle}: {reason}", .. tail]);
    }
}
