using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;

namespace MixPe.Flow.Formal;

/// <summary>Proofs about the mac of the accumulator fp32-dot, on either side of its sum, which an algebraic proof covers. Products
/// are free words there; that they are the lanes' products is proved by itself.</summary>
/// <param name="room">Where.</param>
/// <param name="bundle">The design.</param>
internal sealed class DotProofs(ProofRoom room, RtlBundle bundle)
{
    private const int Significand = 24;
    private const int Window = 26;
    private const string Cut = "expose -cut -sep _cut_";

    private static readonly string[] Parts = ["p_neg", "mag", "shift", "nan", "inf", "some"];

    private readonly NetModule _mac = Netlists.Read(room, null).InstancesOf(bundle.Module("mac").Name).First();
    private readonly Datapath _path = new(bundle.Design);

    // That of the place below a product's highest, at a shift of 0, biased as binary32: by the formats' definitions, not by what the
    // generator takes it for.
    private int Exponent => 127 - ActivationFormat.UnitOf(bundle.Design.Activations) - ActivationFormat.UnitOf(bundle.Design.Weights)
        + FusedDot.ProductBits(bundle.Design.Weights, bundle.Design.Activations) - 2;

    private IEnumerable<int> Lanes => Enumerable.Range(0, bundle.Design.Lanes);

    private IEnumerable<string> Words => Lanes.SelectMany(lane => Parts.Select(part => Text($"{part}{lane}")));

    /// <summary>Each lane's words are what the design's own unit for products, proved by itself, makes of the lane.</summary>
    public ProofOutcome Products()
    {
        string unit = bundle.Module(_path.HasFloatWeights ? "fp16_product" : "float_product").Name;
        int x = bundle.Design.Activations.Bits;
        string instances = Each(lane => $$"""
              {{unit}} u_p{{lane}} (
                .x_i(x_i[{{lane * x}}+:{{x}}]), .w_i({{WeightFormat.Lane(bundle.Design, lane)}}), .neg_o(want_p_neg{{lane}}),
                .mag_o(want_mag{{lane}}), .shift_o(want_shift{{lane}}), .nan_o(want_nan{{lane}}), .inf_o(want_inf{{lane}})
              );

            """);
        string some = Each(lane => $"  assign want_some{lane} = want_mag{lane} != 0;\n");
        return Prove(
            "", string.Concat(Words.Select(word => Wire(word) + Wire(word, "want_"))) + instances + some,
            string.Concat(Words.Select(word => $", .{word}({word})")),
            string.Join(" | ", Words.Select(word => $"({word} != want_{word})")),
            $"expose {Named(Words)}");
    }

    /// <summary>The largest place of products that are not zero and the accumulator.</summary>
    public ProofOutcome Largest()
    {
        string body = Text($$"""
              wire [7:0] top;
              // Exponents as whole numbers.
              integer want;
              always_comb begin
                want = state_i[30:23];
            {{Each(lane => $"    if (some{lane} && {Exponent} + shift{lane} > want) want = {Exponent} + shift{lane};\n")}}  end

            """);
        ProofOutcome outcome = Prove(
            string.Concat(Words.Select(Input)), body, FreeWords + ", .top(top)",
            $"(top != want){string.Concat(Lanes.Select(lane => Text($" & (shift{lane} <= {_path.ProductShift})")))}",
            $"expose {Named(["top"])}", $"{Cut} {Named(Words)}");
        return outcome with { Note = outcome.Note ?? "any products of the formats' exponents" };
    }

    /// <summary>The terms of the sum: every product and the accumulator, aligned to a place that none is above and cut off.</summary>
    public ProofOutcome Terms()
    {
        string[] terms = ["acc", .. Lanes.Select(lane => Text($"term{lane}"))];
        string[] signs = ["acc_neg", .. Lanes.Select(lane => Text($"neg{lane}"))];
        string body = string.Concat(terms.Concat(signs).Select(word => Wire(word) + Wire(word, "want_"))) + Text($$"""
              assign want_acc_neg = state_i[31];
              spec_dot_term #(.Bits({{Significand}}), .Window({{Window}})) u_acc (
                .mag_i({state_i[30:23] != 0, state_i[22:0]}), .down_i(10'(top) - 10'(state_i[30:23]) + 10'd1), .neg_i(state_i[31]),
                .value_o(want_acc)
              );
              wire legal = (state_i[30:23] != 0 || state_i[22:0] == 0) && top >= state_i[30:23];

            """) + Each(lane => $$"""
              assign want_neg{{lane}} = p_neg{{lane}};
              wire [9:0] exponent{{lane}} = 10'd{{Exponent}} + 10'(shift{{lane}});
              wire legal{{lane}} = mag{{lane}} == 0 || top >= exponent{{lane}};
              spec_dot_term #(.Bits({{_path.ProductMagnitude}}), .Window({{Window}})) u_term{{lane}} (
                .mag_i(mag{{lane}}), .down_i(10'(top) - exponent{{lane}}), .neg_i(p_neg{{lane}}), .value_o(want_term{{lane}})
              );

            """);
        string lanes = string.Concat(Lanes.Select(lane => Text(
            $" | (legal{lane} & ((neg{lane} != want_neg{lane}) | (term{lane} != want_term{lane})))")));
        ProofOutcome outcome = Prove(
            string.Concat(Words.Select(Input)) + "  input wire [7:0] top,\n", body,
            FreeWords + ", .top_cut_i(top)" + string.Concat(terms.Concat(signs).Select(word => $", .{word}({word})")),
            $"(legal & ((acc_neg != want_acc_neg) | (acc != want_acc))){lanes}",
            $"expose {Named([.. terms, .. signs])}", $"{Cut} {Named([.. Words, "top"])}");
        return outcome with { Note = outcome.Note ?? "any products, and any place that none of them is above" };
    }

    /// <summary>What becomes of the sum: normalized, cut off to binary32, or a special value.</summary>
    public ProofOutcome Result()
    {
        string Any(Func<int, string> what) => string.Join(" | ", Lanes.Select(what));
        int sum = _mac.Wires["sum"].Count;
        string body = Text($$"""
              wire [31:0] got, want;
              wire legal;
              wire special = state_i[30:23] == 8'hFF;
              spec_dot_result #(.SumWidth({{sum}}), .Window({{Window}})) u_want (
                .sum_i(sum), .top_i(top), .legal_o(legal), .value_o(want),
                .nan_i((special && state_i[22:0] != 0) | {{Any(lane => Text($"nan{lane}"))}}),
                .inf_i((special && state_i[22:0] == 0 && !state_i[31]) | {{Any(lane => Text($"(inf{lane} && !p_neg{lane})"))}}),
                .neg_inf_i((special && state_i[22:0] == 0 && state_i[31]) | {{Any(lane => Text($"(inf{lane} && p_neg{lane})"))}})
              );

            """);
        ProofOutcome outcome = Prove(
            string.Concat(Words.Select(Input)) + Text($"  input wire [{sum - 1}:0] sum, input wire [7:0] top,\n"), body,
            FreeWords + ", .sum_cut_i(sum), .top_cut_i(top), .state_o(got)", "legal & (got != want)",
            $"{Cut} {Named([.. Words, "sum", "top"])}");
        return outcome with { Note = outcome.Note ?? "any products, sum and largest exponent whose result is a normal number" };
    }

    private string FreeWords => string.Concat(Words.Select(word => $", .{word}_cut_i({word})"));

    private ProofOutcome Prove(string ports, string body, string connections, string bad, params string[] expose)
    {
        room.Write("miter.sv", Text($$"""
            module {{UnitMiter.Name}} (
              input wire [31:0] state_i,
              input wire [{{_mac.Port("x_i").Bits.Count - 1}}:0] x_i,
              input wire [{{_mac.Port("w_i").Bits.Count - 1}}:0] w_i,
            {{ports}}  output wire {{UnitMiter.Bad}}
            );
            {{body}}
              {{_mac.Name}} u_dut (.state_i(state_i), .x_i(x_i), .w_i(w_i){{connections}});
              assign {{UnitMiter.Bad}} = {{bad}};
            endmodule

            """));
        return SatProof.Never(
            room, UnitProofs.Exposed(room, _mac.Name, [.. room.OpenPipeline, .. expose]), UnitMiter.Name, UnitMiter.Bad);
    }

    private string Each(Func<int, FormattableString> text) => string.Concat(Lanes.Select(lane => Text(text(lane))));

    private string Wire(string word, string prefix = "") => Text($"  wire [{_mac.Wires[word].Count - 1}:0] {prefix}{word};\n");

    private string Input(string word) => Text($"  input wire [{_mac.Wires[word].Count - 1}:0] {word},\n");

    private string Named(IEnumerable<string> words) => string.Join(' ', words.Select(word => $"{_mac.Name}/w:{word}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
