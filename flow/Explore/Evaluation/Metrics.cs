namespace MixPe.Flow.Explore.Evaluation;

/// <summary>Every figure of a point; docs/explore.md lists the same.</summary>
public static class Metrics
{
    /// <summary>Stored bits of a weight.</summary>
    public static Metric WeightBits { get; } = new(
        "weight_bits", MetricSource.Design, false, "stored bits a weight",
        "Bits of a code, and its part of the group's scale (8 or 16 bits; of integer scales 8, without the channel's) and zero point (as wide as a code).");

    /// <summary>Mean SQNR.</summary>
    public static Metric Sqnr { get; } = new(
        "sqnr_db", MetricSource.Fidelity, true, "SQNR, dB, mean of the layers",
        "Mean over the layers of the SQNR of the layer's GEMM, in dB, beside FP64 of the same activations and the weights "
        + "before quantization.")
    { IsDecibel = true };

    /// <summary>SQNR of the worst layer.</summary>
    public static Metric WorstSqnr { get; } = new(
        "sqnr_min_db", MetricSource.Fidelity, true, "SQNR, dB, of the worst layer", "The least of those SQNRs.")
    { IsDecibel = true };

    /// <summary>Mean cosine of embeddings.</summary>
    public static Metric Cosine { get; } = new(
        "cosine", MetricSource.Fidelity, true, "cosine to the FP32 embedding, mean",
        "Mean over the demo's sentences of the cosine between the embedding and that in FP32; of the encoder only.")
    { IsOfSentences = true };

    /// <summary>Cosine of the worst embedding.</summary>
    public static Metric WorstCosine { get; } = new(
        "cosine_min", MetricSource.Fidelity, true, "cosine to the FP32 embedding, the least",
        "The least of those cosines; of the encoder only.")
    { IsOfSentences = true };

    /// <summary>Spearman's rank correlation.</summary>
    public static Metric Spearman { get; } = new(
        "spearman", MetricSource.Fidelity, true, "Spearman's ρ of the similarities",
        "Spearman's rank correlation of the similarities of all pairs of sentences with those in FP32; of the encoder only.")
    { IsOfSentences = true };

    /// <summary>Sentences whose nearest other one is kept.</summary>
    public static Metric NearestKept { get; } = new(
        "nearest_kept", MetricSource.Fidelity, true, "sentences whose most similar one is kept",
        "Sentences, of fifteen, whose most similar other sentence is that in FP32; of the encoder only.")
    { IsOfSentences = true };

    /// <summary>Area of a PE.</summary>
    public static Metric Area { get; } = new(
        "area_um2", MetricSource.Hardware, false, "area of a PE, µm²",
        "Cells of the smallest netlist of the PE that meets clock_ns, of those within 2 % of it that of the least energy; in the library's unit, µm² as a "
        + "rule; no wires.");

    /// <summary>Area a product a cycle.</summary>
    public static Metric AreaPerMac { get; } = new(
        "area_per_mac_um2", MetricSource.Hardware, false, "area a product a cycle, µm²", "The same over the lanes.");

    /// <summary>A PE's share of the edges' area.</summary>
    public static Metric EdgeArea { get; } = new(
        "edge_area_um2", MetricSource.Hardware, false, "a PE's share of the edges, µm²",
        "Cells of the dequantization units of a column over its PEs, and of a row's activation sum over its own: netlists chosen likewise; "
        + "0 with FP16 weights, which need none.");

    /// <summary>Delay of the slowest path.</summary>
    public static Metric Delay { get; } = new(
        "delay_ns", MetricSource.Hardware, false, "delay, ns", "Slowest path of those netlists, in ns.");

    /// <summary>Energy of a product.</summary>
    public static Metric EnergyPerMac { get; } = new(
        "energy_per_mac_pj", MetricSource.Hardware, false, "energy a product, pJ",
        "Energy of a product in that netlist, in pJ, glitches, clock pins, leakage over clock_ns, and cycles in which the PE waits included.");

    /// <summary>Energy of a product at the edges.</summary>
    public static Metric EdgeEnergyPerMac { get; } = new(
        "edge_energy_per_mac_pj", MetricSource.Hardware, false, "energy a product at the edges, pJ",
        "Energy of those units over the products that they serve, in pJ, cycles in which they wait for the next group included.");

    /// <summary>How busy a PE is kept.</summary>
    public static Metric Utilization { get; } = new(
        "utilization", MetricSource.Hardware, true, "products made of those that the PEs could make",
        "Products of the design's tile in steady state over those that its PEs could make, 0 to 1, by the cycle model: streams that never "
        + "stall, M of four passes, K of whole groups. Groups that end faster than dequant_units take them leave PEs idle.");

    /// <summary>Power of a PE.</summary>
    public static Metric Power { get; } = new(
        "power_mw", MetricSource.Hardware, false, "power of a PE and its edges, mW",
        "Energy of a product in the PE and at the edges times products a second, in mW.");

    /// <summary>Throughput of a PE.</summary>
    public static Metric Throughput { get; } = new(
        "gmacs_per_pe", MetricSource.Hardware, true, "throughput at equal PEs, GMAC/s a PE",
        "Products a second of one PE at clock_ns and that utilization, in 10⁹: what designs give at an equal number of PEs.");

    /// <summary>Throughput of an area.</summary>
    public static Metric ThroughputPerArea { get; } = new(
        "gmacs_per_mm2", MetricSource.Hardware, true, "throughput at equal area, GMAC/s a mm²",
        "The same over the area of the PE and its share of the edges, in 10⁹ a mm²: what designs give at equal area.");

    /// <summary>The paper's axis.</summary>
    public static Metric Density { get; } = new(
        "density", MetricSource.Hardware, true, "1/(area·power) at equal throughput",
        "1/(area·power) of as many PEs, with their share of the edges, as give 10¹² products a second, area in mm² and power in W; shown as a multiple of "
        + "the best FP16 by FP16 design of the run if there is one.");

    /// <summary>All, in the order of files.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        WeightBits, Sqnr, WorstSqnr, Cosine, WorstCosine, Spearman, NearestKept, Area, AreaPerMac, EdgeArea, Delay, EnergyPerMac,
        EdgeEnergyPerMac, Utilization, Power,
        Throughput, ThroughputPerArea, Density,
    ];

    /// <summary>Figures as costs, less being better; null unless all exist.</summary>
    /// <param name="metrics">What they are of.</param>
    /// <param name="figure">The figure of a metric; null where it does not exist.</param>
    public static IReadOnlyList<double>? Costs(IReadOnlyList<Metric> metrics, Func<Metric, double?> figure)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(figure);
        double?[] costs = [.. metrics.Select(metric => figure(metric) is { } value ? metric.Cost(value) : (double?)null)];
        return costs.All(cost => cost is not null) ? [.. costs.Select(cost => cost!.Value)] : null;
    }

    /// <summary>The metric of that name, or null.</summary>
    public static Metric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);
}
