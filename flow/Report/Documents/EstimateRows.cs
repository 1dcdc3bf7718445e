using System.Globalization;

namespace MixPe.Flow.Report.Documents;

/// <summary>The rows of what mixpe estimate --json wrote: the layers of a network on a design's tile.</summary>
internal static class EstimateRows
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<ReportColumn> Columns { get; } =
    [
        "Design", "Network", "Phase", "Layer",
        ReportColumn.Number("Count"),
        "[M, N, K] of each",
        ReportColumn.Number("Cycles of each", "Exact for streams that never stall."),
        ReportColumn.Number("Utilization, %"),
        ReportColumn.Number("Products a byte", "Multiply-accumulates for each byte of DRAM."),
        ReportColumn.Number("Seconds of all"),
        "Bound",
        ReportColumn.Number("PEs, J", "Of all; products only, in the technology of the PE's record."),
        ReportColumn.Number("Edges, J", "Of all; dequantization units and activation sums, likewise."),
        ReportColumn.Number("Memory, J", "Of all; DRAM, SRAM and buffers by constants of 45 nm."),
    ];

    /// <summary>The rows of a document.</summary>
    public static IEnumerable<IReadOnlyList<ReportCell>> Of(DocumentReader root) => root.Objects("layers").Select(layer =>
    {
        long count = layer.Count("count");
        DocumentReader shape = layer.Object("shape");
        DocumentReader energy = layer.Object("energy");
        return (IReadOnlyList<ReportCell>)
        [
            root.Text("design"), root.Text("model"),
            string.Create(CultureInfo.InvariantCulture, $"{root.Text("phase")}, batch {root.Count("batch")}"),
            layer.Text("name"),
            ReportCell.Of(count),
            string.Create(CultureInfo.InvariantCulture, $"[{shape.Count("m")}, {shape.Count("n")}, {shape.Count("k")}]"),
            ReportCell.Of(layer.Count("cycles")),
            ReportCell.Of(100 * layer.Number("utilization"), "0.00"),
            ReportCell.Of(layer.Number("macs_per_dram_byte"), "0.0"),
            ReportCell.Of(count * layer.Number("seconds")),
            layer.Text("bound"),
            ReportCell.Of(count * energy.NumberOrNothing("pe_j")),
            ReportCell.Of(count * energy.NumberOrNothing("edges_j")),
            ReportCell.Of(count * (energy.Number("dram_j") + energy.Number("sram_j") + energy.Number("buffers_j"))),
        ];
    });
}
