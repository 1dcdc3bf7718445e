namespace MixPe.Flow.Synthesis.Recipes;

/// <summary>A script for ABC, as Yosys takes it: commas for blanks, {D} for the delay that sizing aims at.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="Text">The commands.</param>
public sealed record AbcScript(string Name, string Text)
{
    // ABC's mappers do not size. "buffer" wants the network in topological order.
    private const string Sizing = "topo;buffer,-c;topo;upsize,{D};dnsize,{D};stime,-p";

    /// <summary>Every script: none of them wins everywhere.</summary>
    public static IReadOnlyList<AbcScript> All { get; } =
    [
        new("amap", $"+strash;ifraig;scorr;dc2;dch,-f;amap,-m;{Sizing}"),
        new("dch-amap", $"+strash;dch;amap,-m;{Sizing}"),
        new("map", $"+strash;dch;map,-B,0.9;{Sizing}"),
        new("flat-map", $"+strash;if,-g,-K,6;strash;dch;map,-B,0.9;{Sizing}"),
        new("area", $"+strash;ifraig;scorr;map,-a,-B,0.9;{Sizing}"),
        new("nf", $"+strash;&get,-n;&st;&dch;&nf;&put;{Sizing}"),
    ];
}
