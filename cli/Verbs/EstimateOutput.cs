using System.Globalization;
using MixPe.Flow.Estimate;
using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Records;
using MixPe.Model.Networks;

namespace MixPe.Cli.Verbs;

/// <summary>How the estimate of a network is shown.</summary>
internal static class EstimateOutput
{
    private const double BytesOfKib = 1024;
    private const double BytesOfMb = 1e6;

    /// <summary>The JSON document.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="measure">The command that measures the PE.</param>
    /// <param name="measureEdges">That of the array's edges.</param>
    public static object Document(NetworkEstimate estimate, string measure, string measureEdges) => new
    {
        Design = estimate.Design.Name,
        Model = estimate.Network.Name,
        ModelSource = estimate.Network.Source,
        estimate.Options.Phase,
        estimate.Options.Batch,
        estimate.Tokens,
        estimate.ClockMhz,
        estimate.ClockSource,
        MaxK = estimate.Design.Tile.MaxK,
        MaxKOfDesign = estimate.Asked.Tile.MaxK,
        DramGbPerS = estimate.Options.DramGigabytes,
        SramKib = estimate.Options.SramBytes / BytesOfKib,
        Pe = estimate.Pe is { } pe ? Pe(pe) : null,
        Measure = estimate.Pe?.EnergyPj is null ? measure : null,
        Edges = estimate.Edges is { } edges ? Edges(edges) : null,
        MeasureEdges = estimate.Edges is null && EdgeUnits.Refusal(estimate.Design) is null ? measureEdges : null,
        MemoryEnergy = new
        {
            MemoryEnergy.Source,
            MemoryEnergy.DramPjPerBit,
            MemoryEnergy.SramPjPerByte,
            MemoryEnergy.BufferPjPerByte,
        },
        Layers = estimate.Layers.Select(Layer),
        Total = new
        {
            estimate.Cycles,
            estimate.Macs,
            estimate.Utilization,
            estimate.DramBytes,
            estimate.SramBytes,
            estimate.Seconds,
            estimate.MemoryBoundSeconds,
            Energy = Energy(estimate.Energy),
        },
        Roofline = new
        {
            estimate.PeakMacsPerSecond,
            RidgeMacsPerByte = estimate.RidgeIntensity,
            MacsPerDramByte = (double)estimate.Macs / estimate.DramBytes,
            MacsPerSecond = estimate.Macs / estimate.Seconds,
        },
        estimate.AttentionMacs,
    };

    /// <summary>The table for people.</summary>
    /// <inheritdoc cref="Document"/>
    public static void Write(TextWriter output, NetworkEstimate estimate, string measure, string measureEdges)
    {
        var design = estimate.Design;
        output.WriteLine(Line(
            $"{design.Name}: {design.Weights} by {design.Activations}, a tile of {design.Rows}x{design.Columns} PEs of {design.Lanes} lanes"));
        output.WriteLine(Line(
            $"{estimate.Network.Name}, {Word(estimate.Options, estimate.Tokens)}, linear layers only"));
        output.WriteLine(Line($"clock {estimate.ClockMhz:0.0} MHz: {estimate.ClockSource}"));
        output.WriteLine(Line(
            $"DRAM {estimate.Options.DramGigabytes} GB/s; SRAM {estimate.Options.SramBytes / BytesOfKib:0.#} KiB beside the tile's buffers"));
        if (estimate.Asked.Tile.MaxK != design.Tile.MaxK)
        {
            output.WriteLine(Line(
                $"max_k is {design.Tile.MaxK} instead of {estimate.Asked.Tile.MaxK}: buffers grow{(design.HasChannelScale ? ", and the sums over K" : "")}, cycles and PEs stay"));
        }

        output.WriteLine();
        output.WriteLine(
            $"  {"layer",-16}{"count",6}  {"[M, N, K] of each",-24}{"cycles of each",15}{"utilization",12}{"DRAM MB",13}{"MAC a byte",11}{"s of all",14}  {"bound",-8}{"PEs J",10}{"edges J",10}{"memory J",11}");
        foreach (LayerEstimate one in estimate.Layers)
        {
            int count = one.Layer.Count;
            string shape = Line($"[{one.Job.M}, {one.Job.N}, {one.Job.K}]");
            output.WriteLine(Line(
                $"  {one.Layer.Name,-16}{count,6}  {shape,-24}{one.Cycles,15}{one.Utilization,12:P2}{count * one.Traffic.Dram / BytesOfMb,13:0.0}{one.Intensity,11:0.0}{Seconds(count * one.Seconds),14}  {Word(one.Bound),-8}{Joules(count * one.Energy.Pe),10}{Joules(count * one.Energy.Edges),10}{Joules(count * one.Energy.Memory),11}"));
        }

        EnergyEstimate energy = estimate.Energy;
        output.WriteLine(Line(
            $"  {"all",-16}{estimate.Layers.Sum(one => one.Layer.Count),6}  {"",-24}{estimate.Cycles,15}{estimate.Utilization,12:P2}{estimate.DramBytes / BytesOfMb,13:0.0}{(double)estimate.Macs / estimate.DramBytes,11:0.0}{Seconds(estimate.Seconds),14}  {"",-8}{Joules(energy.Pe),10}{Joules(energy.Edges),10}{Joules(energy.Memory),11}"));
        output.WriteLine();
        output.WriteLine(Line(
            $"  roofline: the array's {estimate.PeakMacsPerSecond / 1e9:0.0} GMAC/s take {estimate.RidgeIntensity:0.0} MAC a byte of DRAM; {estimate.Macs / estimate.Seconds / 1e9:0.0} GMAC/s are reached, {estimate.MemoryBoundSeconds / estimate.Seconds:0 %} of the time in layers that wait for DRAM"));
        output.WriteLine(Line(
            $"  memory: DRAM {Joules(energy.Dram)} J, SRAM {Joules(energy.Sram)} J, the tile's buffers {Joules(energy.Buffers)} J ({MemoryEnergy.Source}: {MemoryEnergy.DramPjPerBit:0.0} pJ a bit, {MemoryEnergy.SramPjPerByte:0.0} and {MemoryEnergy.BufferPjPerByte:0.0} pJ a byte)"));
        output.WriteLine(estimate.Pe is { EnergyPj: { } pj } pe
            ? Line(
                $"  PEs: {pj:0.000} pJ a MAC ({pe.Library}, without wires; {pe.Name} in {pe.Record}): another technology than the memories', compare, do not add")
            : $"  PEs: not measured at this clock; {measure} > pe.json measures them, --record pe.json takes it");
        output.WriteLine(estimate.Edges is { } edges
            ? Line(
                $"  edges of the array: {Joules(energy.Edges)} J, {edges.EnergyPj:0.000} pJ a MAC ({(edges.Record.Length > 0 ? edges.Record : "FP16 weights need none")})")
            : EdgeUnits.Refusal(estimate.Design) is { } refusal
            ? $"  edges of the array: {refusal}"
            : $"  edges of the array: not measured at this clock; {measureEdges} > edges.json measures them, --record edges.json takes it");
        output.WriteLine(Line(
            $"  not counted: attention's {estimate.AttentionMacs / 1e9:0.0} GMAC of activations by activations ({(double)estimate.AttentionMacs / estimate.Macs:0.0 %} of what is), which the tile does not do"));
    }

    /// <summary>What a network is run for, in words.</summary>
    /// <param name="options">Phase and batch.</param>
    /// <param name="tokens">Tokens of a sequence.</param>
    internal static string Word(EstimateOptions options, int tokens) => options.Phase == InferencePhase.Prefill
        ? Line($"prefill of {options.Batch} times {tokens} tokens")
        : Line($"a token of each of {options.Batch} sequences decoded, {tokens} tokens with it");

    /// <summary>A measured PE in JSON.</summary>
    internal static object Pe(PeFigure pe) => new
    {
        pe.Record,
        pe.Name,
        pe.Library,
        PeriodNs = JsonOutput.Finite(pe.PeriodNs),
        pe.AreaUm2,
        pe.DelayNs,
        EnergyPjPerMac = pe.EnergyPj,
    };

    private static object Edges(EdgeFigure edges) => new
    {
        edges.Record,
        edges.Library,
        PeriodNs = JsonOutput.Finite(edges.PeriodNs),
        edges.AreaUm2PerMac,
        edges.DelayNs,
        EnergyPjPerMac = edges.EnergyPj,
    };

    private static object Layer(LayerEstimate one) => new
    {
        one.Layer.Name,
        one.Layer.Count,
        Shape = new { one.Job.M, one.Job.N, one.Job.K },
        one.Macs,
        one.Cycles,
        one.Utilization,
        XBytes = one.Traffic.Activations,
        WBytes = one.Traffic.Weights,
        YBytes = one.Traffic.Results,
        CBytes = one.Traffic.Addends,
        DramBytes = one.Traffic.Dram,
        SramBytes = one.Traffic.Sram,
        BufferBytes = one.Traffic.Buffers,
        one.TileSeconds,
        one.DramSeconds,
        one.Seconds,
        one.Bound,
        MacsPerDramByte = one.Intensity,
        Energy = Energy(one.Energy),
    };

    private static object Energy(EnergyEstimate energy) =>
        new { PeJ = energy.Pe, EdgesJ = energy.Edges, DramJ = energy.Dram, SramJ = energy.Sram, BuffersJ = energy.Buffers };

    private static string Joules(double? joules) => joules is { } number
        ? number.ToString(number >= 0.01 || number == 0 ? "0.000" : "0.0e+0", CultureInfo.InvariantCulture)
        : "–";

    private static string Seconds(double seconds) =>
        seconds.ToString(seconds >= 100 ? "0.0" : "0.000000", CultureInfo.InvariantCulture);

    private static string Word(LayerBound bound) => bound switch
    {
        LayerBound.Compute => "compute",
        LayerBound.Stream => "stream",
        _ => "memory",
    };

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
