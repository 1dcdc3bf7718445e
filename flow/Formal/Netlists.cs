namespace MixPe.Flow.Formal;

/// <summary>Netlists of a design, by Yosys.</summary>
internal static class Netlists
{
    /// <summary>A module and all below it, hierarchy kept.</summary>
    /// <param name="room">Where.</param>
    /// <param name="top">The module; null for every module, each with all parameters that it is used with.</param>
    /// <param name="more">Commands that change the modules.</param>
    public static Netlist Read(ProofRoom room, string? top, params IReadOnlyList<string> more)
    {
        const string file = "netlist.json";
        string? text = room.Yosys([
            $"read_verilog -sv {room.Sources}",
            top is null ? "hierarchy -check" : $"hierarchy -check -top {top}",
            "proc",
            .. more,
            "opt_clean",
            $"write_json {file}"]);
        return text is null
            ? throw new OutOfTimeException()
            : Netlist.Parse(File.ReadAllText(room.Of(file)));
    }
}
