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
    public static ProofOutcome Run(ProofRoom room, RtlBundle bundle, string unit, NumberFormat scale)
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

        // A unit for numbers that are never small takes zero, special ones, or at least 2^-100; a product with zero is zero.
        string allowed = new Datapath(bundle.Design).HasWideScaling
            ? "1'b1"
            : "(a_i[30:0] == 0 ? mag_i == 0 : a_i[30:23] >= 8'd27)";
        room.Write("miter.sv", string.Create(CultureInfo.InvariantCulture, $$"""
            module {{UnitMiter.Name}} (
              input wire [31:0] a_i, input wire [{{scale.Bits - 1}}:0] scale_i, input wire [{{magnitude - 1}}:0] mag_i,
              output wire {{UnitMiter.Bad}}
            );
              wire [31:0] got, want;
              wire [23:0] a_sig, want_a_sig;
              wire [{{significand - 1}}:0] s_sig;
              wire [10:0] want_s_sig;
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
}
