namespace MixPe.Flow.Gates;

/// <summary>The same run with and without delays.</summary>
/// <param name="WithDelays">What it takes.</param>
/// <param name="WithoutDelays">What it would take if each net changed once a cycle at most.</param>
public sealed record GlitchReport(PowerReport WithDelays, PowerReport WithoutDelays)
{
    /// <summary>Energy of the changes that come to nothing, per cycle, in J.</summary>
    public double Glitches => WithDelays.Energy.Dynamic - WithoutDelays.Energy.Dynamic;

    /// <summary>Energy with delays over that without, leakage left out.</summary>
    public double Ratio => WithDelays.Energy.Dynamic / WithoutDelays.Energy.Dynamic;
}
