using System.Globalization;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Formal;

/// <summary>Proof of the unit that multiplies the tile's results by the scale of tensors.</summary>
internal static class TensorScaleProofs
{
    /// <summary>Every beat of results leaves once, in order, with the products of what was there, for any stalls, drops and resets; whatever
    /// the multiplication and the rounding compute.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">A design with a scale of tensors.</param>
    /// <param name="values">Results in a beat.</param>
    public static ProofOutcome Stream(ProofRoom room, RtlBundle bundle, int values)
    {
        string module = bundle.Module("tensor_scale").Name;
        bool hasAddend = bundle.Design.HasAddend;
        int width = hasAddend ? 32 : bundle.Design.Output.Bits;
        bool isNarrow = width < 32;
        string[] macros =
        [
            $"TENSOR_SCALE={module}",
            $"FP32_MUL={bundle.Module("fp32_mul").Name}",
            string.Create(CultureInfo.InvariantCulture, $"VALUES={values}"),
            string.Create(CultureInfo.InvariantCulture, $"RESULT_WIDTH={width}"),
            .. isNarrow ? new[] { "NARROW", $"FP32_NARROW={bundle.Module("fp32_narrow").Name}" } : [],
            .. hasAddend ? new[] { "LOST" } : [],
        ];
        HarnessProbes probes = new HarnessProbes("u_scale")
            .Show("valid_q", "rtl_valid")
            .Show("last_q", "rtl_last")
            .Show("scale_q", "rtl_scale")
            .Show("counts_q", "rtl_counts")
            .ShowEach(values, value => $"gen_value[{value}].y_q", "rtl_y")
            .ShowEach(values, value => $"gen_value[{value}].product_q", "rtl_product")
            .DriveEach(values, "harness_a", value => $"gen_value[{value}].u_mul.harness_a")
            .DriveEach(values, "harness_scale", value => $"gen_value[{value}].u_mul.harness_scale")
            .DriveEach(values, "harness_product", value => $"gen_value[{value}].u_mul.harness_product");
        if (isNarrow)
        {
            probes = probes
                .ShowEach(values, value => $"gen_value[{value}].rounded_q", "rtl_rounded")
                .DriveEach(values, "harness_product", value => $"gen_value[{value}].u_narrow.harness_product")
                .DriveEach(values, "harness_result", value => $"gen_value[{value}].u_narrow.harness_result");
        }

        if (hasAddend)
        {
            probes = probes.Show("lost_q", "rtl_lost");
        }

        return InductionProof.Run(
            room,
            [],
            $"rtl/{module}.sv tensor_scale_harness.sv",
            string.Join(' ', macros.Select(macro => $"-D {macro}")),
            "tensor_scale_harness",
            "",
            probes.Connections);
    }
}
