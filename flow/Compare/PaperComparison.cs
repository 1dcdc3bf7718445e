namespace MixPe.Flow.Compare;

/// <summary>A design of MixPE's beside those of the accelerators that the paper compares it with (BitFusion, ANT, OLAccel;
/// arXiv 2411.16158): the quantities of its abstract.</summary>
/// <param name="Design">MixPE's, as it was asked for.</param>
/// <param name="Rivals">The others, likewise.</param>
/// <param name="Speed">Geometric mean, over rivals and networks, of the rival's time over the design's, both at the area of the first
/// design.</param>
/// <param name="Energy">The same of the energy of the products, in PEs and, where all have them, at the edges.</param>
public sealed record PaperComparison(string Design, IReadOnlyList<string> Rivals, double Speed, double Energy)
{
    private const string MixPe = "MixPE";
    private static readonly string[] Accelerators = ["BitFusion", "ANT", "OLAccel"];

    /// <summary>One for each design of MixPE's; none without a rival.</summary>
    /// <param name="networks">The same designs on networks.</param>
    public static IReadOnlyList<PaperComparison> Of(IReadOnlyList<NetworkComparison> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return networks.Count == 0 ? [] :
        [
            .. networks[0].Designs.Where(one => Follows(one, MixPe))
                .Select(one => Of(networks, one.Design.Asked)).OfType<PaperComparison>(),
        ];
    }

    private static PaperComparison? Of(IReadOnlyList<NetworkComparison> networks, string asked)
    {
        (NetworkComparison Network, NetworkFigures Own, NetworkFigures Rival)[] pairs =
        [
            .. from network in networks
               from own in network.Designs.Where(one => one.Design.Asked == asked && IsWhole(network, one))
               from rival in network.Designs.Where(one => Accelerators.Any(name => Follows(one, name)) && IsWhole(network, one))
               select (network, own, rival),
        ];
        return pairs.Length == 0 ? null : new PaperComparison(
            asked,
            [.. pairs.Select(pair => pair.Rival.Design.Asked).Distinct()],
            Mean(pairs.Select(pair => pair.Rival.SecondsAtEqualArea!.Value / pair.Own.SecondsAtEqualArea!.Value)),
            Mean(pairs.Select(pair => pair.Network.ArrayJoules(pair.Rival)!.Value / pair.Network.ArrayJoules(pair.Own)!.Value)));
    }

    private static bool Follows(NetworkFigures one, string system) =>
        one.Design.Design.Systems.Any(name => name.StartsWith(system, StringComparison.Ordinal));

    private static bool IsWhole(NetworkComparison network, NetworkFigures one) =>
        one.SecondsAtEqualArea is not null && network.ArrayJoules(one) is not null;

    private static double Mean(IEnumerable<double> ratios) => Math.Exp(ratios.Average(Math.Log));
}
