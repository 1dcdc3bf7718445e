using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Registers;
using MixPe.Generator.Rtl;

namespace MixPe.Flow.Formal;

/// <summary>Proofs of the tile's registers.</summary>
internal static class RegisterProofs
{
    /// <summary>Every access is answered once and in time, and every command lasts for a cycle.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    public static ProofOutcome Bus(ProofRoom room, RtlBundle bundle)
    {
        IReadOnlyList<Register> map = RegisterMap.Of(new TileShape(bundle.Design));
        Register control = map.Single(register => register.Access == RegisterAccess.Command);
        string module = bundle.Module("tile_regs").Name;
        string[] macros =
        [
            $"TILE_REGS={module}",
            Macro("READABLE", map),
            Macro("WRITABLE", map.Where(register => register.Access is RegisterAccess.Command
                or RegisterAccess.Configuration or RegisterAccess.Event or RegisterAccess.Control)),
            Macro("IDLE_ONLY", map.Where(register => register.Access == RegisterAccess.Configuration)),
            Macro("SETTLED_ONLY", map.Where(register => register.ServesResults)),
            Macro("CONTROL", control.Offset / 4),
            .. map.Where(register => register.Access == RegisterAccess.Configuration)
                .Select(size => Macro(size.Name, size.Offset / 4)),
            .. control.Fields.Select(field => Macro(field.Name, field.Lsb)),
        ];
        return InductionProof.Run(
            room,
            [],
            $"rtl/{module}.sv tile_regs_harness.sv",
            string.Join(' ', macros.Select(macro => $"-D {macro}")),
            "tile_regs_harness",
            "",
            new HarnessProbes("u_regs")
                .Show("waddr_q", "rtl_word").Show("wdata_q", "rtl_data").Show("wstrb_q", "rtl_strobe").Connections);
    }

    // A bit for each word of addresses; a counter has two.
    private static string Macro(string name, IEnumerable<Register> registers) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}=64'h{registers.Aggregate(0UL, (words, register) =>
            words | (register.Access == RegisterAccess.Counter ? 3UL : 1UL) << (register.Offset / 4)):x}");

    private static string Macro(string name, int value) =>
        string.Create(CultureInfo.InvariantCulture, $"{name.ToUpperInvariant()}={value}");
}
