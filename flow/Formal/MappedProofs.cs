using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Rtl;

namespace MixPe.Flow.Formal;

/// <summary>Proofs that the PE, mapped to a library's cells at the design's own lanes, equals its RTL.</summary>
public static class MappedProofs
{
    private const string Top = "mapped";
    private const string Cells = "cell models of the library";

    /// <summary>The PE, flattened and mapped as a whole; that of a rounding accumulator, a tree of floating-point adders,
    /// with its hierarchy kept: each module is mapped by itself, the instances in it not looked into.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="library">Liberty file.</param>
    /// <param name="models">Liberty file with the cells' functions; null for the same one.</param>
    public static ProofOutcome Pe(ProofRoom room, RtlBundle bundle, string library, string? models = null)
    {
        ArgumentNullException.ThrowIfNull(room);
        ArgumentNullException.ThrowIfNull(bundle);
        if (!File.Exists(library))
        {
            return new ProofOutcome(ProofResult.Skipped, $"synthesis, {Cells}")
            {
                Note = "no Liberty file: install the package 'qflow-tech-osu018'",
            };
        }

        Mapping mapping = new(room, library, models ?? library);
        string pe = bundle.Module("pe").Name;
        if (new Datapath(bundle.Design).IsExact)
        {
            ProofOutcome outcome = mapping.Compare([$"hierarchy -check -top {pe}", "proc", "flatten"]);
            return outcome with { Method = Words(outcome.Method) };
        }

        NetModule[] modules = [.. Netlists.Read(room, pe).Modules];
        ProofOutcome all = UnitProofs.All(modules, module => In(module, mapping.Compare(
        [
            $"hierarchy -check -top {module.Source} {Parameters(module)}",
            "proc",
            $"rename -top {Top}",
            $"blackbox *{bundle.Design.Name}_*",
        ])));
        return all with
        {
            Method = Words(all.Method),
            Note = all.Note ?? string.Create(
                CultureInfo.InvariantCulture, $"hierarchy kept: {modules.Length} modules, each by itself"),
        };
    }

    // What is not proved says of which module.
    private static ProofOutcome In(NetModule module, ProofOutcome outcome) => outcome.Result == ProofResult.Proved
        ? outcome
        : outcome with { Note = $"{module.Source} {Parameters(module)}: {outcome.Note}".TrimEnd(' ', ':') };

    private static string Words(string solver) =>
        $"one-step induction over matched registers, {solver}; {Cells}";

    private static string Parameters(NetModule module) => string.Join(' ', module.Parameters.Select(parameter =>
        string.Create(CultureInfo.InvariantCulture, $"-chparam {parameter.Key} {parameter.Value}")));

    /// <summary>Maps what it is given, and compares it with what it was.</summary>
    private sealed record Mapping(ProofRoom Room, string Library, string Models)
    {
        public ProofOutcome Compare(IReadOnlyList<string> load) => RegisterCut.Compare(
            Room,
            [
                $"read_verilog -sv {Room.Sources}",
                .. load,
                RegisterCut.HideParts,
                "synth",
                $"dfflibmap -liberty {Library}",
                "opt",
                $"abc -liberty {Library}",
                "opt_clean -purge",
                $"rename -top {Top}",
                $"read_liberty -ignore_miss_func -ignore_miss_dir {Models}",
                $"hierarchy -check -top {Top}",
                "proc",
                "flatten",
                "techmap",
                .. RegisterCut.Commands("gate"),
            ],
            [
                "design -reset", $"read_verilog -sv {Room.Sources}", .. load, "flatten", "techmap",
                .. RegisterCut.Commands("gold"),
            ]) with
        { Depth = 1 };
    }
}
