using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Rtl;

namespace MixPe.Flow.Formal;

/// <summary>Proofs of the processing element, and of the activation sum, as clocked units.</summary>
public static class PeProofs
{
    private const string Compositional = "one-step induction over matched registers";

    /// <summary>The PE of an integer design with one lane against a PE written with * and +, by equiv_*.</summary>
    /// <param name="room">With the design of one lane.</param>
    /// <param name="bundle">That design.</param>
    internal static ProofOutcome OneLane(ProofRoom room, RtlBundle bundle)
    {
        const string method = "equiv_simple, equiv_induct; one lane, directly against * and +";

        // As many cycles fill the pipelines of both sides with the same beats.
        int depth = 1 + bundle.Design.Pipeline;
        string parameters = SpecParameters(bundle);
        string spec = Spec(bundle);
        string? text = room.Yosys([
            .. Load(room, bundle, ""),
            "flatten", "opt_clean", "rename -top gate", "design -stash gate",
            "design -reset",
            $"read_verilog -sv {Specifications.Files}",
            $"hierarchy -check -top {spec} {parameters}",
            "proc", "flatten", "opt_clean", "rename -top gold", "design -stash gold",
            "design -reset",
            "design -copy-from gold -as gold gold",
            "design -copy-from gate -as gate gate",
            "equiv_make gold gate equiv",
            "hierarchy -top equiv",
            "opt_clean",
            "equiv_simple",
            string.Create(CultureInfo.InvariantCulture, $"equiv_induct -seq {depth}"),
            "equiv_status"]);
        if (text is null)
        {
            return SatProof.TimeUp(room, method);
        }

        if (text.Contains("Equivalence successfully proven!", StringComparison.Ordinal))
        {
            return new ProofOutcome(ProofResult.Proved, method) { Depth = depth };
        }

        // equiv_* cannot refute: a counterexample comes from the registers' next values.
        ProofOutcome outcome = RegisterCut.Compare(
            room,
            [.. Load(room, bundle, ""), .. RegisterCut.Commands("gate")],
            [
                "design -reset", $"read_verilog -sv {Specifications.Files}",
                $"hierarchy -check -top {spec} {parameters}", "proc", .. RegisterCut.Commands("gold"),
            ]);
        return outcome.Result == ProofResult.Proved
            ? outcome with { Method = $"{Compositional}; one lane, directly against * and +", Depth = 1 }
            : outcome;
    }

    /// <summary>The PE at the design's own lanes against the behavioural PE around the same mac, not looked into.
    /// </summary>
    internal static ProofOutcome OwnLanes(ProofRoom room, RtlBundle bundle)
    {
        string mac = bundle.Module("mac").Name;
        ProofOutcome outcome = RegisterCut.Compare(
            room,
            [.. Load(room, bundle, mac), .. RegisterCut.Commands("gate")],
            [
                "design -reset",
                $"read_verilog -sv -D MAC={mac} {Clocked(bundle)} {room.Sources} {Spec(bundle)}.sv",
                $"hierarchy -check -top {Spec(bundle)} {SpecParameters(bundle)}",
                "proc", $"blackbox {mac}", .. RegisterCut.Commands("gold"),
            ]);
        return outcome with
        {
            Method = $"{Compositional}, {outcome.Method}; mac shared as a black box",
            Depth = 1,
        };
    }

    /// <summary>The weight-stationary activation sum against a register around the same adder, not looked into.
    /// </summary>
    internal static ProofOutcome ActivationSum(ProofRoom room, RtlBundle bundle)
    {
        Datapath path = new(bundle.Design);
        string sum = bundle.Module("sum").Name;
        string parameters = string.Create(
            CultureInfo.InvariantCulture,
            $"-chparam XWidth {path.BeatActivations} -chparam StateWidth {path.SumStateWidth}");
        ProofOutcome outcome = RegisterCut.Compare(
            room,
            [.. Load(room, bundle, sum, "act_sum"), .. RegisterCut.Commands("gate")],
            [
                "design -reset",
                $"read_verilog -sv -D SUM={sum} {Clocked(bundle)} {room.Sources} ws_act_sum.sv",
                $"hierarchy -check -top spec_ws_act_sum {parameters}",
                "proc", $"blackbox {sum}", .. RegisterCut.Commands("gold"),
            ]);
        return outcome with
        {
            Method = $"{Compositional}, {outcome.Method}; sum shared as a black box",
            Depth = 1,
        };
    }

    private static IReadOnlyList<string> Load(
        ProofRoom room, RtlBundle bundle, string blackbox, string unit = "pe") =>
    [
        $"read_verilog -sv {room.Sources}",
        $"hierarchy -check -top {bundle.Module(unit).Name}",
        "proc",
        .. blackbox.Length == 0 ? Array.Empty<string>() : [$"blackbox {blackbox}"],
    ];

    private static string Clocked(RtlBundle bundle) => bundle.Design.Pipeline == 1 ? "" : "-D MAC_CLOCK";

    private static string Spec(RtlBundle bundle) => bundle.Design.IsWeightStationary ? "spec_ws_pe" : "spec_pe";

    private static string SpecParameters(RtlBundle bundle)
    {
        Datapath path = new(bundle.Design);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"-chparam Lanes {bundle.Design.Lanes} -chparam XWidth {bundle.Design.Activations.Bits} "
            + $"{WeightFormat.Options(bundle.Design)} -chparam StateWidth {path.StateWidth} "
            + $"-chparam Stages {bundle.Design.Pipeline}");
    }
}
