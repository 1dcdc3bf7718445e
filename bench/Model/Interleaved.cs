namespace MixPe.Bench.Model;

/// <summary>Times several ways to do one thing in turns, so that a slow minute of the machine slows all of them, and by
/// processor time, so that its other work does not count.</summary>
internal static class Interleaved
{
    private const double TurnSeconds = 0.1;
    private const int WarmUpTurns = 4;

    /// <summary>Median rates of single-threaded work.</summary>
    /// <param name="rounds">Turns of each way.</param>
    /// <param name="ways">One call each; a call is repeated until its turn is over.</param>
    /// <returns>Calls a second of processor time, one a way.</returns>
    public static double[] CallsPerSecond(int rounds, params Action[] ways)
    {
        var rates = new List<double>[ways.Length];
        for (int way = 0; way < ways.Length; way++)
        {
            rates[way] = [];

            // Lets the just-in-time compiler reach its last tier.
            for (int turn = 0; turn < WarmUpTurns; turn++)
            {
                Turn(ways[way]);
            }
        }

        for (int round = 0; round < rounds; round++)
        {
            for (int way = 0; way < ways.Length; way++)
            {
                rates[way].Add(Turn(ways[way]));
            }
        }

        return Array.ConvertAll(rates, all => all.Order().ElementAt(all.Count / 2));
    }

    private static double Turn(Action way)
    {
        // Reading the clock can cost as much as a short call: it is read after 1, 3, 7, 15 calls and so on.
        TimeSpan start = Environment.CpuUsage.TotalTime;
        int calls = 0;
        double seconds;
        do
        {
            for (int more = calls + 1; more > 0; more--, calls++)
            {
                way();
            }

            seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        }
        while (seconds < TurnSeconds);

        return calls / seconds;
    }
}
