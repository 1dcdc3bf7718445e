using System.Diagnostics;

namespace MixPe.Bench.Sim;

/// <summary>Times a round by both clocks.</summary>
internal static class Watch
{
    /// <summary>Runs it.</summary>
    /// <param name="cycles">Cycles or vectors that it runs.</param>
    /// <param name="run">Returns the checksum.</param>
    public static Round Time(long cycles, Func<ulong> run)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        ulong checksum = run();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Round(cycles, seconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, checksum);
    }
}
