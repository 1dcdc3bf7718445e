namespace MixPe.Flow.Synthesis.Fpga;

/// <summary>A family of FPGAs, as Yosys maps to it. Multipliers are left out of all: a shift-add PE uses none, and what is
/// compared is logic.</summary>
/// <param name="Name">ice40, ecp5 or xilinx.</param>
/// <param name="Command">Yosys' command, without the top.</param>
/// <param name="Models">Verilog of its cells, in Yosys' share directory.</param>
/// <param name="Luts">Look-up tables that each type of cell counts for.</param>
/// <param name="Carries">Types of cells that a carry runs through.</param>
/// <param name="Registers">Beginnings of the names of its registers.</param>
public sealed record FpgaFamily(
    string Name,
    string Command,
    string Models,
    IReadOnlyDictionary<string, int> Luts,
    IReadOnlyList<string> Carries,
    IReadOnlyList<string> Registers)
{
    /// <summary>Every family.</summary>
    public static IReadOnlyList<FpgaFamily> All { get; } =
    [
        new("ice40", "synth_ice40", "+/ice40/cells_sim.v", Counts(("SB_LUT4", 1)), ["SB_CARRY"], ["SB_DFF"]),

        // A carry cell is two look-up tables with a carry.
        new("ecp5", "synth_ecp5 -nodsp", "+/ecp5/cells_sim.v", Counts(("LUT4", 1), ("CCU2C", 2)), ["CCU2C"], ["TRELLIS_FF"]),
        new(
            "xilinx", "synth_xilinx -family xc7 -nodsp -noiopad -noclkbuf -flatten", "+/xilinx/cells_sim.v",
            Counts(("LUT1", 1), ("LUT2", 1), ("LUT3", 1), ("LUT4", 1), ("LUT5", 1), ("LUT6", 1)), ["CARRY4"],
            ["FDRE", "FDSE", "FDCE", "FDPE"]),
    ];

    /// <summary>True for a family that a tool of Debian's places and routes: iCE40, by nextpnr.</summary>
    public bool IsRouted => Name == "ice40";

    /// <summary>The family of that name; null if there is none.</summary>
    public static FpgaFamily? Find(string name) => All.FirstOrDefault(family => family.Name == name);

    private static Dictionary<string, int> Counts(params (string Type, int Luts)[] cells) =>
        cells.ToDictionary(cell => cell.Type, cell => cell.Luts, StringComparer.Ordinal);
}
