using System.Globalization;
using System.Text;
using MixPe.Generator.Bundles;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Formal;

/// <summary>Proofs that mac and sum of rounding accumulators put their units together as docs/arithmetic.md says: a pairwise
/// tree over the lanes, an odd last one passed up, then the accumulator.</summary>
internal static class TreeProofs
{
    private const string Specification = "spec_tree";
    private const string Text = "tree.sv";

    private static readonly string[] Units =
        ["fp_add", "fp16_mul", "float_product", "scaled_to_fp32", "fp16_mul_pow2"];

    /// <summary>Proves it.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">A design that rounds in its accumulator.</param>
    /// <param name="unit">mac or sum.</param>
    public static ProofOutcome Run(ProofRoom room, RtlBundle bundle, string unit)
    {
        bool isMac = unit == "mac";
        room.Write(Text, Describe(bundle, isMac));
        string boxes = SharedUnits.BlackBoxes(bundle, Units);
        ProofOutcome outcome = RegisterCut.Compare(
            room,
            [
                $"read_verilog -sv {room.Sources}", $"hierarchy -check -top {bundle.Module(unit).Name}", "proc",
                .. room.OpenPipeline, boxes,
                .. RegisterCut.Commands("gate"),
            ],
            [
                "design -reset", $"read_verilog -sv {room.Sources} {Text}", $"hierarchy -check -top {Specification}",
                "proc", boxes, .. RegisterCut.Commands("gold"),
            ]);
        return outcome with { Method = $"{outcome.Method}; the tree's units shared as black boxes" };
    }

    private static string Describe(RtlBundle bundle, bool isMac)
    {
        Datapath path = new(bundle.Design);
        NumberFormat format = path.Format!;
        bool isFp16 = bundle.Design.Accumulator == AccumulatorKind.Fp16;
        int lanes = bundle.Design.Lanes;
        int state = isMac ? format.Bits : format.Bits + 1;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $$"""
            module {{Specification}} (
              input wire [{{state - 1}}:0] state_i,
              input wire [{{path.BeatActivations - 1}}:0] x_i,
            {{(isMac ? $"  input wire [{path.BeatWeights - 1}:0] w_i," : "")}}
              output wire [{{state - 1}}:0] state_o
            );

            """);
        List<string> row = [];
        for (int lane = 0; lane < lanes; lane++)
        {
            row.AddRange((isMac, isFp16) switch
            {
                (true, true) => Copies(text, bundle, lane),
                (true, false) => [Product(text, bundle, path, lane)],
                (false, true) => [string.Create(CultureInfo.InvariantCulture, $"x_i[{lane * 16}+:16]")],
                (false, false) => [Activation(text, bundle, path, lane)],
            });
        }

        int count = 0;
        string tree = Tree(row, (a, b) => Add(text, bundle, format, count++, a, b));
        string total = Add(text, bundle, format, count, $"state_i[{format.Bits - 1}:0]", tree);
        string special = string.Join(" | ", Enumerable.Range(0, lanes).Select(lane => Special(bundle.Design.Activations, lane)));
        text.Append(isMac
            ? $"  assign state_o = {total};\n"
            : $"  assign state_o = {{state_i[{format.Bits}] | {special}, {total}}};\n");
        text.Append("endmodule\n");
        return text.ToString();
    }

    // The exponent all ones; without infinities the fraction too.
    private static string Special(NumberFormat format, int lane)
    {
        int ones = format.HasInfinity ? format.ExponentBits : format.Bits - 1;
        return string.Create(
            CultureInfo.InvariantCulture, $"(&x_i[{(lane * format.Bits) + format.Bits - 1 - ones}+:{ones}])");
    }

    // Neighbours meet; an odd last one waits for the next level.
    private static string Tree(List<string> row, Func<string, string, string> add)
    {
        while (row.Count > 1)
        {
            row = [.. row.Chunk(2).Select(pair => pair.Length == 2 ? add(pair[0], pair[1]) : pair[0])];
        }

        return row[0];
    }

    private static string Add(StringBuilder text, RtlBundle bundle, NumberFormat format, int number, string a, string b)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"add{number}");
        text.Append(CultureInfo.InvariantCulture, $"""
              wire [{format.Bits - 1}:0] {name};
              {bundle.Module("fp_add").Name} #(
                .ExpWidth({format.ExponentBits}), .FracWidth({format.FractionBits}),
                .CountWidth({Datapath.Log2(format.FractionBits + 5)})
              ) u_{name} (.a_i({a}), .b_i({b}), .sum_o({name}));

            """);
        return name;
    }

    private static string Product(StringBuilder text, RtlBundle bundle, Datapath path, int lane)
    {
        if (path.HasFloatWeights)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                  wire [31:0] term{lane};
                  {bundle.Module("fp16_mul").Name} u_term{lane} (
                    .x_i(x_i[{lane * 16}+:16]), .w_i(w_i[{lane * 16}+:16]), .product_o(term{lane})
                  );

                """);
            return string.Create(CultureInfo.InvariantCulture, $"term{lane}");
        }

        int magnitude = path.ProductMagnitude;
        text.Append(CultureInfo.InvariantCulture, $"""
              wire neg{lane}, nan{lane}, inf{lane};
              wire [{magnitude - 1}:0] mag{lane};
              wire [{path.ProductShiftBits - 1}:0] shift{lane};
              {bundle.Module("float_product").Name} u_product{lane} (
                .x_i(x_i[{lane * path.Design.Activations.Bits}+:{path.Design.Activations.Bits}]), .w_i({WeightFormat.Lane(bundle.Design, lane)}), .neg_o(neg{lane}), .mag_o(mag{lane}),
                .shift_o(shift{lane}), .nan_o(nan{lane}), .inf_o(inf{lane})
              );

            """);
        return Scaled(text, bundle, lane, magnitude);
    }

    private static string Activation(StringBuilder text, RtlBundle bundle, Datapath path, int lane)
    {
        int bits = path.Design.Activations.Bits;
        text.Append(CultureInfo.InvariantCulture, $"""
              wire neg{lane}, nan{lane}, inf{lane};
              wire [{path.ActivationSignificand - 1}:0] mag{lane};
              wire [{path.ShiftBits - 1}:0] shift{lane};
              {bundle.Module(DecoderOf(path.Design.Activations)).Name} u_decode{lane} (
                .x_i(x_i[{lane * bits}+:{bits}]), .neg_o(neg{lane}), .sig_o(mag{lane}),
                .shift_o(shift{lane}), .nan_o(nan{lane}), .inf_o(inf{lane})
              );

            """);
        return Scaled(text, bundle, lane, path.ActivationSignificand);
    }

    private static string DecoderOf(NumberFormat format) => format switch
    {
        { Bits: 8 } => "fp8_decode",
        { ExponentBits: 8 } => "bf16_decode",
        _ => "fp16_decode",
    };

    // A unit that may round towards subnormal numbers has no width of a count.
    private static string Scaled(StringBuilder text, RtlBundle bundle, int lane, int magnitude)
    {
        string count = new Datapath(bundle.Design).HasWideActivations ? ""
            : string.Create(CultureInfo.InvariantCulture, $", .CountWidth({Datapath.Log2(magnitude)})");
        text.Append(CultureInfo.InvariantCulture, $"""
              wire [31:0] term{lane};
              {bundle.Module("scaled_to_fp32").Name} #(
                .MagWidth({magnitude}){count}
              ) u_term{lane} (
                .neg_i(neg{lane}), .mag_i(mag{lane}), .shift_i(shift{lane}), .nan_i(nan{lane}), .inf_i(inf{lane}),
                .value_o(term{lane})
              );

            """);
        return string.Create(CultureInfo.InvariantCulture, $"term{lane}");
    }

    // The paper's reading: a weight's bit b adds x * 2^b, the top bit of a signed weight subtracts it.
    private static List<string> Copies(StringBuilder text, RtlBundle bundle, int lane)
    {
        int bits = bundle.Design.Weights.Bits;
        bool isSigned = bundle.Design.Weights.Kind == NumberKind.Signed;
        List<string> copies = [];
        for (int bit = 0; bit < bits; bit++)
        {
            string copy = string.Create(CultureInfo.InvariantCulture, $"copy{lane}_{bit}");
            string number = $"scaled{lane}_{bit}";
            string signed = isSigned && bit == bits - 1 ? $"{{!{number}[15], {number}[14:0]}}" : number;
            string none = bit == 0
                ? $"(x_i[{(lane * 16) + 10}+:5] == 5'd31 && w_i[{lane * bits}+:{bits}] == 0) ? 16'h7E00 : 16'd0"
                : "16'd0";
            text.Append(CultureInfo.InvariantCulture, $"""
                  wire [15:0] {number}, {copy};
                  {bundle.Module("fp16_mul_pow2").Name} u_scale{lane}_{bit} (
                    .x_i(x_i[{lane * 16}+:16]), .shift_i(5'd{bit}), .y_o({number}),
                    .overflow_o(), .underflow_o(), .inexact_o()
                  );
                  assign {copy} = w_i[{(lane * bits) + bit}] ? {signed} : {none};

                """);
            copies.Add(copy);
        }

        return copies;
    }
}
