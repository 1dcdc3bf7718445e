using System.Globalization;

namespace MixPe.Generator.Rtl;

/// <summary>The lanes of a beat as templates list them.</summary>
internal static class Lanes
{
    /// <summary>One entry a lane: slices of x_i and w_i, and the lane's term in the sum.</summary>
    internal static Dictionary<string, object>[] List(Datapath path, Action<int, Dictionary<string, object>>? more = null)
    {
        int xWidth = path.Design.Activations.Bits;
        int wWidth = path.Design.Weights.Bits;
        return [.. Enumerable.Range(0, path.Design.Lanes).Select(lane =>
        {
            Dictionary<string, object> entry = new(StringComparer.Ordinal)
            {
                ["lane"] = lane,
                ["signal"] = Term(lane),
                ["msb"] = xWidth - 1,
                ["x_low"] = lane * xWidth,
                ["x_high"] = ((lane + 1) * xWidth) - 1,
                ["w_low"] = lane * wWidth,
                ["w_high"] = ((lane + 1) * wWidth) - 1,
            };
            more?.Invoke(lane, entry);
            return entry;
        })];
    }

    /// <summary>Name of a lane's term.</summary>
    internal static string Term(int lane) => string.Create(CultureInfo.InvariantCulture, $"term{lane}");

    /// <summary>Names of all lanes' terms.</summary>
    internal static string[] Terms(Datapath path) =>
        [.. Enumerable.Range(0, path.Design.Lanes).Select(Term)];
}
