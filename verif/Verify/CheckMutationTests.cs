using MixPe.Flow.Verify;
using MixPe.Generator.Designs;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>Breaks one template for each check: the check must fail within its quick level.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CheckMutationTests
{
    private const string W4A8 = "weights=uint4 activations=int8 rows=3 group=4";
    private const string Stationary = "weights=uint4 activations=int8 rows=4 dataflow=weight-stationary";
    private const string Shared = Stationary + " columns=4 shared_columns=2 architecture=pair-sums";
    private const string Sliced = "weights=uint4 activations=fp16 accumulator=sliced rows=4 dataflow=weight-stationary";
    private const string RunTime = Sliced + " run_time_slices=true";
    private const string Integers = "weights=uint4 activations=int8 accumulator=sliced rows=4 dataflow=weight-stationary";
    private const string RunTimeIntegers = Integers + " run_time_slices=true";
    private const string WideGroups =
        "weights=int4 activations=int8 accumulator=sliced rows=4 dataflow=weight-stationary activation_group_scale=fp16 run_time_slices=true wide_groups=true";
    private const string AlignedBf16 = "weights=uint4 activations=bf16 accumulator=sliced slices=1 slice_bits=16 rows=4 dataflow=weight-stationary";
    private const string Mx = "weights=fp4_e2m1 activations=int8 scale=e8m0 group=32 rows=4";
    private const string Pairs = "weights=int4 activations=int8 activation_group_scale=fp16 group=16 rows=4";
    private const string MxPairs = Mx + " activation_group_scale=e8m0";
    private const string Nvfp4 = "weights=fp4_e2m1 activations=fp4_e2m1 scale=fp8_e4m3 activation_group_scale=fp8_e4m3 group=16 rows=4";
    private const string TwoLevels = W4A8 + " scale=uint8";
    private const string Super = "weights=uint4 activations=int8 rows=3 group=4 super_group=12 scale=uint8 activation_group_scale=fp16";
    private const string Addend = W4A8 + " addend=stream out=fp16 columns=3 y_words=2";
    private const string Scaled = Nvfp4 + " tensor_scale=fp32 columns=3 y_words=2";
    private const string W4A16 = "weights=int4 activations=fp16";
    private const string Fp32 = W4A16 + " zero_point=integer accumulator=fp32";
    private const string Bf16 = "weights=uint4 activations=bf16 accumulator=fp32";
    private const string E5m2ByBf16 = "weights=fp8_e5m2 activations=bf16 accumulator=fp32";
    private const string Fp16 = W4A16 + " zero_point=integer accumulator=fp16";
    private const string Olive = "weights=olive4 activations=int8 rows=2";
    private const string Olaccel = "weights=olaccel4 activations=int8 rows=2 lanes=4 group=8 w_words=4";
    private const string Tie = "guard & ((lost != 12'd0) | moved[0])";

    // Check, design, template, text, what it becomes.
    private static readonly string[][] Table =
    [
        ["csa/all", W4A8, "csa", "(a_i & b_i) | (c_i & (a_i ^ b_i))", "(a_i & b_i) | (c_i & a_i)"],
        ["delay/words", W4A8, "delay", "line_q[(Depth-1)*Width+:Width]", "line_q[0+:Width]"],
        ["normalize/words", W4A8, "normalize", "data_o << (1 << k)", "data_o << k"],
        ["minifloat_product/all", "weights=fp4_e2m1 activations=int8", "minifloat_product", "^ { {{term_width}}{neg_o}}", ""],
        ["mac/beats", W4A8, "mac_int", "{w_i[{{w_bit}}]}", "{1'b1}"],
        ["lut_table/sums", "weights=int4 activations=int8 architecture=lut lanes=4 group=8", "lut_table", "{{a}} + {{b}}", "{{a}} | {{b}}"],
        ["mac/beats", "weights=int4 activations=int8 architecture=lut lanes=4 group=8", "mac_lut", "4'd{{set}}", "4'd1"],
        ["pe/products", "weights=uint4 activations=int8 architecture=lut lanes=4 group=8", "mac_lut", "{ {{bits}} }", "~{ {{bits}} }"],
        ["array/tiles", Stationary + " columns=4 shared_columns=2 architecture=lut lanes=8 group=32", "ws_array", "both[i*{{table_width}}+:{{table_width}}]", "both[({{tables_count}}-1-i)*{{table_width}}+:{{table_width}}]"],
        ["brick/all", "weights=int4 activations=int8 architecture=bricks", "brick", "carry & (xw11 ^ x_signed_i)", "carry & xw11"],
        ["mac/beats", "weights=int4 activations=int8 architecture=bricks", "mac_bricks", ".w_signed_i({{w_signed}})", ".w_signed_i(1'b0)"],
        ["pe/products", "weights=uint4 activations=int8 architecture=bricks", "mac_bricks", ".x_i({{x}})", ".x_i(x_i[1:0])"],
        ["sum/beats", W4A8, "sum_int", "= x_i[", "= ~x_i["],
        ["zero_correct/groups", W4A8, "zero_correct", "{zero_i[{{bit}}]}", "{zero_i[0]}"],
        ["scale_product/values", W4A8 + " fused=true", "scale_product", "{sig_i[{{bit}}]}", "{sig_i[0]}"],
        ["scale_accumulate/values", TwoLevels, "scale_accumulate", "{scale_i[{{bit}}]}", "{scale_i[0]}"],
        ["minimum_accumulate/values", Super, "scale_accumulate", "{scale_i[{{bit}}]}", "{scale_i[0]}"],
        ["minimum_product/values", Super, "scale_product", "{sig_i[{{bit}}]}", "{sig_i[0]}"],
        ["super_difference/values", Super, "super_difference", " + {{wide_width}}'(takes)", ""],
        ["super_difference/values", Super, "super_difference", "minima_i} << unit_shift_i", "minima_i} << scale_shift_i"],
        ["group_dequant/tiles", Super, "super_dequant", "position == {{position_width}}'d{{last_position}}", "1'b0"],
        ["group_dequant/tiles", Super, "super_dequant", "scaled_inf & minima_inf & (scaled_low ^ minima_low)", "scaled_inf & minima_inf"],
        ["group_dequant/odd_rows", Super, "super_dequant", "if (whole_q[{{late_msb}}]) begin", "if (valid_q[{{acc_stage_msb}}]) begin"],
        ["array/tiles", Super, "super_dequant", "{32{~lead_q[{{late_msb}}]} }", "{32{1'b1}}"],
        ["tile/jobs", Super, "w_buffer", "{{param_width}}+{{minimum_bit}}+:", "{{param_width}}+{{level_bit}}+:"],
        ["tile/jobs", Super, "w_buffer", "s_data_i[i*{{param_width}}+16+:16], ", "s_data_i[i*{{param_width}}+:16], "],
        ["tile/jobs", TwoLevels, "w_buffer", "{{/if}}\n        s_data_i[i*{{param_width}}+{{level_bit}}+:", "{{/if}}\n        s_data_i[i*{{param_width}}+:"],
        ["fp16_decode/all", W4A8, "float_decode", "{is_normal, x_i[", "{1'b1, x_i["],
        ["fp8_decode/all", "weights=int4 activations=fp8_e4m3", "float_decode", "&x_i[{{exp_high}}:0]", "&x_i[{{exp_high}}:1]"],
        ["fp4_decode/all", Nvfp4, "float_decode", "{{else}}1'b0{{/if}};", "{{else}}&x_i[{{exp_high}}:0]{{/if}};"],
        ["fp6_decode/all", "weights=int4 activations=fp6_e2m3", "float_decode", "exp - {{exp_width}}'(is_normal)", "exp"],
        ["pe/products", Nvfp4, "mac_fixed", "<< {{shift}}", "<< 1"],
        ["float_product/all", W4A16, "float_product", "x_nan | (x_inf & is_zero)", "x_nan"],
        ["minifloat_product/all", "weights=flint4 activations=int8", "minifloat_parts", "w_i[0] & ~is_far", "w_i[0]"],
        ["minifloat_product/all", Olive, "minifloat_parts", "{1'b1, w_i[0], 1'b0}", "{1'b1, 2'b0}"],
        ["float_product/all", "weights=olive4 activations=fp8_e4m3", "minifloat_parts", "+ {{w_sig_width}}'(w_i[{{w_msb}}])", ""],
        ["mac/beats", Olive, "pair_element", "== {{../victim}}", "== 4'h0"],
        ["pe/products", Olive, "pair_element", "w_i[{{other_high}}:{{other_low}}]", "w_i[{{w_high}}:{{w_low}}]"],
        ["mac/beats", Olaccel, "mac_int", "{{../index_width}}'d{{lane}}", "{{../index_width}}'d0"],
        ["pe/products", Olaccel, "mac_int", "far_x & {", "~far_x & {"],
        ["tile/jobs", Olaccel, "w_buffer", "s_data_i[i*{{w_element_bits}}+:{{w_element_bits}}] &", "s_data_i[i*{{w_element_bits}}+:{{w_element_bits}}] & { {{w_element_bits}}{i % {{word_codes}} != {{lanes}} }} &"],
        ["tile/keep", Olaccel, "w_buffer", "(needed & ~s_keep_i) != '0", "(needed[0] & ~s_keep_i[0])"],
        ["tile/jobs", Olive + " max_k=40", "w_buffer", " & { {{w_element_bits}}{valid[i]}}", ""],
        ["float_product/all", E5m2ByBf16, "float_product", " + {{product_shift_width}}'(w_shift)", ""],
        ["scaled_to_fp32/values", E5m2ByBf16, "scaled_to_fp32", ".mag_i(26'(mag_i))", ".mag_i({mag_i, {(26 - MagWidth){1'b0}} })"],
        ["fp16_mul/values", "weights=fp16 activations=fp16 accumulator=fp32", "fp16_mul", "(x_neg ^ w_neg)", "x_neg"],
        ["fp16_product/values", "weights=fp16 activations=fp16 accumulator=fp32-dot", "fp16_product", "x_neg ^ w_neg", "x_neg"],
        ["mac/beats", "weights=int4 activations=fp16 accumulator=fp32-dot", "mac_dot", "& {8{|any_some}}", ""],
        ["fp_round/magnitudes", W4A8, "fp_round", "guard & (sticky | frac[0])", "guard & sticky"],
        ["fp_add/binary32", W4A8, "fp_add", " | SumWidth'(lost != '0)", ""],
        ["fp_add/binary16", Fp16, "fp_add", "(mag != '0) | smaller[Width-1]", "1'b1"],
        ["scaled_to_fp32/all", Fp32, "scaled_to_fp32", "+ 8'(shift_i)", "- 8'(shift_i)"],
        ["bf16_decode/all", Bf16, "float_decode", "{is_normal, x_i[", "{1'b1, x_i["],
        ["scaled_to_fp32/values", Bf16, "scaled_to_fp32", ".exp_i(9'(TopExp) + 9'(shift_i))", ".exp_i(9'(TopExp) + 9'(shift_i[6:0]))"],
        ["scaled_to_fp32/specials", Fp32, "scaled_to_fp32", "{nan_i, 22'd0}", "{1'b0, 22'd0}"],
        ["fixed_to_fp32/all", W4A8, "fixed_to_fp32", "+ {{t_width}}'(neg)", "+ {{t_width}}'(1'b0)"],
        ["fixed_to_fp32/values", W4A8, "fixed_to_fp32", "neg_inf_i & ~nan_i", "neg_inf_i"],
        ["fp32_scale/values", W4A8, "fp32_scale", "- 9'd{{offset}}", "- 9'd{{offset}} + 9'd1"],
        ["fp32_scale/values", Mx, "fp32_scale", "{{mag_width}}'(lost != '0)", "{{mag_width}}'(1'b0)"],
        ["fp32_row_scale/values", Mx, "fp32_scale", "11'(a_subnormal)", "11'd0"],
        ["fp32_scale/pairs", Pairs, "fp32_scale", "9'(a_exp) + 9'(s_shift)", "9'(a_exp) + 9'(s_shift[4:0])"],
        ["scale_pair/values", Pairs, "scale_pair", "& x_zero)", "& w_zero)"],
        ["scale_pair/all", MxPairs, "scale_pair", "{{exp_width}}'(w_shift) +", "{{exp_width}}'(w_shift) -"],
        ["x_scale_decode/all", MxPairs + " activation_group_scale=fp8_e4m3", "float_decode", "&x_i[{{exp_high}}:0]", "1'b0"],
        ["group_dequant/tiles", Pairs, "group_dequant", "_q <= t_neg_inf_d;\n    scale_q <= {{factor_in}};", "_q <= t_neg_inf_d;\n    scale_q <= {scale_i, scale_i};"],
        ["array/tiles", Pairs, "array", "assign load = take_last{{#if has_row_scale}}", "assign load = take_last & end_i{{#if has_row_scale}}"],
        ["tile/jobs", Pairs, "x_buffer", "scales[scale_word_q*{{x_scale_width}}+:{{x_scale_width}}];\n{{else if has_row_scale}}\n    {{name}}_ram", "scales[0+:{{x_scale_width}}];\n{{else if has_row_scale}}\n    {{name}}_ram"],
        ["tile/keep", Pairs, "x_buffer", "assign scale_needed = scale_valid[b*8/{{x_scale_width}}];", "assign scale_needed = 1'b0;"],
        ["scale_decode/all", Mx, "float_decode", "assign nan_o = &x_i;", "assign nan_o = 1'b0;"],
        ["tile/jobs", Mx, "w_buffer", "param_word_q*{{scale_width}}+:{{scale_width}}", "0+:{{scale_width}}"],
        ["fp32_narrow/values", W4A8 + " out=fp16", "fp32_narrow", "9'sd112", "9'sd111"],
        ["fp_mul_zero/all", Fp16, "fp_mul_zero", "(zero_i == {{w_width}}'d0)", "1'b0"],
        ["fp_mul_zero/values", Fp32, "fp_mul_zero", "neg & ~is_nan", "neg"],
        ["fused_accumulate/values", W4A8 + " fused=true", "fused_accumulate",
            "{neg_i}}) + {{wide_width}}'(neg_i)", "{neg_i}})"],
        ["fp16_mul_pow2/all", W4A16, "fp16_mul_pow2", Tie, "guard & (lost != 12'd0)"],
        ["fp16_mul_pow2_wide/all", W4A16, "fp16_mul_pow2_wide", "+ 7'sd16", "+ 7'sd15"],
        ["pe/products", W4A8, "pe", "acc_q & { {{state_width}}{~{{first}} }}", "acc_q"],
        ["pe/groups", W4A8, "pe", "else if (shift_i) begin", "else begin"],
        ["pe/reset", W4A8, "pe", "first_q <= 1'b0;", "first_q <= 1'b1;"],
        ["act_sum/singles", W4A8, "act_sum", "acc_q & { {{sum_state_width}}{~first_i}}", "acc_q"],
        ["act_sum/groups", W4A8, "act_sum", "else if (shift_i) begin", "else begin"],
        ["group_dequant/tiles", W4A8, "group_dequant", "{{first_before}} ? '0 : acc_q[index_d]", "acc_q[index_d]"],
        ["group_dequant/reset", W4A8, "group_dequant", "index_q <= '0;", "index_q <= index_q;"],
        ["array/tiles", W4A8, "array", "wait_q <= WaitWidth'(Band - 1);", "wait_q <= WaitWidth'(0);"],
        ["group_dequant/odd_rows", W4A8, "group_dequant", "IndexWidth'(Rows - 1)", "IndexWidth'({{rows}} - 1)"],
        ["array/shape_5x1", W4A8, "array", "WaitWidth'(Band - 1)", "WaitWidth'({{rows}} - 1)"],
        ["array/shape_7x3", W4A8, "array", "(c+1)*Rows+(u+1)*Band-1", "(c+1)*Rows+{{rows}}-1"],
        ["array/shape_6x2x3", W4A8, "array", "group_q[(u-1)*{{edge_width}}+:{{edge_width}}]", "edge_q"],
        ["array/reset", W4A8, "array", "start_q <= 1'b1;", "start_q <= 1'b0;"],
        ["pe/products", Stationary, "ws_pe", "if (load_i) begin", "if (load_q) begin"],
        ["pe/groups", Stationary, "ws_pe", ".state_i(dot_i)", ".state_i(dot_q)"],
        ["act_sum/groups", Stationary, "ws_act_sum", ".state_i(sum_i)", ".state_i(sum_q)"],
        ["array/tiles", Stationary, "ws_array", "load_edge_q, valid_i & row_first", "load_edge_q, valid_i & row_last"],
        ["array/stationary_3x1", Stationary, "ws_array", "row_q == CountWidth'(Rows - 1)", "row_q == CountWidth'({{rows}} - 1)"],
        ["array/stationary_1x2", Stationary, "ws_array", "group_q[Rows+Place{{plus_late}}]", "group_q[1]"],
        ["array/reset", Stationary, "ws_array", "k_first_q <= 1'b1;", "k_first_q <= 1'b0;"],
        ["tile/jobs", Stationary, "ws_control", "WLineWidth'(w_line_end)", "WLineWidth'(feed_end)"],
        ["tile/jobs", Stationary, "ws_control", "live_q <= k_left_q > offset_q;", "live_q <= 1'b1;"],
        ["tile/jobs", Stationary, "w_buffer", "if (param_re_i) begin\n      param_word_q <= param_word_i;\n    end", "param_word_q <= param_word_i;"],
        ["tile/jobs", Stationary + " x_words=2", "x_buffer", "(is_bank | is_behind)", "is_bank"],
        ["mac/beats", Shared, "mac_pairs", "both_i[{{both_msb}}:{{both_lsb}}]", "{{width}}'(both_i[{{both_lsb}}])"],
        ["pe/products", Shared, "ws_pe", "    .x_i,\n", "    .x_i(~x_i),\n"],
        ["array/tiles", Shared, "ws_array", "= low + high;", "= low - high;"],
        ["array/stationary_1x2", Shared, "ws_array", "Rows + Places + {{foot_plus}}", "Rows + {{foot_plus}}"],
        ["tile/jobs", Shared, "ws_array", "localparam int Place = {{place}};", "localparam int Place = 0;"],
        ["slice_align/all", Sliced, "slice_align", "(sticky{{steps_count}} | right[1])", "right[1]"],
        ["slice_align/all", AlignedBf16, "slice_align", "{~far}", "{1'b1}"],
        ["slice_align/all", RunTime, "slice_align", " | { {{slice_bits}}'d0, below})", ")"],
        ["slice_align/slices", RunTime, "slice_align", "sticky{{steps_count}} | ((right[{{lower_msb}}:0] & below) != '0)", "sticky{{steps_count}}"],
        ["array/tiles", RunTime, "ws_array", "{{unit_exp_width}}'(exp_row[{{x_exp_msb}}:0]) + {{unit_plus}}", "{{unit_exp_width}}'(exp_row[{{x_exp_msb}}:0])"],
        ["array/tiles", RunTime, "ws_array", "(end_q[Rows+{{depth}}] & {{is_here}})", "(end_q[Rows+{{slices}}] & {{is_here}})"],
        ["array/reset", RunTime, "ws_array", "      foot_valid_q <= '0;", "      foot_valid_q <= foot_valid;"],
        ["tile/jobs", RunTime, "ws_control", "slices_i - {{slices_width}}'d1)", "{{slices_width}}'d{{last_slice}})"],
        ["tile/jobs", RunTime + " addend=stream", "tile", "slices > 32'd{{most_slices}}", "slices >= 32'd{{most_slices}}"],
        ["tile/faults", RunTime, "tile", "(slices == 32'd0) | ", ""],
        ["tile/sizes", RunTime, "tile", "slices > 32'd{{most_slices}}", "slices[15:0] > 16'd{{most_slices}}"],
        ["tile_regs/accesses", RunTime, "tile_regs", "{{name}}_q <= {{reset}};", "{{name}}_q <= '0;"],
        ["slice_integer/all", Integers, "slice_integer", "{~x_i[{{aligned_msb}}]", "{x_i[{{aligned_msb}}]"],
        ["slice_integer/all", RunTimeIntegers, "slice_integer", "(x_i << {{cut}})", "x_i"],
        ["array/tiles", Integers, "ws_array", ".offset_i({{sum_width}}'(Elements))", ".offset_i('0)"],
        ["array/tiles", RunTimeIntegers, "ws_array", ".skip_i(skip)", ".skip_i('0)"],
        ["array/tiles", WideGroups, "ws_array", "(x_scale_{{slices}} & { {{../x_scale_width}}{({{is_before}})} })", "(x_scale_{{slices}} & { {{../x_scale_width}}{({{is_here}})} })"],
        ["array/tiles", WideGroups, "ws_array", "valid_i & {{is_entering}} };", "valid_i};"],
        ["tile/jobs", WideGroups, "ws_control", "wide_i <= 32'(group_q)", "wide_i < 32'(group_q)"],
        ["tile/jobs", WideGroups, "tile", ".slices_i({{#if has_wide_groups}}row_slices{{else}}", ".slices_i({{#if has_wide_groups}}slices[{{slices_msb}}:0]{{else}}"],
        ["tile/jobs", RunTimeIntegers, "ws_control", "slices_i - {{slices_width}}'d1)", "{{slices_width}}'d{{last_slice}})"],
        ["slice_merge/values", Sliced, "slice_merge", " + Width'(first_i)", ""],
        ["weight_sum/words", Sliced, "weight_sum", "= w_i[", "= ~w_i["],
        ["largest_exponent/numbers", Sliced, "largest_exponent", "largest0 | none", "largest0"],
        ["array/tiles", Sliced, "ws_array", "turn = valid_q[Rows+{{foot_plus}}+First+:Members]", "turn = valid_q[Rows+{{pipeline}}+First+:Members]"],
        ["array/tiles", Sliced, "ws_array", "(column_q << 1) | (column_q >> (Members - 1))", "column_q"],
        ["tile/jobs", Sliced, "x_buffer", "special_q & ~is_first", "special_q"],
        ["addend/sums", Addend, "addend", "assign lost = y_lost_i | drop_i;", "assign lost = y_lost_i;"],
        ["tile/jobs", Addend, "tile", ".y_last_i(block_last),\n    .y_lost_i(block_lost)", ".y_last_i(1'b1),\n    .y_lost_i(block_lost)"],
        ["tile/faults", Addend, "y_buffer", "(drop_i ? full_q : lost_q) & ~free", "lost_q & ~free"],
        ["tile/faults", Addend, "tile", "c_keep, c_long, c_short,", "c_keep, c_short, c_long,"],
        ["tile/keep", Addend, "addend", "(c_keep_i[i*4+:4] != 4'hF)", "~c_keep_i[i*4]"],
        ["tile/aborts", Addend, "tile", "{{#if has_addend}} & sum_idle{{/if}};", ";"],
        ["tensor_scale/products", Scaled, "tensor_scale", "assign moves = ~m_valid_o | m_ready_i;", "assign moves = m_ready_i;"],
        ["tensor_scale/products", Scaled + " addend=stream", "tensor_scale", " | { {{scale_stages}}{drop_i}}", ""],
        ["fp32_mul/values", Scaled, "fp32_scale", "placed | {{mag_width}}'(lost != '0)", "placed | {{mag_width}}'(lost == '1)"],
        ["fp32_decode/values", Scaled, "float_decode", "is_special & (x_i[{{frac_msb}}:0] == {{frac_width}}'d0)", "is_special"],
        ["tile_regs/accesses", Scaled, "tile_regs", "(write_{{name}} & {{allowed}}) begin", "(write_{{name}} & ~busy_i) begin"],
        ["tile/jobs", Scaled, "tile", ".scale_i(tensor_scale)", ".scale_i(tensor_scale ^ 32'd1)"],
        ["tile/jobs", Scaled, "tile", " & scale_idle{{/if}}", "{{/if}}"],
        ["tile/faults", Scaled + " addend=stream", "tile", ".y_lost_i(scaled_lost)", ".y_lost_i(1'b0)"],
        ["tile_regs/accesses", W4A8, "tile_regs", "r_error_q <= ~read_ok;", "r_error_q <= 1'b0;"],
        ["tile/faults", W4A8, "x_buffer", "beat & s_last_i & ~packet_end", "1'b0"],
        ["tile/packets", W4A8, "x_buffer", "row_end & (last_row | any_row_i)", "row_end"],
        ["tile/packets", Stationary, "w_buffer", "row_end & (last_row | any_row_i)", "row_end & (last_row | any_row_i | ~last_pass)"],
        ["tile/jobs", W4A8, "tile", ".any_row_i(packets[{{w_rows_bit}}])", ".any_row_i(packets[{{x_rows_bit}}])"],
        ["tile_regs/accesses", W4A8, "tile_regs", "({{name}}_q & ~wmask{{bits}})", "{{name}}_q"],
        ["tile/faults", W4A8, "tile", ".pending_i(~y_idle)", ".pending_i(1'b0)"],
        ["tile/jobs", W4A8, "tile", ".RowBlocks(RowBlocks),\n    .StepWidth", ".RowBlocks(1),\n    .StepWidth"],
        ["tile/jobs", W4A8, "block_walk", "page_q <= page_q ^ column_end;", "page_q <= page_q;"],
        ["tile/keep", W4A8, "x_buffer", "(needed & ~s_keep_i) != '0", "(needed[0] & ~s_keep_i[0])"],
        ["tile/sizes", W4A8, "tile", "(n[31:{{dim_width}}] != '0)", "(n[30:{{dim_width}}] != '0)"],
        ["tile/faults", W4A8, "x_buffer", "s_valid_i & active_q & ~full_q[slot_q] & ~drop_i", "s_valid_i & active_q & ~full_q[slot_q]"],
        ["tile/aborts", W4A8, "tile", "finished & ~abort", "finished"],
        ["tile/rows", W4A8, "w_buffer", "end else if (param_end) begin\n",
            "end else if (param_end) begin\n        m_left_q <= m_left_q ^ (m_left_q[1] ^ m_left_q[2] ? {{dim_width}}'d6 : '0);\n"],
        ["tile/rows", Stationary + " row_blocks=3", "w_buffer", "end else if (param_end) begin\n",
            "end else if (param_end) begin\n        m_left_q <= m_left_q ^ (m_left_q[1] ^ m_left_q[2] ? {{dim_width}}'d6 : '0);\n"],
        ["tile/restarts", W4A8, "tile_control", "end else if (drop_i) begin\n      valid_q <= 1'b0;\n", ""],
        ["tile/restarts", Stationary, "ws_control", "{{row_feed}} & ~drop_i", "{{row_feed}}"],
        ["tile/shape_4x6x2", W4A8, "y_buffer", "unit_q + UnitWidth'(band_row_q == RowWidth'(Band - 1))", "unit_q"],
        ["tile/reset", W4A8, "y_buffer", "drain_q <= '0;", "drain_q <= drain_q;"],
    ];

    // Further parts of a template of which the day breaks one, each a build of its own.
    private static readonly string[][] NightTable =
    [
        ["group_dequant/tiles", Super, "super_dequant", "scaled_so_far & { {{total_width}}{~is_first} }", "scaled_so_far"],
        ["group_dequant/tiles", Super, "super_dequant", "minima_so_far & { {{minima_width}}{~is_first} }", "minima_so_far"],
        ["group_dequant/tiles", Super, "super_dequant", "(unit_inf & minima_zero)", "1'b0"],
        ["group_dequant/tiles", Super, "super_dequant", "assign is_last = end_q[0] | (", "assign is_last = ("],
        ["group_dequant/reset", Super, "super_dequant", "      index_q <= '0;\n", "      index_q <= index_q;\n"],
        ["array/tiles", Super, "super_dequant", ".Depth({{x_scale_wait}})", ".Depth({{x_scale_wait}} - 1)"],
        ["group_dequant/tiles", TwoLevels, "group_dequant", "{{first_before}} ? '0 : acc_q[index_d]", "acc_q[index_d]"],
        ["array/tiles", TwoLevels, "group_dequant", ".Depth({{channel_scale_wait}})", ".Depth({{channel_scale_wait}} - 1)"],
    ];

    private static IEnumerable<TestCaseData> Mutations() =>
        Table.Select(Data).Concat(NightTable.Select(row => Data(row).SetCategory("Nightly")));

    private static TestCaseData Data(string[] row) => new TestCaseData(row[0], row[1], row[2], row[3], row[4])
        .SetName($"Fails_on_a_broken_template({row[0]}: {row[2]})");

    [TestCaseSource(nameof(Mutations))]
    public void A_broken_template_fails_its_check(
        string check, string design, string template, string text, string broken)
    {
        VerifyBench bench = new(Mutation.Apply(template, text, broken));
        Design dut = RtlDesigns.Of(design.Split(' '));
        UnitCheck of = VerifyBench.Check(check);
        Assert.That(of.Applies(dut), Is.True, "the design has the unit");
        Mismatch? seen = bench.FirstMismatch(dut, of);
        Assert.That(seen, Is.Not.Null, $"{template}: '{text}' became '{broken}' and {check} passes");
        TestContext.Out.WriteLine($"{check}: {seen}");
    }

    [Test]
    public void Every_check_has_a_broken_template() =>
        Assert.That(
            Table.Select(row => row[0]).Distinct(), Is.EquivalentTo(UnitChecks.All.Select(check => check.Name)));
}
