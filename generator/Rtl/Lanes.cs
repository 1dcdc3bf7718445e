using System.Globalization;

namespace MixPe.Generator.Rtl;

/// <summary>The lanes of a beat as templates list them.</summary>
internal static class Lanes
{
    /// <summary>One entry a lane: slices of x_i and w_i, the weight by itself, and the lane's term in the sum.</summary>
    internal static Dictionary<string, object>[] List(Datapath path, Action<int, Dictionary<string, object>>? more = null)
    {
        int xWidth = path.Design.Activations.Bits;
        int wWidth = path.Design.Weights.CodeBits;
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
                ["w"] = Weight(path, lane),
                ["w_code_high"] = ((lane + 1) * wWidth) - 2,
                ["other_low"] = (lane ^ 1) * wWidth,
                ["other_high"] = (((lane ^ 1) + 1) * wWidth) - 1,
            };
            more?.Invoke(lane, entry);
            return entry;
        })];
    }

    /// <summary>A lane's weight by itself: a slice of w_i, of codes in pairs what the pair_element partial makes of two.</summary>
    internal static string Weight(Datapath path, int lane) => path.Design.Weights.IsPaired
        ? string.Create(CultureInfo.InvariantCulture, $"element{lane}")
        : Slice("w_i", lane * path.Design.Weights.CodeBits, path.Design.Weights.CodeBits);

    /// <summary>All bits of it but a sign, which minifloats have.</summary>
    internal static string WeightMagnitude(Datapath path, int lane)
    {
        int bits = path.Design.Weights.Element.Bits - (path.Design.Weights.IsInteger ? 0 : 1);
        return path.Design.Weights.IsPaired
            ? Slice(Weight(path, lane), 0, bits)
            : Slice("w_i", lane * path.Design.Weights.Bits, bits);
    }

    private static string Slice(string word, int low, int bits) =>
        string.Create(CultureInfo.InvariantCulture, $"{word}[{low + bits - 1}:{low}]");

    /// <summary>Name of a lane's term.</summary>
    internal static string Term(int lane) => string.Create(CultureInfo.InvariantCulture, $"term{lane}");

    /// <summary>Names of all lanes' terms.</summary>
    internal static string[] Terms(Datapath path) =>
        [.. Enumerable.Range(0, path.Design.Lanes).Select(Term)];
}
