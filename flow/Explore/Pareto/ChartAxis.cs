namespace MixPe.Flow.Explore.Pareto;

/// <summary>Where values are on one side of a chart.</summary>
internal sealed class ChartAxis
{
    private const int WantedTicks = 6;
    private const double Room = 0.06;

    private readonly double _first;
    private readonly double _last;
    private readonly double _from;
    private readonly double _to;
    private readonly bool _isLog;

    private ChartAxis(double first, double last, double from, double to, bool isLog) =>
        (_first, _last, _from, _to, _isLog) = (first, last, from, to, isLog);

    /// <summary>An axis that holds values, with some room at both ends.</summary>
    /// <param name="values">At least one, all finite.</param>
    /// <param name="from">Place of the least, in pixels.</param>
    /// <param name="to">Place of the greatest.</param>
    /// <param name="logRatio">Ratio of both from which it is logarithmic.</param>
    public static ChartAxis Over(IEnumerable<double> values, double from, double to, double logRatio)
    {
        double[] all = [.. values];
        (double least, double most) = (all.Min(), all.Max());
        bool isLog = least > 0 && most / least > logRatio;
        (double first, double last) = isLog ? (Math.Log10(least), Math.Log10(most)) : (least, most);
        double room = last > first ? Room * (last - first) : Math.Max(Math.Abs(first), 1) * Room;
        return new ChartAxis(first - room, last + room, from, to, isLog);
    }

    /// <summary>Values that get a line: 1, 2 or 5 times a power of ten.</summary>
    public IEnumerable<double> Ticks => _isLog ? LogTicks() : LinearTicks();

    /// <summary>Place of a value, in pixels.</summary>
    public double At(double value)
    {
        double place = _isLog ? Math.Log10(value) : value;
        return _from + ((_to - _from) * (place - _first) / (_last - _first));
    }

    private IEnumerable<double> LinearTicks()
    {
        double rough = (_last - _first) / WantedTicks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
        for (double i = Math.Ceiling(_first / step); i * step <= _last; i++)
        {
            // A zero without a sign.
            yield return (i * step) + 0.0;
        }
    }

    private IEnumerable<double> LogTicks()
    {
        for (double power = Math.Floor(_first); power <= _last; power++)
        {
            foreach (double times in new double[] { 1, 2, 5 })
            {
                double tick = times * Math.Pow(10, power);
                if (Math.Log10(tick) >= _first && Math.Log10(tick) <= _last)
                {
                    yield return tick;
                }
            }
        }
    }
}
