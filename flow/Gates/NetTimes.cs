namespace MixPe.Flow.Gates;

/// <summary>What is known about one edge of every net.</summary>
internal sealed class NetTimes
{
    public NetTimes(int nets)
    {
        Arrival = new double[nets];
        Slew = new double[nets];
        Load = new double[nets];
        Cause = new ArcCause[nets];
        Array.Fill(Arrival, double.NegativeInfinity);
    }

    /// <summary>Latest time in ns; minus infinity if the net does not have this edge.</summary>
    public double[] Arrival { get; }

    /// <summary>Worst slew in ns.</summary>
    public double[] Slew { get; }

    /// <summary>Load in pF.</summary>
    public double[] Load { get; }

    /// <summary>Where the latest arrival comes from.</summary>
    public ArcCause[] Cause { get; }

    /// <summary>Takes a candidate: the latest arrival and the worst slew count, be they of one arc or two.</summary>
    public void Merge(int net, double arrival, double slew, ArcCause cause)
    {
        Slew[net] = Arrival[net] > double.NegativeInfinity ? Math.Max(Slew[net], slew) : slew;
        if (arrival > Arrival[net])
        {
            Arrival[net] = arrival;
            Cause[net] = cause;
        }
    }

    /// <summary>The arc of a latest arrival.</summary>
    /// <param name="Net">Net at its input; −1 if the path starts here.</param>
    /// <param name="IsRise">Edge there.</param>
    internal readonly record struct ArcCause(int Net, bool IsRise);
}
