using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Formal;

/// <summary>Proof that the dequantization unit gives each of its units the right operands at the right time.</summary>
internal static class DequantProofs
{
    private static readonly string[] Units =
        ["zero_correct", "fp_mul_zero", "fp_add", "fixed_to_fp32", "fp16_decode", "scaled_to_fp32", "fp32_scale", "fp32_row_scale", "fp32_narrow", "scale_accumulate",
        "minimum_accumulate", "scale_product", "minimum_product", "super_difference"];

    // Rows that take turns first: a fault in the turns may leave a single row without a closed induction.
    private static readonly int[] Rows = [3, 1];

    private static string Harness { get; } = Specifications.Text("dequant_data_harness.sv");

    private static string SuperHarness { get; } = Specifications.Text("super_dequant_harness.sv");

    /// <summary>Every dot product reaches its row's accumulator, in order, whatever the units compute.</summary>
    public static ProofOutcome Data(ProofRoom room, RtlBundle bundle)
    {
        const string method = "temporal induction, SAT; arithmetic units shared as black boxes";
        if (bundle.Design.Fused)
        {
            return new ProofOutcome(ProofResult.Skipped, method) { Note = "not stated for fused designs" };
        }

        ProofOutcome outcome = new(ProofResult.Skipped, method);
        foreach (int rows in Rows)
        {
            room.Write("harness.sv", HarnessOf(bundle, rows));
            outcome = InductionProof.Run(
                room, Opened(room, bundle, rows), "harness.sv", Defines(bundle, rows),
                bundle.Design.HasMinima ? "super_dequant_harness" : "dequant_data_harness");
            if (outcome.Result != ProofResult.Proved)
            {
                break;
            }
        }

        return outcome with { Method = method, Note = outcome.Note ?? $"{string.Join(" and ", Rows)} rows" };
    }

    // The accumulators' ports: as many as there are rows.
    private static string HarnessOf(RtlBundle bundle, int rows)
    {
        (string Array, string Net, string Width)[] accumulators = bundle.Design.HasMinima
            ? [("scaled_acc_q", "held_scaled", "`TOTAL_WIDTH"), ("minima_acc_q", "held_minima", "`MINIMA_WIDTH"), ("acc_q", "held", "32")]
            : [("acc_q", "held", "`TOTAL_WIDTH")];
        string held = string.Join('\n', accumulators.SelectMany(accumulator => Enumerable.Range(0, rows).Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"    .\\{accumulator.Array}[{row}] ({accumulator.Net}[{row}*{accumulator.Width}+:{accumulator.Width}]),"))));
        return (bundle.Design.HasMinima ? SuperHarness : Harness).Replace("    // HELD", held, StringComparison.Ordinal);
    }

    // The unit with its arithmetic units taken out, its accumulators and their index shown.
    private static IReadOnlyList<string> Opened(ProofRoom room, RtlBundle bundle, int rows) =>
    [
        $"read_verilog -sv -D SYNTHESIS {room.Sources}",
        string.Create(
            CultureInfo.InvariantCulture,
            $"hierarchy -check -top {bundle.Module("group_dequant").Name} -chparam Rows {rows}"),
        "proc",
        SharedUnits.BlackBoxes(bundle, Units),
        "flatten",
        UnitMiter.FreeUnknowns,
        "memory",
        "opt_clean",
        "rename -top dut",
        bundle.Design.HasMinima
            ? "select -set hidden w:* x:* %d w:index_q %d w:late_index_q %d w:position_q %d w:is_lead_q %d w:acc_q?*? %d w:scaled_acc_q?*? %d w:minima_acc_q?*? %d"
            : "select -set hidden w:* x:* %d w:index_q %d w:acc_q?*? %d",
        "rename -hide @hidden",
        "select -clear",
        "expose -evert",
        "opt_clean",
    ];

    private static string Defines(RtlBundle bundle, int rows)
    {
        Design design = bundle.Design;
        Datapath path = new(design);
        NumberFormat format = path.Format ?? NumberFormats.Fp32;
        (string Name, int Value)[] values =
        [
            ("STATE_WIDTH", path.StateWidth), ("SUM_WIDTH", path.SumStateWidth), ("SUM_VALUE_WIDTH", path.SumWidth),
            ("ACC_WIDTH", path.AccWidth), ("T_WIDTH", path.TWidth), ("ZERO_WIDTH", Math.Max(1, design.ZeroBits)),
            ("OUT_WIDTH", design.ArrayOutput.Bits), ("SCALE_WIDTH", design.ScaleBits), ("CHANNEL_WIDTH", design.FloatScale.Bits),
            ("TOTAL_WIDTH", design.HasIntegerScale ? path.TotalWidth : NumberFormats.Fp32.Bits), ("ROUNDED_WIDTH", path.RoundedWidth), ("ROWS", rows), ("INDEX_WIDTH", Math.Max(1, Datapath.Log2(rows))),
            ("X_SCALE_WIDTH", design.ActivationScaleBits), ("ACC_STAGE", path.AccumulateStage), ("LATENCY", path.DequantLatency),
            .. design.HasMinima
                ? new (string, int)[]
                {
                    ("MINIMA_WIDTH", path.MinimaWidth), ("MINIMUM_WIDTH", SuperGroups.MinimumBits), ("DIFFERENCE_WIDTH", path.DifferenceWidth),
                    ("SUPER_GROUPS", design.SuperGroupGroups), ("POSITION_WIDTH", TileShape.IndexBits(design.SuperGroupGroups)),
                }
                : [],
        ];
        (string Name, bool Has)[] features =
        [
            ("ZERO_POINT", design.ZeroPoint), ("ACTIVATION_SCALE", design.ActivationScale), ("GROUP_SCALES", design.ActivationGroupScale is not null), ("FLOAT", path.IsFloat),
            ("EXACT", path.IsExact), ("INTEGER_SCALE", design.HasIntegerScale), ("HAS_FLAGS", path.FlagBits == 3), ("HAS_NAN_FLAG", path.FlagBits == 1), ("NARROW", design.ArrayOutput.Bits < 32),
            ("FP16_ACCUMULATOR", design.Accumulator == AccumulatorKind.Fp16),
        ];
        string nan = string.Create(
            CultureInfo.InvariantCulture,
            $"{format.Bits}'d{((1L << (format.ExponentBits + 1)) - 1) << (format.FractionBits - 1)}");
        return string.Join(' ', [
            .. values.Select(value => string.Create(CultureInfo.InvariantCulture, $"-D {value.Name}={value.Value}")),
            .. features.Where(feature => feature.Has).Select(feature => $"-D {feature.Name}"),
            $"-D QUIET_NAN={nan}"]);
    }
}
