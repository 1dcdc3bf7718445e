using MixPe.Flow.Estimate;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis.Records;
using MixPe.Model.Networks;

namespace MixPe.Flow.Compare;

/// <summary>Designs on the linear layers of a network, at one clock.</summary>
/// <param name="Network">The network.</param>
/// <param name="Options">Phase, batch, memories and the clock.</param>
/// <param name="Tokens">Tokens of a sequence.</param>
/// <param name="CountsEdges">Whether areas and energies are with the edges of the arrays.</param>
/// <param name="Designs">The designs, the one that the others are compared with first.</param>
public sealed record NetworkComparison(
    Network Network, EstimateOptions Options, int Tokens, bool CountsEdges, IReadOnlyList<NetworkFigures> Designs)
{
    private const double NsOfMhz = 1000;

    /// <summary>Compares.</summary>
    /// <param name="comparison">The designs' PEs and the clock period.</param>
    /// <param name="records">What was measured.</param>
    /// <param name="network">The network.</param>
    /// <param name="options">Phase, batch and memories.</param>
    /// <exception cref="InputException">No design's tile takes the network.</exception>
    public static NetworkComparison Of(
        DesignComparison comparison, HardwareRecords records, Network network, EstimateOptions options)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        NetworkEstimator estimator = new(records);
        EstimateOptions clocked = options with { ClockMhz = NsOfMhz / comparison.PeriodNs };
        ComparedDesign first = comparison.Designs[0];
        NetworkFigures[] designs = [.. comparison.Designs.Select(Find)];
        return designs.Any(one => one.Estimate is not null)
            ? new NetworkComparison(network, clocked, options.Tokens ?? network.Tokens, comparison.CountsEdges, designs)
            : throw new InputException(string.Join('\n', designs.Select(one => one.Reason).Distinct()));

        NetworkFigures Find(ComparedDesign one)
        {
            double products = one.Design.MacsPerCycle / first.Design.MacsPerCycle;
            double? area = products * comparison.Ratio(one, comparison.AreaPerMacUm2);
            try
            {
                return new NetworkFigures(one, estimator.Run(one.Design, network, clocked), "", products, area);
            }
            catch (InputException e)
            {
                return new NetworkFigures(one, null, e.Message, products, area);
            }
        }
    }

    /// <summary>Energy of a design's products, J, with that of the edges where all have it; null where it is not known.</summary>
    /// <param name="one">The design.</param>
    public double? ArrayJoules(NetworkFigures one) => one is null ? null : one.PeJoules + (CountsEdges ? one.EdgeJoules : 0);

    /// <summary>A figure of a design over that of the first one; null where either is missing.</summary>
    /// <param name="design">The design.</param>
    /// <param name="figure">The figure.</param>
    public double? Ratio(NetworkFigures design, Func<NetworkFigures, double?> figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure(design) / figure(Designs[0]);
    }
}
