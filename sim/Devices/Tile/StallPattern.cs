namespace MixPe.Sim.Devices.Tile;

/// <summary>In which cycles one side of a stream is not there.</summary>
/// <param name="next">True to stall; asked once a cycle in which there is a choice.</param>
public sealed class StallPattern(Func<bool> next)
{
    /// <summary>Never.</summary>
    public static StallPattern None => new(() => false);

    /// <summary>Whether the next cycle stalls.</summary>
    public bool Next() => next();

    /// <summary>Each cycle by itself.</summary>
    /// <param name="random">Where the choices come from.</param>
    /// <param name="probability">Of a stall, 0 to 1.</param>
    public static StallPattern Random(Random random, double probability) => new(() => random.NextDouble() < probability);

    /// <summary>A short pattern again and again: in step with whatever else is periodic.</summary>
    /// <param name="random">Where the pattern comes from; it does not only stall.</param>
    /// <param name="longest">Longest period, cycles.</param>
    public static StallPattern Repeating(Random random, int longest)
    {
        ArgumentNullException.ThrowIfNull(random);
        bool[] pattern = [.. Enumerable.Range(0, random.Next(1, longest + 1)).Select(_ => random.Next(2) == 0)];
        pattern[random.Next(pattern.Length)] = false;
        int at = 0;
        return new(() => pattern[at++ % pattern.Length]);
    }

    /// <summary>Long runs of stalls and long runs without.</summary>
    /// <param name="random">Where the choices come from.</param>
    /// <param name="longest">Longest run, cycles.</param>
    public static StallPattern Bursts(Random random, int longest)
    {
        int left = 0;
        bool stalls = false;
        return new(() =>
        {
            if (left-- == 0)
            {
                stalls = !stalls;
                left = random.Next(longest);
            }

            return stalls;
        });
    }
}
