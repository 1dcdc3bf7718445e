using System.Globalization;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Formal;

/// <summary>Proofs that no output reads an input in the same cycle where a handshake forbids it.</summary>
internal static class PathProofs
{
    private const string PathsFile = "paths.json";

    /// <summary>The array's ready_o is no combinational function of valid_i.</summary>
    public static ProofOutcome ArrayReady(ProofRoom room, RtlBundle bundle)
    {
        string array = bundle.Module("array").Name;
        return Outcome(
            room,
            "no path from valid_i to ready_o in the netlist",
            Netlists.Read(room, array).Module(array),
            (input, output) => (input, output) == ("valid_i", "ready_o"));
    }

    /// <summary>No output of a weight-stationary array is a combinational function of any of its inputs. Paths do not
    /// depend on sizes: it is a small array.</summary>
    public static ProofOutcome Array(ProofRoom room, RtlBundle bundle) => Outcome(
        room,
        "no path from any input to any output in the netlist",
        Flat(room, bundle.Module("array").Name, ["Rows 2", "Columns 3"]),
        (_, _) => true);

    /// <summary>No output of the tile is a combinational function of any of its inputs: ready does not depend on
    /// valid, nor valid on ready, in any stream or channel. The array is not looked into: it is taken to pass each
    /// input on to each output. Paths do not depend on sizes: it is a small tile.</summary>
    public static ProofOutcome Tile(ProofRoom room, RtlBundle bundle) => Outcome(
        room,
        "no path from any input to any output in the netlist, the array passing all on to all",
        Flat(
            room,
            bundle.Module("tile").Name,
            [
                "Rows 2",
                string.Create(CultureInfo.InvariantCulture, $"Columns {3 * bundle.Design.SharedColumns}"),
                "RowBlocks 2",
                .. Enumerable.Repeat("Units 2", Math.Min(bundle.Design.DequantUnits - 1, 1)),
            ],
            $"setattr -mod -set keep_hierarchy 1 *{bundle.Module("array").Name}*"),
        (_, _) => true);

    // A module at small sizes, flat but for what commands keep.
    private static NetModule Flat(
        ProofRoom room, string top, IEnumerable<string> sizes, params IEnumerable<string> keep)
    {
        string? text = room.Yosys([
            $"read_verilog -sv -D SYNTHESIS {room.Sources}",
            $"chparam {string.Join(' ', sizes.Select(size => $"-set {size}"))} {top}",
            $"hierarchy -check -top {top}",
            "proc",
            .. keep,
            "flatten",
            "opt_clean",
            $"write_json {PathsFile}"]);
        return text is null
            ? throw new OutOfTimeException()
            : Netlist.Parse(File.ReadAllText(room.Of(PathsFile))).Modules.Single(module => module.Source == top);
    }

    private static ProofOutcome Outcome(
        ProofRoom room, string method, NetModule module, Func<string, string, bool> isForbidden)
    {
        CombinationalPaths paths = new(module);
        string[] found =
        [
            .. module.Ports.Where(port => !port.IsInput).SelectMany(output =>
                paths.Inputs(output.Name).Where(input => isForbidden(input, output.Name))
                    .Select(input => $"a combinational path leads from {input} to {output.Name}")),
        ];
        if (found.Length == 0)
        {
            return new ProofOutcome(ProofResult.Proved, method);
        }

        room.Write(ProofRoom.TraceFile, $"$comment {found[0]} $end\n$enddefinitions $end\n");
        return new ProofOutcome(ProofResult.Refuted, method) { Counterexample = found };
    }
}
