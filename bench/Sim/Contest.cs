using System.Globalization;

namespace MixPe.Bench.Sim;

/// <summary>Ways to run the same work, timed in turns: on a shared machine the speed drifts by minutes, so that only
/// rates measured side by side compare.</summary>
/// <param name="output">Where the table goes.</param>
/// <param name="title">What is run, and the unit of the rates.</param>
/// <param name="unit">Divisor of the rates: 1e6 for millions.</param>
internal sealed class Contest(TextWriter output, string title, double unit)
{
    private const int Rounds = 9;

    private readonly List<(string Name, Func<Round> Run)> _ways = [];

    /// <summary>Adds a way; the first one is the reference of the ratios.</summary>
    public void Add(string name, Func<Round> run) => _ways.Add((name, run));

    /// <summary>Runs all and prints the table.</summary>
    /// <param name="checksum">What every round must end with.</param>
    /// <exception cref="InvalidOperationException">A round ended with another checksum.</exception>
    public void Run(ulong? checksum)
    {
        var rounds = _ways.ToDictionary(way => way.Name, _ => new List<Round>());
        for (int i = 0; i <= Rounds; i++)
        {
            foreach (var (name, run) in _ways)
            {
                var round = run();
                checksum ??= round.Checksum;
                if (round.Checksum != checksum)
                {
                    throw new InvalidOperationException(
                        $"{title}: {name} ended with {round.Checksum}, expected {checksum}");
                }

                // The first turn warms up.
                if (i > 0)
                {
                    rounds[name].Add(round);
                }
            }
        }

        output.WriteLine($"{title}; {Rounds} interleaved rounds, load {Machine.Load()} at their end");
        output.WriteLine(
            $"  {"",-42} {"by the wall, median (range)",32} {"by processor time",18} {"ratio of that",14}");
        List<Round> reference = rounds[_ways[0].Name];
        foreach (var (name, _) in _ways)
        {
            List<Round> own = rounds[name];
            double[] wall = [.. own.Select(round => round.Rate / unit).Order()];
            string range = string.Create(
                CultureInfo.InvariantCulture, $"{wall[Rounds / 2]:0.00} ({wall[0]:0.00} to {wall[^1]:0.00})");
            double cpu = Median(own.Select(round => round.CpuRate / unit));
            double ratio = Median(own.Zip(reference, (mine, first) => mine.CpuRate / first.CpuRate));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {name,-42} {range,32} {cpu,18:0.00} {ratio,14:0.000}"));
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
