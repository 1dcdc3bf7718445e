using System.Globalization;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Networks;

namespace MixPe.Flow.Estimate;

/// <summary>From a design and a network to what it takes, without running it: docs/estimate.md has the model.</summary>
/// <param name="records">Measured PEs and edges.</param>
public sealed class NetworkEstimator(HardwareRecords records)
{
    private const double NsOfMhz = 1000;

    // A period that comes from a netlist's delay is one that it meets, to MHz and back.
    private const double Rounding = 1e-9;

    // Sums of bytes, several for each multiply-accumulate at most, stay within 64 bits.

    /// <summary>Estimates.</summary>
    /// <param name="design">The design.</param>
    /// <param name="network">The network.</param>
    /// <param name="options">Phase, batch, memories, clock.</param>
    /// <exception cref="InputException">The network has no such phase, or the tile does not take a layer; every fault is
    /// named.</exception>
    public NetworkEstimate Run(Design design, Network network, EstimateOptions options)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        int tokens = options.Tokens ?? network.Tokens;
        Design fit = Fit(design, network);
        TileJob[] jobs = Jobs(fit, network, options, tokens);
        var (mhz, source) = Clock(design, options);
        PeFigure? pe = records.Pes.At(design, (NsOfMhz / mhz) + Rounding);
        EdgeFigure? edges = records.EdgesAt(design, (NsOfMhz / mhz) + Rounding);
        return new NetworkEstimate(
            design, fit, network, options, tokens, mhz, source, pe, edges,
            [
                .. network.Layers.Select((layer, i) => Layer(
                    fit, layer, jobs[i], Share(network.Layers, i), options, mhz, pe?.EnergyPj, edges?.EnergyPj)),
            ]);
    }

    /// <summary>What a job's array, and each of its streams, is busy for, in cycles: none of them is done in fewer.</summary>
    /// <param name="design">The design.</param>
    /// <param name="job">The job.</param>
    internal static (long Array, long Streams) LeastCycles(Design design, TileJob job)
    {
        TileTraffic beats = TileTraffic.Of(new TileShape(design).Timing, job);
        long blocks = CeilDiv(job.M, design.Rows) * CeilDiv(job.N, design.Columns);
        long perBlock = design.IsWeightStationary
            ? CeilDiv(job.K, design.Group) * design.Rows * design.Passes
            : CeilDiv(job.K, design.Lanes);
        return (blocks * perBlock, Math.Max(beats.Activations, Math.Max(beats.Weights, beats.Results)));
    }

    private static LayerEstimate Layer(
        Design design,
        NetworkLayer layer,
        TileJob job,
        InputShare share,
        EstimateOptions options,
        double mhz,
        double? pjPerMac,
        double? edgePjPerMac)
    {
        long cycles = TileSchedule.Busy(new TileShape(design).Timing, job);
        LayerTraffic traffic = LayerTraffic.Of(design, job, share, options.SramBytes);
        long macs = (long)job.M * job.N * job.K;
        double tileSeconds = cycles / (mhz * 1e6);
        double dramSeconds = traffic.Dram / (options.DramGigabytes * 1e9);
        var (array, streams) = LeastCycles(design, job);
        LayerBound bound = dramSeconds > tileSeconds ? LayerBound.Memory
            : streams > array ? LayerBound.Stream
            : LayerBound.Compute;
        double utilization = macs / (cycles * design.MacsPerCycle);
        return new LayerEstimate(
            layer, job, cycles, utilization, traffic, tileSeconds, dramSeconds, bound,
            EnergyEstimate.Of(macs, pjPerMac, edgePjPerMac, traffic));
    }

    // The buffers' depth follows from max_k, and the width of sums of integer scales: a tile of a larger one takes the same cycles.
    private static Design Fit(Design design, Network network)
    {
        int longest = network.Layers.Max(layer => layer.K);
        int largest = (int)DesignFields.Find("max_k")!.Maximum;
        return longest > design.Tile.MaxK && longest <= largest
            ? design with { Tile = design.Tile with { MaxK = longest } }
            : design;
    }

    private static TileJob[] Jobs(Design design, Network network, EstimateOptions options, int tokens)
    {
        List<string> faults = [];
        if (options.Phase == InferencePhase.Decode && !network.IsDecoder)
        {
            faults.Add($"--phase: decode: {network.Name} generates no tokens");
        }

        List<TileJob> jobs = [];
        foreach (NetworkLayer layer in network.Layers)
        {
            long rows = Network.RowsOf(layer, options.Phase, options.Batch, tokens);
            TileJob job = new((int)Math.Min(rows, int.MaxValue), layer.N, layer.K);
            jobs.Add(job);
            try
            {
                TileLimits.Require(design, job, layer.Name);
            }
            catch (InputException e)
            {
                faults.Add(e.Message);
            }
        }

        Int128 macs = 0;
        for (int i = 0; i < jobs.Count; i++)
        {
            macs += (Int128)jobs[i].M * jobs[i].N * jobs[i].K * network.Layers[i].Count;
        }

        if (macs > TileLimits.MostMacs)
        {
            faults.Add($"{network.Name}: {macs} multiply-accumulates: 2^58 are the most; fewer sequences or tokens are wanted");
        }

        return faults.Count == 0 ? [.. jobs] : throw new InputException(string.Join('\n', faults));
    }

    private (double Mhz, string Source) Clock(Design design, EstimateOptions options)
    {
        if (options.ClockMhz is { } asked)
        {
            return (asked, "--clock-mhz");
        }

        return records.QuotedPeriodNs(design) is { } period
            ? (NsOfMhz / period, string.Create(
                CultureInfo.InvariantCulture, $"{period} ns, at which the figures of {(period > records.Pes.QuotedPeriodNs(design) ? "its array's edges" : "this PE")} are quoted"))
            : (NsOfMhz / (double)design.ClockNs, string.Create(
                CultureInfo.InvariantCulture, $"clock_ns of the design, {design.ClockNs} ns; no measured netlist stands behind it"));
    }

    private static InputShare Share(IReadOnlyList<NetworkLayer> layers, int index) =>
        layers[index].SharesInput ? InputShare.Later
        : index + 1 < layers.Count && layers[index + 1].SharesInput ? InputShare.First
        : InputShare.None;

    private static long CeilDiv(long a, long b) => (a + b - 1) / b;
}
