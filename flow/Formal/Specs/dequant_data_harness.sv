// Drives a dequantization unit whose arithmetic units are not looked into: what each of them is given, and when, for every
// sequence of dot products and any function in the units' place. Their outputs are free inputs here.
// Macros: the design's widths as in array_harness.sv; ZERO_POINT, ACTIVATION_SCALE, FLOAT, EXACT, HAS_FLAGS or
// HAS_NAN_FLAG, FP16_ACCUMULATOR and NARROW where the design has them; INTEGER_SCALE where groups have integer scales above
// CHANNEL_WIDTH bits of their channel's, GROUP_SCALES where groups of X have scales of X_SCALE_WIDTH bits, and sums of TOTAL_WIDTH bits (else 32) are integers.
module dequant_data_harness (
  input logic clk_i,
  input logic rst_i,
  input logic valid_i,
  input logic first_i,
  input logic end_i,
  input logic [`STATE_WIDTH-1:0] dot_i,
  input logic [`SUM_WIDTH-1:0] sum_i,
  input logic [`ZERO_WIDTH-1:0] zero_i,
  input logic [`SCALE_WIDTH-1:0] scale_i,
  input logic [`X_SCALE_WIDTH-1:0] x_scale_i,
  input logic [`T_WIDTH-1:0] corrected_i,
  input logic [`STATE_WIDTH-1:0] zero_sum_i,
  input logic [`STATE_WIDTH-1:0] difference_i,
  input logic t_neg_i,
  input logic t_nan_i,
  input logic t_inf_i,
  input logic [10:0] t_sig_i,
  input logic [4:0] t_shift_i,
  input logic [31:0] f_i,
  input logic [31:0] p_i,
  input logic [`TOTAL_WIDTH-1:0] total_i,
  input logic [31:0] y_i,
  input logic [15:0] narrow_i
);

  // A first cycle of reset; from then on it comes and goes.
  logic known_q = 1'b0;
  always_ff @(posedge clk_i) known_q <= 1'b1;
  logic rst_n;
  assign rst_n = known_q & ~rst_i;

  localparam int Stage = `ACC_STAGE;
  logic y_valid;
  logic [`OUT_WIDTH-1:0] y;
  logic [31:0] p_a;
  logic [`TOTAL_WIDTH-1:0] acc_a;
`ifdef INTEGER_SCALE
  logic [`T_WIDTH-1:0] acc_value;
  logic [`SCALE_WIDTH-`CHANNEL_WIDTH-1:0] acc_scale;
  logic [`CHANNEL_WIDTH-1:0] p_scale;
`else
  logic [31:0] acc_b;
`ifdef GROUP_SCALES
  logic [`X_SCALE_WIDTH+`SCALE_WIDTH-1:0] p_scale;
`else
  logic [`SCALE_WIDTH-1:0] p_scale;
`endif
`endif
  logic [`INDEX_WIDTH-1:0] index;
  logic [`ROWS*`TOTAL_WIDTH-1:0] held;
`ifdef EXACT
  logic [`ROUNDED_WIDTH-1:0] f_value;
  logic f_nan, f_inf, f_neg_inf;
`endif
`ifdef ZERO_POINT
`ifdef EXACT
  logic [`ACC_WIDTH-1:0] c_dot;
`else
  logic [`STATE_WIDTH-1:0] d_a, d_b;
`endif
  logic [`SUM_VALUE_WIDTH-1:0] c_sum;
  logic [`ZERO_WIDTH-1:0] c_zero;
`endif
`ifdef FP16_ACCUMULATOR
  logic [15:0] t_x;
  logic f_neg, f_nan, f_inf;
  logic [10:0] f_mag;
  logic [4:0] f_shift;
`endif
`ifdef ACTIVATION_SCALE
  logic [31:0] y_a;
  logic [15:0] y_scale;
`endif
`ifdef NARROW
  logic [31:0] narrow_value;
`endif
  dut u_dut (
    .clk_i(clk_i),
    .rst_ni(rst_n),
    .valid_i(valid_i),
    .first_i(first_i),
    .end_i(end_i),
    .dot_i(dot_i),
`ifdef ZERO_POINT
    .sum_i(sum_i),
    .zero_i(zero_i),
`ifdef EXACT
    .\u_zero_correct.dot_i (c_dot),
    .\u_zero_correct.sum_i (c_sum),
    .\u_zero_correct.zero_i (c_zero),
    .\u_zero_correct.value_o (corrected_i),
`else
    .\u_fp_mul_zero.a_i (c_sum),
    .\u_fp_mul_zero.zero_i (c_zero),
    .\u_fp_mul_zero.product_o (zero_sum_i),
    .\u_correct.a_i (d_a),
    .\u_correct.b_i (d_b),
    .\u_correct.sum_o (difference_i),
`endif
`endif
`ifdef FP16_ACCUMULATOR
    .\u_decode.x_i (t_x),
    .\u_decode.neg_o (t_neg_i),
    .\u_decode.sig_o (t_sig_i),
    .\u_decode.shift_o (t_shift_i),
    .\u_decode.nan_o (t_nan_i),
    .\u_decode.inf_o (t_inf_i),
    .\u_to_fp32.neg_i (f_neg),
    .\u_to_fp32.mag_i (f_mag),
    .\u_to_fp32.shift_i (f_shift),
    .\u_to_fp32.nan_i (f_nan),
    .\u_to_fp32.inf_i (f_inf),
    .\u_to_fp32.value_o (f_i),
`endif
`ifdef INTEGER_SCALE
    .\u_sum_to_fp32.value_i (f_value),
    .\u_sum_to_fp32.nan_i (f_nan),
    .\u_sum_to_fp32.inf_i (f_inf),
    .\u_sum_to_fp32.neg_inf_i (f_neg_inf),
    .\u_sum_to_fp32.value_o (f_i),
    .\u_channel_product.a_i (p_a),
    .\u_channel_product.scale_i (p_scale),
    .\u_channel_product.product_o (p_i),
    .\u_accumulate.acc_i (acc_a),
    .\u_accumulate.value_i (acc_value),
    .\u_accumulate.scale_i (acc_scale),
    .\u_accumulate.acc_o (total_i),
`else
`ifdef EXACT
    .\u_fixed_to_fp32.value_i (f_value),
    .\u_fixed_to_fp32.nan_i (f_nan),
    .\u_fixed_to_fp32.inf_i (f_inf),
    .\u_fixed_to_fp32.neg_inf_i (f_neg_inf),
    .\u_fixed_to_fp32.value_o (f_i),
`endif
    .\u_scale.a_i (p_a),
    .\u_scale.scale_i (p_scale),
    .\u_scale.product_o (p_i),
    .\u_accumulate.a_i (acc_a),
    .\u_accumulate.b_i (acc_b),
    .\u_accumulate.sum_o (total_i),
`endif
`ifdef GROUP_SCALES
    .x_scale_i(x_scale_i),
`endif
`ifdef ACTIVATION_SCALE
    .x_scale_i(x_scale_i),
    .\u_x_scale_product.a_i (y_a),
    .\u_x_scale_product.scale_i (y_scale),
    .\u_x_scale_product.product_o (y_i),
`endif
`ifdef NARROW
    .\u_narrow.value_i (narrow_value),
    .\u_narrow.value_o (narrow_i),
`endif
    .scale_i(scale_i),
    .index_q(index),
    // HELD
    .y_valid_o(y_valid),
    .y_o(y)
  );

  // t: the corrected dot product of this cycle.
`ifdef EXACT
`ifdef ZERO_POINT
  always_comb if (known_q) begin
    assert (c_dot == dot_i[`ACC_WIDTH-1:0]);
    assert (c_sum == sum_i[`SUM_VALUE_WIDTH-1:0]);
    assert (c_zero == zero_i);
  end
  logic [`T_WIDTH-1:0] t;
  logic nan, inf, neg_inf;
  assign t = corrected_i;
`ifdef FLOAT
  assign nan = sum_i[`SUM_WIDTH-1];
`else
  assign nan = 1'b0;
`endif
  assign inf = 1'b0;
  assign neg_inf = 1'b0;
`else
  logic [`T_WIDTH-1:0] t;
  logic nan, inf, neg_inf;
  assign t = dot_i[`T_WIDTH-1:0];
`ifdef HAS_NAN_FLAG
  assign nan = dot_i[`STATE_WIDTH-1];
  assign inf = 1'b0;
  assign neg_inf = 1'b0;
`elsif HAS_FLAGS
  // NaN, +infinity, -infinity, from the top: both infinities are a NaN.
  assign nan = dot_i[`STATE_WIDTH-1] || (dot_i[`STATE_WIDTH-2] && dot_i[`STATE_WIDTH-3]);
  assign inf = dot_i[`STATE_WIDTH-2] || dot_i[`STATE_WIDTH-3];
  assign neg_inf = dot_i[`STATE_WIDTH-3];
`else
  assign nan = 1'b0;
  assign inf = 1'b0;
  assign neg_inf = 1'b0;
`endif
`endif
  logic [`T_WIDTH+2:0] t_q;
  logic one_q = 1'b0;
  always_ff @(posedge clk_i) begin
    t_q <= {nan, inf, neg_inf, t};
    one_q <= 1'b1;
  end
`ifdef INTEGER_SCALE
  always_comb if (one_q) assert (acc_value == t_q[`T_WIDTH-1:0]);
  always_comb assert ({f_nan, f_inf, f_neg_inf} == 3'd0);
`else
  always_comb if (one_q) assert ({f_nan, f_inf, f_neg_inf, f_value} == t_q);
`endif
`else
  logic [`STATE_WIDTH-1:0] t;
`ifdef ZERO_POINT
  always_comb if (known_q) begin
    assert (c_sum == sum_i[`SUM_VALUE_WIDTH-1:0]);
    assert (c_zero == zero_i);
    assert (d_a == dot_i);
    // Minus zero * sum.
    assert (d_b[`STATE_WIDTH-1] != zero_sum_i[`STATE_WIDTH-1]);
    assert (d_b[`STATE_WIDTH-2:0] == zero_sum_i[`STATE_WIDTH-2:0]);
  end
  // A special activation makes the group NaN, whatever its dot product is: all of the exponent and the top fraction bit.
  assign t = sum_i[`SUM_WIDTH-1] ? difference_i | `QUIET_NAN : difference_i;
`else
  assign t = dot_i;
`endif
`ifdef FP16_ACCUMULATOR
  always_comb if (known_q) begin
    assert (t_x == t);
    assert ({f_neg, f_mag, f_shift, f_nan, f_inf} == {t_neg_i, t_sig_i, t_shift_i, t_nan_i, t_inf_i});
  end
`endif
`endif

  // f, one unit on.
  logic [31:0] f, f_q;
`ifdef EXACT
  assign f = f_i;
`elsif FP16_ACCUMULATOR
  assign f = f_i;
`else
  assign f = t;
`endif
  logic [31:0] p_q, y_q;
  always_ff @(posedge clk_i) begin
    f_q <= f;
    p_q <= p_i;
    y_q <= y_i;
  end

  // What entered k + 1 cycles ago is in place k; a reset forgets it.
  logic [7:0] age_q = 8'd0;
  logic [7:0] valid_q, first_q, end_q;
  logic [8*`SCALE_WIDTH-1:0] scale_q;
  logic [8*`X_SCALE_WIDTH-1:0] x_scale_q;
  always_ff @(posedge clk_i) begin
    if (age_q < 8'd8) age_q <= age_q + 8'd1;
    valid_q <= rst_n ? {valid_q, valid_i} : '0;
    first_q <= {first_q, first_i};
    end_q <= {end_q, end_i};
    scale_q <= {scale_q, scale_i};
    x_scale_q <= {x_scale_q, x_scale_i};
  end

  // The scaled dot product, and the rows' accumulators in turns: known once a first group has filled them.
  logic [`INDEX_WIDTH-1:0] row_q;
  logic [`ROWS-1:0] filled_q = '0;
  logic [`TOTAL_WIDTH-1:0] acc_q [`ROWS];
  logic turn, first;
  assign turn = valid_q[Stage-2];
  assign first = first_q[Stage-2];
  always_ff @(posedge clk_i) begin
    if (!rst_n) begin
      row_q <= '0;
      filled_q <= '0;
    end else if (turn) begin
      row_q <= row_q == `ROWS - 1 ? 0 : row_q + 1;
      if (first) filled_q[row_q] <= 1'b1;
    end
    if (turn) acc_q[row_q] <= total_i;
  end
  always_comb begin
    if (age_q >= 8'd`ACC_STAGE) begin
      assert (p_a == f_q);
`ifdef INTEGER_SCALE
      assert (acc_scale == scale_q[`SCALE_WIDTH-1:`CHANNEL_WIDTH]);
`else
      assert (p_scale[`SCALE_WIDTH-1:0] == scale_q[(Stage-3)*`SCALE_WIDTH+:`SCALE_WIDTH]);
`ifdef GROUP_SCALES
      assert (p_scale[`SCALE_WIDTH+:`X_SCALE_WIDTH] == x_scale_q[(Stage-3)*`X_SCALE_WIDTH+:`X_SCALE_WIDTH]);
`endif
      assert (acc_b == p_q);
`endif
    end
    if (known_q) assert (index == row_q);
    if (known_q && turn && (first || filled_q[row_q])) assert (acc_a == (first ? '0 : acc_q[row_q]));
  end
  for (genvar r = 0; r < `ROWS; r++) begin : gen_held
    always_comb if (known_q && filled_q[r]) assert (held[r*`TOTAL_WIDTH+:`TOTAL_WIDTH] == acc_q[r]);
  end

  // The result, and what it is made of: the last whole sum, and the scales that came with it.
  logic [31:0] wide, scaled;
  logic is_scaled;
  logic [`TOTAL_WIDTH-1:0] sum_q;
  logic is_sum_q = 1'b0;
  always_ff @(posedge clk_i) begin
    if (known_q && turn && end_q[Stage-2]) begin
      sum_q <= total_i;
      is_sum_q <= 1'b1;
    end
  end
`ifdef INTEGER_SCALE
  always_comb if (is_sum_q) assert (f_value == sum_q);
  logic [`CHANNEL_WIDTH-1:0] channel_q;
  logic is_channel_q = 1'b0;
  always_ff @(posedge clk_i) begin
    if (age_q >= 8'd`ACC_STAGE && valid_q[Stage-1] && end_q[Stage-1]) begin
      channel_q <= scale_q[(Stage-1)*`SCALE_WIDTH+:`CHANNEL_WIDTH];
      is_channel_q <= 1'b1;
    end
  end
  always_comb if (is_channel_q) assert (p_scale == channel_q);
  assign scaled = p_q;
  assign is_scaled = age_q >= 8'd`ACC_STAGE + 8'd2;
`else
  assign scaled = sum_q;
  assign is_scaled = is_sum_q;
`endif
`ifdef ACTIVATION_SCALE
  // Of the cycle before the product.
  localparam int Before = `LATENCY - 4;
  logic [15:0] factor_q;
  logic is_factor_q = 1'b0;
  always_ff @(posedge clk_i) begin
    if (age_q >= 8'd`LATENCY - 8'd3 && valid_q[Before] && end_q[Before]) begin
      factor_q <= x_scale_q[Before*16+:16];
      is_factor_q <= 1'b1;
    end
  end
  always_comb begin
    if (is_scaled) assert (y_a == scaled);
    if (is_factor_q) assert (y_scale == factor_q);
  end
  assign wide = y_q;
`else
  assign wide = scaled;
`endif
  logic [`OUT_WIDTH-1:0] result, result_q;
  logic result_valid, result_valid_q;
`ifdef NARROW
`ifdef ACTIVATION_SCALE
  always_comb if (age_q >= 8'd`ACC_STAGE + 8'd2) assert (narrow_value == wide);
`else
  always_comb if (is_scaled) assert (narrow_value == wide);
`endif
  assign result = narrow_i;
`else
  assign result = wide;
`endif
  assign result_valid = valid_q[`LATENCY-2] & end_q[`LATENCY-2];
  always_ff @(posedge clk_i) begin
    result_valid_q <= rst_n & result_valid;
    if (!rst_n) result_q <= '0;
    else if (result_valid) result_q <= result;
  end
  always_comb begin
    if (known_q) begin
      assert (y_valid == result_valid_q);
      assert (y == result_q);
    end
  end

endmodule
