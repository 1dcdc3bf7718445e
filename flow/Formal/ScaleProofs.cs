using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;

namespace MixPe.Flow.Formal;

/// <summary>Proofs of the units that multiply a binary32 number by a scale.</summary>
internal static class ScaleProofs
{
    /// <summary>The unit equals its specification. The product of the significands, which is proved by itself, is a free word on both
    /// sides; a power of two has none.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="unit">fp32_scale or fp32_row_scale.</param>
    /// <param name="scale">Format of the scale.</param>
    /// <param name="isWide">It takes any numbers, whatever the design's groups leave.</param>
    public static ProofOutcome Run(ProofRoom room, RtlBundle bundle, string unit, NumberFormat scale, bool isWide = false)
    {
        string module = bundle.Module(unit).Name;
        bool isPower = scale.Kind == NumberKind.PowerOfTwo;
        int significand = scale.FractionBits + 1;
        int pad = isPower ? 2 : 0;
        int magnitude = 24 + (isPower ? pad : significand);
        string taken = isPower ? "" : ", .mag_cut_i(mag_i), .a_sig(a_sig), .s_sig(s_sig)";
        string own = isPower
            ? "wire [25:0] mag = {want_a_sig, 2'd0}; assign a_sig = want_a_sig; assign s_sig = want_s_sig;"
            : string.Create(CultureInfo.InvariantCulture, $"wire [{magnitude - 1}:0] mag = mag_i;");

        string allowed = isWide ? "1'b1" : Allowed(bundle);
        room.Write("miter.sv", string.Create(CultureInfo.InvariantCulture, $$"""
            module {{UnitMiter.Name}} (
              input wire [31:0] a_i, input wire [{{scale.Bits - 1}}:0] scale_i, input wire [{{magnitude - 1}}:0] mag_i,
              output wire {{UnitMiter.Bad}}
            );
              wire [31:0] got, want;
              wire [23:0] a_sig, want_a_sig;
              wire [{{significand - 1}}:0] s_sig;
              wire [23:0] want_s_sig;
              {{own}}
              {{module}} u_dut (.a_i(a_i), .scale_i(scale_i), .product_o(got){{taken}});
              spec_fp32_scale #(
                .SWidth({{scale.Bits}}), .SExp({{scale.ExponentBits}}), .HasInfinity({{(scale.HasInfinity ? 1 : 0)}}),
                .Unit({{ActivationFormat.UnitOf(scale)}}), .MagWidth({{magnitude}}), .Pad({{pad}})
              ) u_spec (
                .a_i(a_i), .scale_i(scale_i), .mag_i(mag), .product_o(want), .a_sig_o(want_a_sig), .s_sig_o(want_s_sig)
              );
              // What the product is made of: the proof of the significands takes both as free words.
              wire is_product = a_sig == want_a_sig && s_sig == want_s_sig;
              assign {{UnitMiter.Bad}} = {{allowed}} & (got != want) | !is_product;
            endmodule

            """));
        return isPower
            ? SatProof.Never(room, UnitMiter.Prepare(room), UnitMiter.Name, UnitMiter.Bad)
            : UnitProofs.WithFreeProduct(room, module, "a_sig", "s_sig");
    }

    /// <summary>fp32_scale by the scales of both operands' groups: what scale_pair gives, which is proved by itself, is free words on both
    /// sides, and so is the product of the significands.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    public static ProofOutcome ByPair(ProofRoom room, RtlBundle bundle)
    {
        string module = bundle.Module("fp32_scale").Name;
        NumberFormat w = bundle.Design.FloatScale;
        NumberFormat x = bundle.Design.ActivationGroupScale!;
        int significand = Significand(w) + Significand(x);
        bool isPower = significand == 0;
        int pad = isPower ? 2 : 0;
        int magnitude = 24 + pad + significand;
        int exponent = Datapath.Width((1 << w.ExponentBits) + (1 << x.ExponentBits) - 2);
        string own = isPower
            ? "wire [25:0] mag = {want_a_sig & {24{s_sig_i}}, 2'd0}; assign a_sig = want_a_sig;"
            : string.Create(CultureInfo.InvariantCulture, $"wire [{magnitude - 1}:0] mag = mag_i;");
        string taken = isPower ? "" : ", .mag_cut_i(mag_i), .a_sig(a_sig)";
        room.Write("miter.sv", string.Create(CultureInfo.InvariantCulture, $$"""
            module {{UnitMiter.Name}} (
              input wire [31:0] a_i, input wire s_neg_i, input wire [{{Math.Max(significand, 1) - 1}}:0] s_sig_i,
              input wire [{{exponent - 1}}:0] s_shift_i, input wire s_nan_i, input wire s_inf_i,
              input wire [{{magnitude - 1}}:0] mag_i, output wire {{UnitMiter.Bad}}
            );
              wire [31:0] got, want;
              wire [23:0] a_sig, want_a_sig;
              {{own}}
              {{module}} u_dut (
                .a_i(a_i), .scale_i('0), .product_o(got), .s_neg_cut_i(s_neg_i), .s_sig_cut_i(s_sig_i),
                .s_shift_cut_i(s_shift_i), .s_nan_cut_i(s_nan_i), .s_inf_cut_i(s_inf_i){{taken}}
              );
              spec_fp32_scaled #(
                .SExp({{exponent}}), .Unit({{ActivationFormat.UnitOf(w) + ActivationFormat.UnitOf(x)}}),
                .MagWidth({{magnitude}}), .Pad({{pad}})
              ) u_spec (
                .a_i(a_i), .s_neg_i(s_neg_i), .s_zero_i(s_sig_i == '0), .s_shift_i(s_shift_i), .s_nan_i(s_nan_i),
                .s_inf_i(s_inf_i), .mag_i(mag), .product_o(want), .a_sig_o(want_a_sig)
              );
              // Exponents as both formats have them.
              wire is_pair = s_shift_i <= {{LargestShift(w) + LargestShift(x)}};
              assign {{UnitMiter.Bad}} = is_pair & {{Allowed(bundle)}} & (got != want) | (a_sig != want_a_sig);
            endmodule

            """));
        string[] cut = ["s_neg", "s_sig", "s_shift", "s_nan", "s_inf", .. isPower ? Array.Empty<string>() : ["mag"]];
        ProofOutcome outcome = SatProof.Never(
            room,
            UnitProofs.Exposed(
                room, module, isPower ? "" : $"expose {module}/w:a_sig",
                $"expose -cut -sep _cut_ {string.Join(' ', cut.Select(word => $"{module}/w:{word}"))}"),
            UnitMiter.Name,
            UnitMiter.Bad);
        return outcome with { Note = outcome.Note ?? "what scale_pair gives, and the significands' product, shared as free words" };
    }

    /// <summary>scale_pair: sign, exponent and special values by the tables of both formats; the product of the significands, where there is
    /// one, is proved by itself.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    public static ProofOutcome Pair(ProofRoom room, RtlBundle bundle)
    {
        string module = bundle.Module("scale_pair").Name;
        NumberFormat w = bundle.Design.FloatScale;
        NumberFormat x = bundle.Design.ActivationGroupScale!;
        bool multiplies = Significand(w) > 0 && Significand(x) > 0;
        int significand = Math.Max(Significand(w) + Significand(x), 1);
        int exponent = Datapath.Width((1 << w.ExponentBits) + (1 << x.ExponentBits) - 2);
        string taken = multiplies ? ", .mag_cut_i(mag_i), .w_sig(w_sig), .x_sig(x_sig)" : "";
        string sigs = multiplies
            ? "wire is_product = w_sig == want_w_sig && x_sig == want_x_sig; wire is_sig = sig == mag_i;"
            : "wire is_product = 1; wire is_sig = sig == want_w_sig * want_x_sig;";
        room.Write("miter.sv", string.Create(CultureInfo.InvariantCulture, $$"""
            module {{UnitMiter.Name}} (
              input wire [{{w.Bits + x.Bits - 1}}:0] x_i, input wire [{{significand - 1}}:0] mag_i, output wire {{UnitMiter.Bad}}
            );
              wire neg, nan, inf, w_neg, w_nan, w_inf, x_neg, x_nan, x_inf;
              wire [{{significand - 1}}:0] sig;
              wire [{{exponent - 1}}:0] shift;
              wire [{{Math.Max(Significand(w), 1) - 1}}:0] w_sig, want_w_sig;
              wire [{{Math.Max(Significand(x), 1) - 1}}:0] x_sig, want_x_sig;
              wire [{{w.ExponentBits - 1}}:0] w_shift;
              wire [{{x.ExponentBits - 1}}:0] x_shift;
              {{module}} u_dut (
                .x_i(x_i), .neg_o(neg), .sig_o(sig), .shift_o(shift), .nan_o(nan), .inf_o(inf){{taken}}
              );
              spec_scale #(
                .Width({{w.Bits}}), .Exp({{w.ExponentBits}}), .HasInfinity({{(w.HasInfinity ? 1 : 0)}})
              ) u_w (
                .x_i(x_i[{{w.Bits - 1}}:0]), .neg_o(w_neg), .sig_o(want_w_sig), .shift_o(w_shift), .nan_o(w_nan), .inf_o(w_inf)
              );
              spec_scale #(
                .Width({{x.Bits}}), .Exp({{x.ExponentBits}}), .HasInfinity({{(x.HasInfinity ? 1 : 0)}})
              ) u_x (
                .x_i(x_i[{{w.Bits + x.Bits - 1}}:{{w.Bits}}]), .neg_o(x_neg), .sig_o(want_x_sig), .shift_o(x_shift), .nan_o(x_nan),
                .inf_o(x_inf)
              );
              {{sigs}}
              wire want_nan = w_nan || x_nan || (w_inf && want_x_sig == 0) || (x_inf && want_w_sig == 0);
              wire want_inf = w_inf || x_inf;
              wire [{{exponent - 1}}:0] want_shift = w_shift + x_shift;
              assign {{UnitMiter.Bad}} = !is_product | (nan != want_nan)
                | (!want_nan & ((neg != (w_neg != x_neg)) | (inf != want_inf) | (shift != want_shift) | !is_sig));
            endmodule

            """));
        return multiplies
            ? UnitProofs.WithFreeProduct(room, module, "w_sig", "x_sig")
            : SatProof.Never(room, UnitMiter.Prepare(room), UnitMiter.Name, UnitMiter.Bad);
    }

    // Of any pattern: exponents of all ones but one, of a power of two of all ones.
    private static int LargestShift(NumberFormat scale) =>
        (1 << scale.ExponentBits) - (scale.Kind == NumberKind.PowerOfTwo ? 1 : 2);

    // Bits of a significand that is multiplied: a power of two has none.
    private static int Significand(NumberFormat scale) => scale.Kind == NumberKind.PowerOfTwo ? 0 : scale.FractionBits + 1;

    // A unit for numbers that are never small takes zero, special ones, or those that no scales make subnormal; a product with zero is
    // zero.
    private static string Allowed(RtlBundle bundle)
    {
        Datapath path = new(bundle.Design);
        return path.HasWideScaling ? "1'b1" : string.Create(
            CultureInfo.InvariantCulture,
            $"(a_i[30:0] == 0 ? mag_i == 0 : a_i[30:23] >= 8'd{NumberFormats.Fp32.Bias + path.LeastScaledExponent})");
    }
}
