namespace MixPe.Sim.Devices;

/// <summary>How K is cut into beats: groups of G, the last one shorter if need be, each in beats of L.</summary>
internal sealed class BeatSchedule
{
    private readonly List<(int Start, int Length)> _beats = [];
    private readonly List<bool> _isLast = [];

    internal BeatSchedule(int k, int group, int lanes)
    {
        Lanes = lanes;
        for (int start = 0; start < k; start += group)
        {
            int end = (int)Math.Min(k, (long)start + group);
            for (int beat = start; beat < end; beat += lanes)
            {
                _beats.Add((beat, Math.Min(lanes, end - beat)));
                _isLast.Add(end - beat <= lanes);
            }

            Groups++;
        }
    }

    /// <summary>Products a beat.</summary>
    internal int Lanes { get; }

    /// <summary>Number of beats.</summary>
    internal int Count => _beats.Count;

    /// <summary>Number of groups.</summary>
    internal int Groups { get; }

    /// <summary>First index of K and number of indices of a beat.</summary>
    internal (int Start, int Length) this[int beat] => _beats[beat];

    /// <summary>True for the last beat of a group.</summary>
    internal bool IsLast(int beat) => _isLast[beat];
}
