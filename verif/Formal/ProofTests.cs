using MixPe.Flow.Formal;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Generator.Templates;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Formal;

/// <summary>The proofs of two named designs that take seconds, and each kind of proof refuting a broken template.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ProofTests
{
    private const string WeightStationary = "mixpe-w4a8 dataflow=weight-stationary";

    [TestCase("mixpe-w4a8", "mac.sum,sum.sum,zero_correct,fixed_to_fp32,fp32_scale", 7)]
    [TestCase("mixpe-w4a8", "pe.marks,group_dequant.valid,group_dequant.data,array.ready,array.handshake_1x1", 6)]
    [TestCase("mixpe-w4a8", "tile.paths,tile_regs,order_2x3,y_buffer.stream_2x3,x_buffer.stream_2x1,w_buffer.stream_2x1", 8)]
    [TestCase("fp16-dot8-addend", "addend", 2)]
    [TestCase("nvfp4", "fp32_decode,fp32_mul,fp32_mul.significands,tensor_scale,tile_regs,tile.paths", 8)]
    [TestCase("nvfp4 out=fp16", "tensor_scale,tile_regs", 3)]
    [TestCase("nvfp4-a16 addend=stream target=fpga", "fp32_mul.significands,tensor_scale,addend", 4)]
    [TestCase("fp16-dot8-addend out=bf16", "addend", 2)]
    [TestCase("w4a16-sym", "y_buffer.stream_3x2,x_buffer.stream_1x1,w_buffer.stream_1x1", 5)]
    [TestCase("mixpe-w4a8-fast", "mac.sum,sum.sum,pe.one_lane,array.handshake_1x1", 8)]
    [TestCase("mixpe-w4a8-fpga", "mac.sum,sum.sum,zero_correct", 4)]
    [TestCase("w8a8", "mac.sum,mac.lane,group_dequant.data", 5, Category = "Nightly")]
    [TestCase("w8a8-booth", "mac.sum,mac.lane,pe.marks", 5, Category = "Nightly")]
    [TestCase("w8a8-booth architecture=behavioural", "mac.sum,mac.lane", 4, Category = "Nightly")]
    [TestCase("mixpe-w4a8 architecture=behavioural", "mac.sum,mac.lane,mac.one_lane,pe.one_lane", 6, Category = "Nightly")]
    [TestCase("mixpe-w4a8 architecture=pair-sums", "mac.sum,mac.rows,mac.lane", 5)]
    [TestCase("bitfusion", "brick,mac.sum,mac.bricks,mac.lane,mac.one_lane", 7)]
    [TestCase("w4a8-sym architecture=lut", "lut_table,mac.sum,mac.rows,mac.lane,pe", 7)]
    [TestCase("w2a8 architecture=lut target=fpga lanes=4", "mac.sum,mac.rows", 3)]
    [TestCase("w8a8 architecture=bricks", "mac.sum,mac.bricks,pe", 5, Category = "Nightly")]
    [TestCase("mixpe-w4a8 architecture=bricks weights=uint5 target=fpga", "mac.sum,mac.bricks", 3)]
    [TestCase("w8a8-booth target=fpga", "mac.sum", 2)]
    [TestCase("fp4-a16 dequant_units=1", "float_product,mac.terms,mac.flags,mac.sum", 6, Category = "Nightly")]
    [TestCase("bitnet-b1-58", "mac.terms,mac.sum,mac.one_lane,pe.one_lane", 6)]
    [TestCase("fp6-llm", "float_product,mac,scaled_to_fp32", 4)]
    [TestCase("mixpe-w4a8 weights=fp6_e3m2 zero_point=none lanes=4", "mac.sum,mac.terms,mac.lane,pe", 6, Category = "Nightly")]
    [TestCase("mixpe-w4a8 weights=fp8_e4m3 zero_point=none lanes=2", "mac.sum,mac.terms", 4, Category = "Nightly")]
    [TestCase("mixpe-w4a8 weights=fp8_e5m2 zero_point=none lanes=2", "mac.sum,mac.terms", 4, Category = "Nightly")]
    [TestCase("mixpe-w4a8 weights=fp2_e1m0 zero_point=none lanes=2", "mac.sum,mac.terms", 4)]
    [TestCase("ant", "mac.sum,mac.terms,pe.one_lane", 5)]
    [TestCase("olaccel", "mac.sum,mac.outlier", 4)]
    [TestCase("olaccel activations=int8", "mac.lane,pe", 3, Category = "Nightly")]
    [TestCase("olaccel lanes=4", "w_buffer.stream_2x1,pe", 4)]
    [TestCase("olive", "mac.sum,mac.terms,mac.lane", 5)]
    [TestCase("olive weights=olive4 activations=fp16 activation_scale=none group=128 lanes=2", "float_product,mac.terms,mac.flags", 4)]
    [TestCase("fp4-a16 weights=flint4 lanes=2 dequant_units=1", "float_product,mac.terms,mac.flags", 4)]
    [TestCase("marlin-bf16 weights=fp8_e5m2 lanes=2", "float_product,mac,scaled_to_fp32", 4)]
    [TestCase("fp6-llm weights=fp8_e7m0 lanes=2", "float_product,mac,scaled_to_fp32", 4)]
    [TestCase("fp16-fma", "fp16_mul,mac,pe", 4)]
    [TestCase("fp16-fma architecture=shift-add", "fp16_mul.significands", 3)]
    [TestCase("fp16-dot8 lanes=4", "fp16_product,mac,pe", 9)]
    [TestCase("w4a16-dot8 lanes=4 pipeline=2 weights=fp6_e3m2", "mac,pe", 9, Category = "Nightly")]
    [TestCase("mixpe-w4a16", "fp16_mul_pow2,float_product,mac.sum,sum.sum,sum.flags,zero_correct", 8)]
    [TestCase("w4a16-sym", "mac.flags,float_product.significands,group_dequant.data", 5)]
    [TestCase("trtllm-w4a8-fp8", "fp8_decode,float_product,mac.terms,mac.flags,group_dequant.data", 6)]
    [TestCase("nvfp4-a16", "scale_decode,fp32_scale,group_dequant.data", 4)]
    [TestCase("mxfp4-a8 scale=bf16", "fp32_scale,fp32_row_scale", 3)]
    [TestCase("gguf-q4-0", "scale_pair,fp32_scale,group_dequant.data,array.handshake_3x2,x_buffer.stream_2x1,order_2x3", 8)]
    [TestCase("nvfp4", "fp4_decode,float_product,mac.terms,mac.sum,scale_pair,fp32_scale", 8)]
    [TestCase("mxfp6 lanes=2", "fp6_decode,float_product,mac.terms,mac.sum", 6, Category = "Nightly")]
    [TestCase("mxfp8", "scale_pair,fp32_scale,group_dequant.data", 4)]
    [TestCase("gguf-q4-0 activation_group_scale=bf16 scale=fp8_e4m3 dataflow=weight-stationary rows=4 lanes=8 dequant_units=1",
        "scale_pair,fp32_scale,x_scale_decode,array.control_2x2,x_buffer.stream_2x1,order_2x3", 8)]
    [TestCase("qserve-group", "scale_accumulate,group_dequant.data,w_buffer.stream_2x1", 6)]
    [TestCase("qserve-group", "fixed_to_fp32,fp32_scale,group_dequant.valid", 4, Category = "Nightly")]
    [TestCase("dgq zero_point=none weights=int4 target=fpga", "scale_accumulate,group_dequant.data,array.control_2x2", 4, Category = "Nightly")]
    [TestCase("gguf-q4-k", "super_difference,scale_accumulate,minimum_accumulate,scale_product,minimum_product,fp32_scale.significands,w_buffer.stream_2x2", 10)]
    [TestCase("gguf-q4-k", "group_dequant,fixed_to_fp32,array.handshake_3x2,x_buffer.stream_2x1,order_2x3", 8, Category = "Nightly")]
    [TestCase("gguf-q4-k dataflow=weight-stationary rows=4 dequant_units=1 out=fp16 super_group=32 weights=uint5 target=fpga",
        "super_difference,minimum_product,group_dequant.data,array.control_2x2", 5, Category = "Nightly")]
    [TestCase("mxfp4-a16", "fp32_scale,w_buffer.stream_2x1", 4)]
    [TestCase("mixpe-w4a16-fp32", "mac,sum", 3)]
    [TestCase("mixpe-w4a16-fp32 activations=fp8_e5m2", "fp8_decode,mac,sum,scaled_to_fp32", 5)]
    [TestCase("marlin-bf16", "bf16_decode,float_product,mac,scaled_to_fp32,group_dequant.data", 6)]
    [TestCase("mixpe-w4a16-paper", "mac,sum,group_dequant.data", 4)]
    [TestCase("mixpe-w4a16-sliced shared_columns=2", "tile.paths,order_2x3,x_buffer.stream_2x1,y_buffer.stream_2x3", 6)]
    [TestCase("mixpe-w4a16-slices shared_columns=2", "slice_align,slice_merge,tile_regs,order_2x3", 5)]
    [TestCase("mixpe-w4a16-sliced shared_columns=2", "slice_align,slice_merge", 3)]
    [TestCase("mixpe-w4a8-slices shared_columns=2", "slice_integer,slice_merge,fixed_to_fp32,tile_regs,order_2x3", 6)]
    [TestCase("comet-w4ax shared_columns=2", "slice_integer,tile_regs,order_2x3", 4)]
    [TestCase("mixpe-w4a8-slices shared_columns=2 run_time_slices=false", "slice_integer", 2)]
    [TestCase("mixpe-w4a16-aligned shared_columns=2 activations=bf16", "slice_align", 2)]
    [TestCase("mixpe-w4a16-slices shared_columns=2 slices=3 activations=bf16", "slice_align,order_2x3", 3)]
    [TestCase(WeightStationary, "pe,pe.one_lane,act_sum,array.paths,array.control_2x2", 6)]
    [TestCase(WeightStationary, "tile.paths,order_3x2,x_buffer.stream_2x1,w_buffer.stream_2x1", 6)]
    public void The_design_is_proved(string design, string only, int count)
    {
        var reports = ProofBench.Run(design, only);
        Assert.That(reports, Has.Count.EqualTo(count));
        foreach (ProofReport report in reports.Values)
        {
            Assert.That(report.Outcome.Result, Is.EqualTo(ProofResult.Proved), $"{report}");
        }
    }

    [Test]
    public void The_arrays_handshake_is_proved_by_induction()
    {
        ProofReport report = ProofBench.Run("mixpe-w4a8", "handshake_3x2")["array.handshake_3x2"];
        Assert.That(report.Outcome.Result, Is.EqualTo(ProofResult.Proved), $"{report}");
        Assert.That(report.Outcome.Depth, Is.GreaterThan(1));
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Case("a carry", "mixpe-w4a8", "csa", "csa",
            "(a_i & b_i) | (c_i & (a_i ^ b_i))", "(a_i & b_i) | (c_i & a_i)");
        yield return Case("a gate", "mixpe-w4a8", "mac.sum", "mac_int", "{w_i[{{w_bit}}]}", "{w_i[0]}");
        yield return Case("a digit", "w8a8-booth", "mac.sum", "booth_digits", "& ~one{{number}};", ";");
        yield return Case("a row's one", "w8a8-booth", "mac.sum", "booth_digits", "neg{{number}} & ~row{{number}}[0]", "neg{{number}}");
        yield return Case("a ternary weight", "bitnet-b1-58", "mac.terms", "mac_ternary", "& { {{../term_width}}{w_i[{{w_low}}]}}", "");
        yield return Case("a lost bit", "mxfp4-a16 dequant_units=1", "fp32_scale", "fp32_scale", "{{mag_width}}'(lost != '0)", "{{mag_width}}'(1'b0)");
        yield return Case("a NaN of FP4", "nvfp4 dequant_units=1", "fp4_decode", "float_decode", "{{else}}1'b0{{/if}};", "{{else}}&x_i[{{exp_high}}:0]{{/if}};");
        yield return Case("an FP8 NaN", "trtllm-w4a8-fp8", "fp8_decode", "float_decode", "&x_i[{{exp_high}}:0]", "&x_i[{{exp_high}}:1]");
        yield return Case("a minifloat", "mixpe-w4a8 weights=fp4_e2m1 zero_point=none", "mac.terms", "minifloat_parts",
            "{is_normal, w_i[", "{1'b1, w_i[");
        yield return Case("a flint's shift", "ant lanes=2", "mac.terms", "minifloat_parts", "~(is_far & w_i[0])", "~is_far");
        yield return Case("an outlier's exponent", "olive lanes=2", "mac.terms", "minifloat_parts", "{{w_exp_width}}'(w_i[2:1])", "{{w_exp_width}}'(w_i[1])");
        yield return Case("an outlier's index", "olaccel lanes=4", "mac.outlier", "mac_int", "{{../index_width}}'d{{lane}}", "{{../index_width}}'d0");
        yield return Case("an outlier's upper bits", "olaccel lanes=4", "mac.sum", "mac_int", "far_x & {", "~far_x & {");
        yield return Case("a victim's code", "olive lanes=2", "mac.lane", "pair_element", "{{../victim}}", "4'h9");
        yield return Case("a minifloat's zero", "fp4-a16 dequant_units=1", "mac.flags", "float_product",
            "w_sig == {{w_sig_width}}'d0", "w_i == {{w_width}}'d0");
        yield return Case("a pair", "mixpe-w4a8 architecture=pair-sums", "mac.rows", "mac_pairs",
            "{{#if ../x_signed}}x_i[{{x_high_msb}}]{{else}}1'b0{{/if}}", "1'b0");
        yield return Case("a brick's carry", "bitfusion lanes=2", "brick", "brick", "(xw01 ^ x_signed_i)", "xw01");
        yield return Case("a digit's sign", "bitfusion lanes=2", "mac.bricks", "mac_bricks", ".w_signed_i({{w_signed}})", ".w_signed_i(1'b0)");
        yield return Case("a brick's place", "bitfusion lanes=2", "mac.lane", "mac_bricks", ".x_i({{x}})", ".x_i(x_i[1:0])");
        yield return Case("a sum of a table", "w4a8-sym architecture=lut", "lut_table", "lut_table", "{{a}} + {{b}}", "{{a}} | {{b}}");
        yield return Case("an index", "w4a8-sym architecture=lut", "mac.rows", "mac_lut", "4'd{{set}}", "4'd1");
        yield return Case("a factor", "mixpe-w4a8 architecture=behavioural", "mac.sum", "mac_behavioural",
            "{1'b0, w_i[", "{w_i[{{w_high}}], w_i[");
        yield return Case("an operand", "mixpe-w4a8", "zero_correct.sum", "zero_correct",
            "{zero_i[{{bit}}]}", "{zero_i[0]}");
        yield return Case("a sign", "w4a16-sym", "float_product", "float_product", "x_neg ^ w_i[{{w_msb}}]", "x_neg");
        yield return Case("a zero's exponent", "w4a16-dot8 lanes=2", "mac.largest", "mac_dot", "& {8{|any_some}}", "");
        yield return Case("an exponent", "w4a16-dot8 lanes=2", "mac.largest", "mac_dot", "(8'd{{base}} +", "(8'd1 + 8'd{{base}} +");
        yield return Case("a zero operand", "fp16-dot8 lanes=2", "mac.products", "mac_dot", "({{w_mag}} != {{../w_mag_width}}'d0)", "({{w_mag}} == {{../w_mag_width}}'d0)");
        yield return Case("a place", "w4a16-dot8 lanes=2", "mac.terms", "mac_dot", "top - 8'd{{../base}}", "8'd1 + top - 8'd{{../base}}");
        yield return Case("a carry out of the sum", "w4a16-dot8 lanes=2", "mac.result", "mac_dot", "top + 8'd{{growth}}", "top + 8'd1");
        yield return Case("a tie", "mixpe-w4a16", "fp16_mul_pow2", "fp16_mul_pow2",
            "guard & ((lost != 12'd0) | moved[0])", "guard & (lost != 12'd0)");
        yield return Case("the first beat", "mixpe-w4a8", "pe", "pe",
            "acc_q & { {{state_width}}{~{{first}} }}", "acc_q");
        yield return Case("a late mark", "mixpe-w4a8-fast", "pe", "pe", "if ({{last}}) begin", "if (last_q | {{last}}) begin");
        yield return Case("an early drain", "mixpe-w4a8-fast", "array.handshake_3x2", "array",
            "drain_start[u] = row_last_q[(u+1)*Band{{late}}]", "drain_start[u] = row_last_q[(u+1)*Band-1]");
        yield return Case("reset", "mixpe-w4a8", "pe.marks", "pe", "first_q <= 1'b0;", "first_q <= 1'b1;");
        yield return Case("two's complement", "mixpe-w4a8", "fixed_to_fp32", "fixed_to_fp32",
            "+ {{t_width}}'(neg)", "+ {{t_width}}'(1'b0)");
        yield return Case("a latency", "mixpe-w4a8", "group_dequant.valid", "group_dequant",
            "valid_q[{{end_stage_msb}}] & end_q[{{end_stage_msb}}]", "valid_q[0] & end_q[{{end_stage_msb}}]");
        yield return Case("the ready rule", "mixpe-w4a8", "array.handshake_3x2", "array",
            "wait_q <= WaitWidth'(Band - 1);", "wait_q <= WaitWidth'(0);");
        yield return Case("a hidden bit that no product shows", "mixpe-w4a8", "fp32_scale", "fp32_scale",
            "{~a_zero, a_i[22:0]}", "{1'b0, a_i[22:0]}");
        yield return Case("an undriven bit", "mixpe-w4a8", "fixed_to_fp32", "fixed_to_fp32",
            "assign neg = value_i[{{t_msb}}];", "");
        yield return Case("an accumulator that is no input", "mixpe-w4a16", "sum.sum", "sum_fixed",
            "assign acc = state_i[{{acc_msb}}:0];", "assign acc = '0;");
        yield return Case("an alignment", "mixpe-w4a16", "mac.terms", "mac_fixed",
            "<< {{shift}})", "<< (shift{{lane}} & 5'd15))");
        yield return Case("a tree's result", "mixpe-w4a16-fp32", "mac", "mac_fp32", "assign state_o = {{last}};",
            "assign state_o = {{last}} ^ 32'd1;");
        yield return Case("one lane", "mixpe-w4a8", "pe.one_lane", "pe", "dot_q <= dot_i;", "dot_q <= ~dot_i;");
        yield return Case("a row's turn", "mixpe-w4a8", "group_dequant.data", "group_dequant",
            "'0 : index_q + IndexWidth'(1)", "'0 : index_q");
        yield return Case("the first group", "mixpe-w4a8", "group_dequant.data", "group_dequant",
            "{{first_before}} ? '0", "first_q[0] ? '0");
        yield return Case("the first group of one row", "mixpe-w4a8", "group_dequant.data", "group_dequant",
            "~first_q[{{acc_stage_msb}}]}", "~first_q[0]}");
        yield return Case("a scale's zero", "gguf-q4-0 dequant_units=1", "scale_pair", "scale_pair", "& x_zero)", "& w_zero)");
        yield return Case("a bit of a scale", "gguf-q4-0 dequant_units=1", "scale_pair.significands", "scale_pair", "{x_sig[{{bit}}]}", "{x_sig[0]}");
        yield return Case("an exponent of two scales", "mxfp8 dequant_units=1", "fp32_scale", "fp32_scale", "- 11'sd{{offset}}", "- 11'sd{{offset}} + 11'sd1");
        yield return Case("a scale of X at the wrong place", "gguf-q4-0 dequant_units=1", "group_dequant.data", "group_dequant",
            "_q <= t_neg_inf_d;\n    scale_q <= {{factor_in}};", "_q <= t_neg_inf_d;\n    scale_q <= {scale_i, x_scale_i};");
        yield return Case("a scale of X of another group", "gguf-q4-0 dequant_units=1", "array.handshake_3x2", "array",
            "assign load = take_last{{#if has_row_scale}}", "assign load = take_last & end_i{{#if has_row_scale}}");
        yield return Case("a word of scales of X", "gguf-q4-0 dequant_units=1", "x_buffer.stream_2x1", "x_buffer",
            "scale_line_q <= scale_end ? '0 : scale_line_q", "scale_line_q <= scale_line_q");
        yield return Case("the order of scales of X", "gguf-q4-0 dequant_units=1", "tile_control.order_2x3", "tile_control",
            "+ XScaleLineWidth'(x_scale_line_end);", "+ XScaleLineWidth'(~x_scale_line_end);");
        yield return Case("a scale's delay", "mixpe-w4a8", "group_dequant.data", "group_dequant",
            ".Depth({{x_scale_wait}})", ".Depth({{x_scale_wait}} - 1)");
        yield return Case("a bit of an integer scale", "qserve-group", "scale_accumulate.sum", "scale_accumulate",
            "{scale_i[{{bit}}]}", "{scale_i[0]}");
        yield return Case("a channel's scale of another group", "qserve-group", "group_dequant.data", "group_dequant",
            ".Depth({{channel_scale_wait}})", ".Depth({{channel_scale_wait}} - 1)");
        yield return Case("a shift of the other number", "gguf-q4-k dequant_units=1", "super_difference", "super_difference",
            "minima_i} << unit_shift_i", "minima_i} << scale_shift_i");
        yield return Case("a bit of a minimum", "gguf-q4-k dequant_units=1", "minimum_accumulate.sum", "scale_accumulate", "{scale_i[{{bit}}]}", "{scale_i[0]}");
        yield return Case("a bit of a significand", "gguf-q4-k dequant_units=1", "minimum_product.sum", "scale_product", "{sig_i[{{bit}}]}", "{sig_i[0]}");
        yield return Slow("a super group's last group", "gguf-q4-k dequant_units=1", "group_dequant.data", "super_dequant",
            "if (whole_q[{{late_msb}}]) begin", "if (valid_q[{{acc_stage_msb}}]) begin");
        yield return Case("a scale of X of another row", "gguf-q4-k dequant_units=1", "group_dequant.data", "super_dequant",
            ".Depth({{x_scale_wait}})", ".Depth({{x_scale_wait}} - 1)");
        yield return Case("infinities of one sign", "gguf-q4-k dequant_units=1", "group_dequant.data", "super_dequant",
            "(scaled_low ^ minima_low)", "1'b0");
        yield return Case("one lane of super groups", "gguf-q4-k dequant_units=1", "pe.one_lane", "pe", "dot_q <= dot_i;", "dot_q <= ~dot_i;");
        yield return Case("a minimum in the weight stream", "gguf-q4-k dequant_units=1", "w_buffer.stream_2x2", "w_buffer",
            "{{param_width}}+{{minimum_bit}}+:", "{{param_width}}+{{level_bit}}+:");
        yield return Case("drain in a reset", "mixpe-w4a8", "array.handshake_1x1", "array", "drain_q <= '0;",
            "drain_q <= drain_q;");
        yield return Case("a scale that the next group's replaces", "mixpe-w4a8", "array.handshake_3x1", "array",
            "group_q[(u-1)*{{edge_width}}+:{{edge_width}}]", "edge_q");
        yield return Slow("a valid that looks at data", "mixpe-w4a8", "group_dequant.valid", "group_dequant",
            "assign y_valid_o = y_valid_q;", "assign y_valid_o = y_valid_q & ~y_out_q[31];");
        yield return Case("a second driver in a unit that no array has", "mixpe-w4a16", "netlist", "fp16_mul_pow2",
            "endmodule", "  assign overflow_o = x_i[0];\nendmodule");
        yield return Case("a loop", "mixpe-w4a8", "netlist", "fixed_to_fp32",
            "assign is_special = nan_i | inf_i;", "assign is_special = nan_i | (inf_i & value_o[0]);");
        yield return Case("ready by valid", "mixpe-w4a8", "array.ready", "array",
            "assign ready_o = ~last_i | (wait_q == '0);", "assign ready_o = valid_i & (~last_i | (wait_q == '0));");
    }

    private static IEnumerable<TestCaseData> BrokenTiles()
    {
        yield return Case("ready by valid", "mixpe-w4a8", "tile.paths", "x_buffer",
            "drop_i | (active_q & ~full_q[slot_q])", "drop_i | (s_valid_i & active_q & ~full_q[slot_q])");
        yield return Case("valid by ready", "mixpe-w4a8", "tile.paths", "tile_regs",
            "assign bvalid_o = b_valid_q;", "assign bvalid_o = b_valid_q & bready_i;");
        yield return Case("an answer lost", "mixpe-w4a8", "tile_regs.bus", "tile_regs",
            "aw_full_q & w_full_q & ~b_valid_q", "aw_full_q & w_full_q");
        yield return Case("a command twice", "mixpe-w4a8", "tile_regs.bus", "tile_regs",
            "w_full_q <= (w_full_q | wvalid_i) & ~write;", "w_full_q <= w_full_q | wvalid_i;");
        yield return Case("a command of a refused write", "mixpe-w4a8", "tile_regs.bus", "tile_regs",
            "assign recover_o = command &", "assign recover_o = write_control &");
        yield return Case("an answer that changes", "mixpe-w4a8", "tile_regs.bus", "tile_regs",
            "if (~r_valid_q) begin", "if (arvalid_i) begin");
        yield return Case("weights of one page", "mixpe-w4a8", "tile_control.order_1x1", "block_walk",
            "page_q <= page_q ^ column_end;", "page_q <= page_q;");
        yield return Case("the slots of a pass", "mixpe-w4a8", "tile_control.order_2x3", "block_walk",
            "slot_q <= base_q;", "slot_q <= slot_q;");
        yield return Case("no room for results", "mixpe-w4a8", "tile_control.order_1x1", "tile_control",
            "assign has_y = ~k_end | y_free_i;", "assign has_y = 1'b1;");
        yield return Case("a beat that the array does not take", "mixpe-w4a8", "tile_control.order_1x1", "tile_control",
            "assign free = ready_i;", "assign free = 1'b1;");
        yield return Case("a word at another address", "mixpe-w4a8", "ram.words", "ram",
            "mem[waddr_i] <= wdata_i;", "mem[raddr_i] <= wdata_i;");
        yield return Case("a page used twice", "mixpe-w4a8", "y_buffer.stream_1x1", "y_buffer",
            "assign free_o = ~taken_q[alloc_q];", "assign free_o = ~full_q[alloc_q];");
        yield return Case("a beat that does not stay", "mixpe-w4a8", "y_buffer.stream_1x1", "y_buffer",
            "full_q[drain_q] & (~valid_q | m_ready_i)", "full_q[drain_q]");
        yield return Case("one TKEEP too many", "mixpe-w4a8", "y_buffer.stream_3x2", "y_buffer",
            "left > ColumnsWidth'(i < Columns ? i : Columns)", "left >= ColumnsWidth'(i < Columns ? i : Columns)");
        yield return Case("a last beat lost", "mixpe-w4a8", "y_buffer.stream_2x3", "y_buffer",
            "row_last = left <= ColumnsWidth'(Span)", "row_last = left <= ColumnsWidth'(Span + 1)");
        yield return Case("a page after a drop", "mixpe-w4a8", "y_buffer.stream_2x3", "y_buffer",
            "alloc_q <= last_page;", "alloc_q <= alloc_q;");
        yield return Case("a block that is not whole", "mixpe-w4a8", "y_buffer.stream_2x3", "y_buffer",
            "taken_q <= (drop_i ? full_q : taken_q | take) & ~free;", "taken_q <= (taken_q | take) & ~free;");
        yield return Case("a block that is not whole, of shared columns", "mixpe-w4a8-ws shared_columns=2", "y_buffer.stream_2x3",
            "y_buffer",
            "taken_q <= (drop_i ? full_q : taken_q | take) & ~free;", "taken_q <= (taken_q | take) & ~free;");
        yield return Case("the wrong page", "mixpe-w4a8", "y_buffer.stream_2x3", "y_buffer",
            ".waddr_i({write_page_q, write_row_q})", ".waddr_i({last_page, write_row_q})");
        yield return Case("a unit's turn", "mixpe-w4a8", "y_buffer.stream_3x1", "y_buffer",
            "offered_unit_q <= unit_q;", "offered_unit_q <= '0;");
        yield return Case("a product that does not wait", "nvfp4 dequant_units=1", "tensor_scale.stream", "tensor_scale",
            "assign moves = ~m_valid_o | m_ready_i;", "assign moves = 1'b1;");
        yield return Case("a beat lost on its way", "nvfp4 dequant_units=1 addend=stream", "tensor_scale.stream", "tensor_scale",
            " | { {{scale_stages}}{drop_i}}", "");
        yield return Case("a product not rounded", "nvfp4 dequant_units=1 out=fp16", "tensor_scale.stream", "tensor_scale",
            "rounded_q <= rounded_d;", "rounded_q <= product_q[31-:16];");
        yield return Case("a subnormal product", "nvfp4 dequant_units=1", "fp32_mul", "fp32_scale", "{{mag_width}}'(lost != '0)", "{{mag_width}}'(1'b0)");
        yield return Case("an infinity of binary32", "nvfp4 dequant_units=1", "fp32_decode", "float_decode",
            "is_special & (x_i[{{frac_msb}}:0] == {{frac_width}}'d0)", "is_special");
        yield return Case("a scale that results still need", "nvfp4 dequant_units=1", "tile_regs.bus", "tile_regs",
            "(write_{{name}} & {{allowed}}) begin", "(write_{{name}} & ~busy_i) begin");
        yield return Case("a place too many for sums", "fp16-dot8-addend", "addend.stream", "addend",
            "assign has_room = joined_q != {~left_q[2], left_q[1:0]};", "assign has_room = 1'b1;");
        yield return Case("addends of a failed job", "fp16-dot8-addend", "addend.stream", "addend",
            "assign is_nan = lost |", "assign is_nan =");
        yield return Case("an addend that waits for room alone", "fp16-dot8-addend", "addend.stream", "addend",
            "assign y_ready_o = has_room & (lost | c_valid_i);", "assign y_ready_o = has_room;");
        yield return Case("the last one of another beat", "fp16-dot8-addend out=fp16", "addend.stream", "addend",
            "last_q[summed_q[1:0]] <= sums_last_q;", "last_q[summed_q[1:0]] <= operands_last_q;");
        yield return Case("a sum not rounded", "fp16-dot8-addend out=fp16", "addend.stream", "addend",
            "rounded_q[summed_q[1:0]] <= rounded;", "rounded_q[summed_q[1:0]] <= sum_q[31-:16];");
        yield return Case("a full slot overwritten", "mixpe-w4a8", "x_buffer.stream_1x1", "x_buffer",
            "s_valid_i & active_q & ~full_q[slot_q] & ~drop_i", "s_valid_i & active_q & ~drop_i");
        yield return Case("a last block that never fills", "mixpe-w4a8", "x_buffer.stream_2x1", "x_buffer",
            "row_end & (last_row | (row_q == RowWidth'(Rows - 1)))", "row_end & (row_q == RowWidth'(Rows - 1))");
        yield return Case("a fault that is not raised", "mixpe-w4a8", "x_buffer.stream_1x1", "x_buffer",
            "beat & ~s_last_i & row_end & last_row", "beat & ~s_last_i & row_end & last_row & ~s_keep_i[0]");
        yield return Case("a scale's TKEEP", "mixpe-w4a8", "x_buffer.stream_1x1", "x_buffer",
            "is_scale_q ? b < 2", "is_scale_q ? b < 1");
        yield return Case("elements beyond K", "w4a16-sym", "x_buffer.stream_1x1", "x_buffer",
            "& { {{x_element_bits}}{valid[i]}}", "");
        yield return Case("a row too many", "w4a16-sym", "x_buffer.stream_1x1", "x_buffer",
            "assign last_row = m_left_q == {{dim_width}}'d1;", "assign last_row = m_left_q == {{dim_width}}'d0;");
        yield return Case("a full page overwritten", "w4a16-sym", "w_buffer.stream_1x1", "w_buffer",
            "s_valid_i & active_q & ~full_q[page_q] & ~drop_i", "s_valid_i & active_q & ~drop_i");
        yield return Case("one pass for all", "mixpe-w4a8", "w_buffer.stream_1x1", "w_buffer",
            "assign last_pass = m_left_q <= {{dim_width}}'(PassRows);", "assign last_pass = 1'b1;");
        yield return Case("parameters among the weights", "mixpe-w4a8", "w_buffer.stream_1x1", "w_buffer",
            "beat & ~is_param_q & is_column", "beat & is_column");
        yield return Case("a packet that ends early", "mixpe-w4a8", "w_buffer.stream_1x1", "w_buffer",
            "assign fault_short_o = beat & s_last_i & ~packet_end;",
            "assign fault_short_o = beat & s_last_i & is_param_q;");
        yield return Case("a packet of X without its last rows", "mixpe-w4a8", "x_buffer.stream_1x1", "x_buffer",
            "row_end & (last_row | any_row_i)", "row_end");
        yield return Case("a packet of W without its last rows", "mixpe-w4a8", "w_buffer.stream_1x1", "w_buffer",
            "row_end & (last_row | any_row_i)", "row_end & (last_row | any_row_i | ~last_pass)");
        yield return Case("a packet of rows", "w4a16-sym", "x_buffer.stream_1x1", "x_buffer",
            "row_end & (last_row | any_row_i)", "row_end & last_row");
        yield return Case("packets that change while a job runs", "mixpe-w4a8", "tile_regs.bus", "tile_regs",
            "end else if (write_{{name}} & {{allowed}}) begin", "end else if (write_{{name}}) begin");
        yield return Case("parameters of the page that loads", "mixpe-w4a8", "w_buffer.stream_1x1", "w_buffer",
            ".raddr_i({page_i, param_line_i})", ".raddr_i({page_q, param_line_i})");
        yield return Case("another column", "mixpe-w4a8", "w_buffer.stream_2x1", "w_buffer",
            "column_q <= page_end ? '0 : column_q + ColumnWidth'(1);", "column_q <= column_q + ColumnWidth'(1);");
        yield return Case("subnormal numbers", "marlin-bf16", "scaled_to_fp32", "scaled_to_fp32",
            ".exp_i(9'(TopExp) + 9'(shift_i))", ".exp_i(9'(TopExp) + 9'(shift_i) + 9'd1)");
        yield return Case("words of the next group", "mixpe-w4a16-sliced shared_columns=2", "tile_control.order_2x3", "ws_control",
            "assign load = feed & ~loaded_q;", "assign load = feed;");
        yield return Case("rounding without lower slices", "mixpe-w4a16-slices shared_columns=2", "slice_align", "slice_align",
            "half & (sticky | lowest)", "half & sticky");
        yield return Case("places below the unit", "mixpe-w4a16-slices shared_columns=2", "slice_align", "slice_align",
            " | { {{slice_bits}}'d0, below})", ")");
        yield return Case("a wide group", "comet-w4ax shared_columns=2", "tile_control.order_2x3", "ws_control", "wide_i <= 32'(group_q)", "wide_i < 32'(group_q)");
        yield return Case("a sign", "mixpe-w4a8-slices shared_columns=2", "slice_integer", "slice_integer", "{~x[{{aligned_msb}}]", "{x[{{aligned_msb}}]");
        yield return Case("a first slice", "mixpe-w4a16-slices shared_columns=2", "slice_merge", "slice_merge", " + Width'(first_i)", "");
        yield return Case("slices of the tile", "mixpe-w4a16-slices shared_columns=2", "tile_control.order_2x3", "ws_control",
            "slices_i - {{slices_width}}'d1)", "{{slices_width}}'d{{last_slice}})");
    }

    private static IEnumerable<TestCaseData> BrokenStationary()
    {
        yield return Stationary("weights a cycle late", "pe", "ws_pe", "if (load_i) begin", "if (load_q) begin");
        yield return Stationary("one lane", "pe.one_lane", "ws_pe", ".state_i(dot_i)", ".state_i(dot_q)");
        yield return Stationary("a sum of its own", "act_sum", "ws_act_sum", ".state_i(sum_i)", ".state_i(sum_q)");
        yield return Stationary("a result by reset", "array.paths", "group_dequant",
            "assign y_valid_o = y_valid_q;", "assign y_valid_o = y_valid_q & rst_ni;");
        yield return Stationary("rows in a reset", "array.control_1x1", "ws_array",
            "      valid_q <= '0;", "      valid_q <= valid_q;");
        yield return Stationary("an accumulator that starts late", "array.control_1x1", "ws_array",
            "k_first_q <= end_i;", "k_first_q <= end_q[0];");
        yield return Stationary("a row's scale", "array.control_1x1", "ws_array", ".Depth(Rows + {{foot_plus}})\n  ) u_x_scale", ".Depth(Rows)\n  ) u_x_scale");
        yield return Stationary("weights of the row above", "array.control_2x2", "ws_array",
            ".load_i(load_bus[r*(Columns+1)+c])", ".load_i(load_bus[c])");
        yield return Stationary("weights that take their places late", "array.control_2x2", "ws_array",
            "load_edge_q, valid_i & row_first", "load_edge_q, valid_i & row_last");
        yield return Stationary("a scale that the next group's replaces", "array.control_2x2", "ws_array",
            "arrives = group_q[Rows+Place{{plus_late}}]", "arrives = valid_q[Rows+Place]");
        yield return Stationary("a packet of X without its last rows", "x_buffer.stream_1x1", "x_buffer",
            "row_end & (last_row | any_row_i)", "row_end");
        yield return Stationary("ready by valid", "tile.paths", "x_buffer",
            "drop_i | (active_q & ~full_q[slot_q])", "drop_i | (s_valid_i & active_q & ~full_q[slot_q])");
        yield return Stationary("the slots of a pass", "tile_control.order_2x3", "block_walk",
            "slot_q <= base_q;", "slot_q <= slot_q;");
        yield return Stationary("a group without weights", "tile_control.order_1x1", "ws_control",
            "assign has_w = w_full_i[page_q];", "assign has_w = 1'b1;");
        yield return Stationary("a pause between groups", "tile_control.order_1x1", "ws_control",
            "assign has_y = ~k_end | y_free_i;", "assign has_y = y_free_i;");
        yield return Stationary("no room for results", "tile_control.order_1x1", "ws_control",
            "assign has_y = ~k_end | y_free_i;", "assign has_y = 1'b1;");
        yield return Stationary("the next group's words", "tile_control.order_3x2", "ws_control",
            "WLineWidth'(w_line_end)", "WLineWidth'(feed_end)");
        yield return Stationary("weights behind K", "tile_control.order_3x2", "ws_control",
            "live_q <= k_left_q > offset_q;", "live_q <= k_left_q >= offset_q;");
        yield return Stationary("another group's parameters", "tile_control.order_1x1", "ws_control",
            "ParamLineWidth'(param_line_end)", "ParamLineWidth'(block_end)");
        yield return Stationary("a slot freed with columns left", "tile_control.order_1x1", "ws_control",
            "x_release_o = block_end & n_end", "x_release_o = block_end");
        yield return Stationary("what was there behind K", "x_buffer.stream_2x1", "x_buffer",
            "(is_bank | is_behind)", "is_bank");
        yield return Stationary("a group's memory", "x_buffer.stream_2x1", "x_buffer",
            "bank_q <= bank_end ? '0 : bank_q + BankWidth'(1);", "bank_q <= bank_q + BankWidth'(bank_end);");
        yield return Stationary("another row's scale", "x_buffer.stream_2x1", "x_buffer",
            ".raddr_i({slot_i, row_i}),", ".raddr_i({slot_i, row_q}),");
        yield return Stationary("a full slot overwritten", "x_buffer.stream_1x1", "x_buffer",
            "s_valid_i & active_q & ~full_q[slot_q] & ~drop_i", "s_valid_i & active_q & ~drop_i");
    }

    [TestCaseSource(nameof(Broken))]
    [TestCaseSource(nameof(BrokenTiles))]
    [TestCaseSource(nameof(BrokenStationary))]
    public void A_broken_template_is_refuted_with_a_trace(
        string design, string proof, string template, string text, string broken)
    {
        using ScratchFolder scratch = new();
        TemplateLibrary templates = Mutation.Apply(template, text, broken);
        ProofReport report = ProofBench.Refute(design, proof, templates, scratch);
        Assert.Multiple(() =>
        {
            Assert.That(report.Outcome.Result, Is.EqualTo(ProofResult.Refuted), $"{report}");
            Assert.That(report.Outcome.Counterexample, Is.Not.Empty);
            Assert.That(report.Trace, Does.Exist);
        });
    }

    [Test]
    public void A_path_with_another_number_of_registers_is_refuted()
    {
        using ScratchFolder scratch = new();
        TemplateLibrary templates = Mutation.Apply(
            "registers", "{{signal}} <= {{value}};", "{{signal}} <= {{value}} ^ {{signal}};");
        ProofReport report = ProofBench.Refute("mixpe-w4a8-fast", "sum.stages", templates, scratch);
        Assert.That(report.Outcome.Result, Is.EqualTo(ProofResult.Refuted), $"{report}");
    }

    [TestCase("mixpe-w4a8")]
    [TestCase("mixpe-w4a16-fp32")]
    public void A_netlist_of_other_cells_is_refuted(string design)
    {
        if (!File.Exists(ProofPlan.Osu018))
        {
            Assert.Ignore("no Liberty file");
        }

        RtlBundle bundle = BundleGenerator.Create().Generate(DesignLoader.Load(design, ["lanes=1"]));
        using ProofRoom room = new(bundle, TimeSpan.FromSeconds(120));

        // The netlist's NOR gates compute OR.
        room.Write("broken.lib", File.ReadAllText(ProofPlan.Osu018)
            .Replace("\"(!(A+B))\"", "\"(A+B)\"", StringComparison.Ordinal));
        ProofOutcome outcome = MappedProofs.Pe(room, bundle, ProofPlan.Osu018, room.Of("broken.lib"));
        Assert.That(outcome.Result, Is.EqualTo(ProofResult.Refuted), $"{outcome}");
        Assert.That(outcome.Counterexample, Is.Not.Empty);
        Assert.That(room.Trace, Does.Exist);
    }

    [TestCase("never", false, ProofResult.Proved)]
    [TestCase("never", true, ProofResult.Proved)]
    [TestCase("other", false, ProofResult.Refuted)]
    [TestCase("other", true, ProofResult.Refuted)]
    public void Only_the_claimed_output_is_decided(string output, bool isHard, ProofResult expected)
    {
        using ProofRoom room = new(
            BundleGenerator.Create().Generate(DesignLoader.Load("mixpe-w4a8", [])), TimeSpan.FromSeconds(60));
        room.Write("two.v", """
            module two (input a, input b, input c, output other, output never);
              assign other = a & b & ~c;
              assign never = ((a ^ b) ^ c) ^ (a ^ (b ^ c));
            endmodule

            """);
        ProofOutcome outcome = SatProof.Never(
            room, ["read_verilog two.v", "hierarchy -top two"], "two", output, isHard);
        Assert.That(outcome.Result, Is.EqualTo(expected), $"{outcome}");
        Assert.That(outcome.Counterexample, expected == ProofResult.Refuted ? Is.Not.Empty : Is.Empty);
    }

    [Test]
    public void Nothing_is_proved_without_what_it_rests_on()
    {
        using ScratchFolder scratch = new();
        ProofReport report = ProofBench.Refute("mixpe-w4a8", "pe.marks", new RtlBench().Templates, scratch);
        Assert.That(report.Outcome.Result, Is.EqualTo(ProofResult.Skipped));
        Assert.That(report.Outcome.Note, Does.Contain("rests on netlist"));
    }

    [Test]
    public void Algebra_proves_nothing_without_its_lemma()
    {
        TemplateLibrary broken = Mutation.Apply("csa", "(a_i & b_i) | (c_i & (a_i ^ b_i))", "a_i & b_i");
        var reports = ProofBench.Run("mixpe-w4a8", "mac.sum", broken);
        Assert.That(reports["csa"].Outcome.Result, Is.EqualTo(ProofResult.Refuted));
        Assert.That(reports["mac.sum"].Outcome.Result, Is.EqualTo(ProofResult.Skipped));
    }

    [TestCase("= x_i[{{x_high}}:{{x_low}}] & {", "= x_i[{{x_high}}:{{x_low}}] >> {", "$shr")]
    public void Algebra_proves_nothing_about_a_cell_that_it_does_not_know(string text, string broken, string cell)
    {
        ProofReport report = ProofBench.Run("mixpe-w4a8", "mac.sum", Mutation.Apply("mac_int", text, broken))["mac.sum"];
        Assert.That(report.Outcome.Result, Is.EqualTo(ProofResult.Skipped));
        Assert.That(report.Outcome.Note, Does.Contain(cell));
    }

    // Minutes: for the night.
    private static TestCaseData Slow(
        string name, string design, string proof, string template, string text, string broken) =>
        Case(name, design, proof, template, text, broken).SetCategory("Nightly");

    private static TestCaseData Stationary(string name, string proof, string template, string text, string broken) =>
        Case($"weight-stationary, {name}", WeightStationary, proof, template, text, broken);

    private static TestCaseData Case(
        string name, string design, string proof, string template, string text, string broken) =>
        new TestCaseData(design, proof, template, text, broken).SetName($"Refuted_when_broken({proof}: {name})");
}
