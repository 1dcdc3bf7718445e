using System.Globalization;
using MixPe.Flow.Compare;

namespace MixPe.Cli.Verbs;

/// <summary>How designs on networks are shown.</summary>
internal static class NetworkOutput
{
    private const double BytesOfGb = 1e9;
    private const double BytesOfKib = 1024;

    /// <summary>The JSON document's part; null where there is none.</summary>
    public static object? Document(IReadOnlyList<NetworkComparison> networks) => networks.Count == 0 ? null : networks.Select(network => new
    {
        Network = network.Network.Name,
        Phase = network.Options.Phase.ToString().ToLowerInvariant(),
        network.Options.Batch,
        network.Tokens,
        network.Options.ClockMhz,
        network.Options.DramGigabytes,
        network.Options.SramBytes,
        network.CountsEdges,
        Designs = network.Designs.Select(one => new
        {
            Name = one.Design.Asked,
            one.Estimate?.Macs,
            one.Estimate?.Cycles,
            one.Estimate?.Utilization,
            one.Estimate?.Seconds,
            one.SecondsAtEqualProducts,
            one.SecondsAtEqualArea,
            one.Estimate?.DramBytes,
            one.PeJoules,
            one.EdgeJoules,
            MemoryJoules = one.Estimate?.Energy.Memory,
            Reason = one.Reason.Length > 0 ? one.Reason : null,
        }),
    });

    /// <summary>The quantities of the paper's abstract, for each design of MixPE's; null where nothing is compared with it.</summary>
    public static object? Paper(IReadOnlyList<NetworkComparison> networks) =>
        PaperComparison.Of(networks) is { Count: > 0 } papers ? papers : null;

    /// <summary>The tables, if there are any.</summary>
    public static void Write(TextWriter output, IReadOnlyList<NetworkComparison> networks)
    {
        foreach (NetworkComparison network in networks)
        {
            Write(output, network);
        }

        IReadOnlyList<PaperComparison> papers = PaperComparison.Of(networks);
        if (papers.Count > 0)
        {
            output.WriteLine(
                "published: MixPE 2.6 times the speed of earlier quantization accelerators and 1.4 times less energy (arXiv 2411.16158,");
            output.WriteLine("  abstract, by its authors' simulator); docs/compare.md says what differs");
        }

        foreach (PaperComparison one in papers)
        {
            output.WriteLine(Text(
                $"here: {one.Design} {one.Speed:0.00} times the speed at equal area, and the products' energy {one.Energy:0.00} times less: geometric mean over"));
            output.WriteLine(Text($"  {string.Join(", ", one.Rivals)}{(networks.Count > 1 ? " and the networks" : "")}"));
        }
    }

    private static void Write(TextWriter output, NetworkComparison network)
    {
        int width = network.Designs.Max(one => one.Design.Asked.Length);
        output.WriteLine();
        output.WriteLine(Text(
            $"{network.Network.Name}, {EstimateOutput.Word(network.Options, network.Tokens)}, linear layers only; DRAM {network.Options.DramGigabytes} GB/s, SRAM {network.Options.SramBytes / BytesOfKib:0.#} KiB"));
        output.WriteLine(
            $"  {"".PadRight(width)} {"PEs",-8} {"cycles",14} {"busy",8} {"s: equal",12} {"equal",12} {"DRAM GB",10} {"PEs J",10} {"edges J",9} {"memory J",9}  of {network.Designs[0].Design.Asked}'s:");
        output.WriteLine(
            $"  {"".PadRight(width)} {"",-8} {"",14} {"",8} {"products",12} {"area",12} {"",10} {"",10} {"",9} {"",9}  {"speed: products",15} {"area",7} {(network.CountsEdges ? "array J" : "PEs J"),8} {"memory J",9}");
        foreach (NetworkFigures one in network.Designs.Where(one => one.Estimate is not null))
        {
            var (design, estimate) = (one.Design.Design, one.Estimate!);
            string array = Text($"{design.Rows}x{design.Columns}x{design.Lanes}");
            output.WriteLine(
                Text($"  {one.Design.Asked.PadRight(width)} {array,-8} {estimate.Cycles,14} {estimate.Utilization,8:P2} ")
                + $"{Number(one.SecondsAtEqualProducts, "0.000"),12} {Number(one.SecondsAtEqualArea, "0.000"),12} "
                + $"{Number(estimate.DramBytes / BytesOfGb, "0.00"),10} {Number(one.PeJoules, "0.000"),10} {Number(one.EdgeJoules, "0.000"),9} {Number(estimate.Energy.Memory, "0.000"),9}  "
                + $"{Number(1 / network.Ratio(one, figures => figures.SecondsAtEqualProducts), "0.000"),15} "
                + $"{Number(1 / network.Ratio(one, figures => figures.SecondsAtEqualArea), "0.000"),7} "
                + $"{Number(network.Ratio(one, network.ArrayJoules), "0.000"),8} "
                + $"{Number(network.Ratio(one, figures => figures.Estimate?.Energy.Memory), "0.000"),9}");
        }

        foreach (NetworkFigures one in network.Designs.Where(one => one.Estimate is null))
        {
            output.WriteLine($"{one.Design.Asked}: {one.Reason}");
        }
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
