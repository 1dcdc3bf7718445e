using System.Globalization;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Formal;

/// <summary>Proof of the unit that adds a stream to the tile's results.</summary>
internal static class AddendProofs
{
    // Beats that the unit's queue holds.
    private const int Places = 4;

    /// <summary>Every beat of results leaves once, in order, with the sums of what it met, NaN where something was wrong, for any stalls,
    /// faults, drops and resets; whatever the adder and the rounding compute.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">A design with addends.</param>
    /// <param name="values">Results in a beat.</param>
    public static ProofOutcome Stream(ProofRoom room, RtlBundle bundle, int values)
    {
        string module = bundle.Module("addend").Name;
        int width = bundle.Design.Output.Bits;
        bool isNarrow = width < 32;
        string[] macros =
        [
            $"ADDEND={module}",
            $"FP_ADD={bundle.Module("fp_add").Name}",
            string.Create(CultureInfo.InvariantCulture, $"VALUES={values}"),
            string.Create(CultureInfo.InvariantCulture, $"RESULT_WIDTH={width}"),
            .. isNarrow ? new[] { "NARROW", $"FP32_NARROW={bundle.Module("fp32_narrow").Name}" } : [],
        ];
        HarnessProbes probes = new HarnessProbes("u_addend")
            .Show("joined_q", "rtl_joined")
            .Show("summed_q", "rtl_summed")
            .Show("left_q", "rtl_left")
            .Show("operands_valid_q", "rtl_operands_valid")
            .Show("sums_valid_q", "rtl_sums_valid")
            .Show("operands_last_q", "rtl_operands_last")
            .Show("sums_last_q", "rtl_sums_last")
            .Show("operands_counts_q", "rtl_operands_counts")
            .Show("sums_counts_q", "rtl_sums_counts")
            .ShowEach(values, value => $"gen_value[{value}].y_q", "rtl_y")
            .ShowEach(values, value => $"gen_value[{value}].c_q", "rtl_c")
            .ShowEach(values, value => $"gen_value[{value}].sum_q", "rtl_sum")
            .ShowEach(Places, place => $"counts_q[{place}]", "rtl_counts")
            .ShowEach(Places, place => $"last_q[{place}]", "rtl_last")
            .ShowEach(values * Places, Rounded, "rtl_rounded")
            .DriveEach(values, "harness_a", value => $"gen_value[{value}].u_add.harness_a")
            .DriveEach(values, "harness_b", value => $"gen_value[{value}].u_add.harness_b")
            .DriveEach(values, "harness_sum", value => $"gen_value[{value}].u_add.harness_sum");
        if (isNarrow)
        {
            probes = probes
                .DriveEach(values, "harness_sum", value => $"gen_value[{value}].u_narrow.harness_sum")
                .DriveEach(values, "harness_result", value => $"gen_value[{value}].u_narrow.harness_result");
        }

        return InductionProof.Run(
            room,
            [],
            $"rtl/{module}.sv addend_harness.sv",
            $"-mem2reg {string.Join(' ', macros.Select(macro => $"-D {macro}"))}",
            "addend_harness",
            "",
            probes.Connections);
    }

    // Value by value, the places of each.
    private static string Rounded(string number)
    {
        int index = int.Parse(number, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"gen_value[{index / Places}].rounded_q[{index % Places}]");
    }
}
