// Drives the dequantization unit of groups with minima, whose arithmetic units are not looked into: what each of them is given, and when,
// for every sequence of dot products and any function in the units' place. Their outputs are free inputs here.
// Macros: the design's widths as in dequant_data_harness.sv; TOTAL_WIDTH and MINIMA_WIDTH of the two integers, MINIMUM_WIDTH of a minimum,
// DIFFERENCE_WIDTH, SUPER_GROUPS the groups of a super group, POSITION_WIDTH the width of their number; NARROW where the result is.
module super_dequant_harness (
  input logic clk_i,
  input logic rst_i,
  input logic valid_i,
  input logic first_i,
  input logic end_i,
  input logic [`STATE_WIDTH-1:0] dot_i,
  input logic [`SUM_WIDTH-1:0] sum_i,
  input logic [`ZERO_WIDTH-1:0] zero_i,
  input logic [`SCALE_WIDTH-1:0] scale_i,
  input logic [15:0] x_scale_i,
  input logic [`TOTAL_WIDTH-1:0] scaled_i,
  input logic [`MINIMA_WIDTH-1:0] minima_i,
  input logic [18:0] scale_parts_i,
  input logic [18:0] unit_parts_i,
  input logic [`TOTAL_WIDTH+10:0] scaled_product_i,
  input logic [`MINIMA_WIDTH+10:0] minima_product_i,
  input logic [`DIFFERENCE_WIDTH-1:0] difference_i,
  input logic [31:0] f_i,
  input logic [31:0] p_i,
  input logic [31:0] total_i,
  input logic [15:0] narrow_i
);

  // A first cycle of reset; from then on it comes and goes.
  logic known_q = 1'b0;
  always_ff @(posedge clk_i) known_q <= 1'b1;
  logic rst_n;
  assign rst_n = known_q & ~rst_i;

  // After a reset the first group of K comes: array.handshake and array.control say so of the array.
  logic [`INDEX_WIDTH-1:0] entry_q;
  logic opened_q;
  always_ff @(posedge clk_i) begin
    if (!rst_n) begin
      entry_q <= '0;
      opened_q <= 1'b0;
    end else if (valid_i) begin
      entry_q <= entry_q == `ROWS - 1 ? 0 : entry_q + 1;
      if (entry_q == `ROWS - 1) opened_q <= 1'b1;
    end
  end
  always_comb if (known_q && rst_n && valid_i && !opened_q) assume (first_i);

  localparam int Channel = 16;
  logic y_valid;
  logic [`OUT_WIDTH-1:0] y;
  logic [`TOTAL_WIDTH-1:0] s_acc, sp_value;
  logic [`MINIMA_WIDTH-1:0] m_acc, mp_value;
  logic [`STATE_WIDTH-1:0] s_value;
  logic [`SUM_WIDTH-1:0] m_value;
  logic [`SCALE_WIDTH-Channel-1:0] s_scale;
  logic [`MINIMUM_WIDTH-1:0] m_scale;
  logic [15:0] sd_x, ud_x, p_scale;
  logic [10:0] sp_sig, mp_sig;
  logic [`TOTAL_WIDTH+10:0] d_scaled;
  logic [`MINIMA_WIDTH+10:0] d_minima;
  logic [4:0] d_scale_shift, d_unit_shift;
  logic d_scale_neg, d_unit_neg, f_nan, f_inf, f_neg_inf;
  logic [`DIFFERENCE_WIDTH-1:0] f_value;
  logic [31:0] p_a, acc_a, acc_b;
  logic [`INDEX_WIDTH-1:0] index, late_index;
  logic [`POSITION_WIDTH-1:0] position;
  logic is_lead;
  logic [`ROWS*`TOTAL_WIDTH-1:0] held_scaled;
  logic [`ROWS*`MINIMA_WIDTH-1:0] held_minima;
  logic [`ROWS*32-1:0] held;
`ifdef NARROW
  logic [31:0] narrow_value;
`endif
  // A binary16 number taken apart: NaN, infinite, negative, shift, significand.
  dut u_dut (
    .clk_i(clk_i),
    .rst_ni(rst_n),
    .valid_i(valid_i),
    .first_i(first_i),
    .end_i(end_i),
    .dot_i(dot_i),
    .sum_i(sum_i),
    .zero_i(zero_i),
    .scale_i(scale_i),
    .x_scale_i(x_scale_i),
    .\u_scaled.acc_i (s_acc),
    .\u_scaled.value_i (s_value),
    .\u_scaled.scale_i (s_scale),
    .\u_scaled.acc_o (scaled_i),
    .\u_minima.acc_i (m_acc),
    .\u_minima.value_i (m_value),
    .\u_minima.scale_i (m_scale),
    .\u_minima.acc_o (minima_i),
    .\u_scale_decode.x_i (sd_x),
    .\u_scale_decode.nan_o (scale_parts_i[18]),
    .\u_scale_decode.inf_o (scale_parts_i[17]),
    .\u_scale_decode.neg_o (scale_parts_i[16]),
    .\u_scale_decode.shift_o (scale_parts_i[15:11]),
    .\u_scale_decode.sig_o (scale_parts_i[10:0]),
    .\u_unit_decode.x_i (ud_x),
    .\u_unit_decode.nan_o (unit_parts_i[18]),
    .\u_unit_decode.inf_o (unit_parts_i[17]),
    .\u_unit_decode.neg_o (unit_parts_i[16]),
    .\u_unit_decode.shift_o (unit_parts_i[15:11]),
    .\u_unit_decode.sig_o (unit_parts_i[10:0]),
    .\u_scale_product.value_i (sp_value),
    .\u_scale_product.sig_i (sp_sig),
    .\u_scale_product.product_o (scaled_product_i),
    .\u_minimum_product.value_i (mp_value),
    .\u_minimum_product.sig_i (mp_sig),
    .\u_minimum_product.product_o (minima_product_i),
    .\u_difference.scaled_i (d_scaled),
    .\u_difference.scale_shift_i (d_scale_shift),
    .\u_difference.scale_neg_i (d_scale_neg),
    .\u_difference.minima_i (d_minima),
    .\u_difference.unit_shift_i (d_unit_shift),
    .\u_difference.unit_neg_i (d_unit_neg),
    .\u_difference.value_o (difference_i),
    .\u_fixed_to_fp32.value_i (f_value),
    .\u_fixed_to_fp32.nan_i (f_nan),
    .\u_fixed_to_fp32.inf_i (f_inf),
    .\u_fixed_to_fp32.neg_inf_i (f_neg_inf),
    .\u_fixed_to_fp32.value_o (f_i),
    .\u_scale.a_i (p_a),
    .\u_scale.scale_i (p_scale),
    .\u_scale.product_o (p_i),
    .\u_accumulate.a_i (acc_a),
    .\u_accumulate.b_i (acc_b),
    .\u_accumulate.sum_o (total_i),
`ifdef NARROW
    .\u_narrow.value_i (narrow_value),
    .\u_narrow.value_o (narrow_i),
`endif
    .index_q(index),
    .late_index_q(late_index),
    .position_q(position),
    .is_lead_q(is_lead),
    // HELD
    .y_valid_o(y_valid),
    .y_o(y)
  );

  // What entered k + 1 cycles ago is in place k; a reset forgets it.
  logic [7:0] age_q = 8'd0;
  logic [7:0] valid_q, first_q, end_q;
  logic [`STATE_WIDTH-1:0] dot_q;
  logic [`SUM_WIDTH-1:0] sum_q;
  logic [`SCALE_WIDTH-1:0] scale_q;
  logic [`ZERO_WIDTH-1:0] zero_q;
  logic [4*16-1:0] x_scale_q;
  always_ff @(posedge clk_i) begin
    if (age_q < 8'd9) age_q <= age_q + 8'd1;
    valid_q <= rst_n ? {valid_q, valid_i} : '0;
    first_q <= {first_q, first_i};
    end_q <= {end_q, end_i};
    dot_q <= dot_i;
    sum_q <= sum_i;
    scale_q <= scale_i;
    zero_q <= zero_i;
    x_scale_q <= {x_scale_q, x_scale_i};
  end

  // The rows' integers in turns, from zero with each super group: known once a first group of K has filled them.
  logic [`INDEX_WIDTH-1:0] row_q;
  logic [`ROWS-1:0] filled_q = '0;
  logic is_open_q = 1'b0;
  logic [`POSITION_WIDTH-1:0] group_q, group;
  logic lead_q, lead, whole, begins;
  logic [`TOTAL_WIDTH-1:0] scaled_acc_q [`ROWS];
  logic [`MINIMA_WIDTH-1:0] minima_acc_q [`ROWS];
  assign group = first_q[0] ? 0 : group_q;
  assign begins = group == 0;
  assign whole = end_q[0] || group == `SUPER_GROUPS - 1;
  assign lead = begins ? first_q[0] : lead_q;
  always_ff @(posedge clk_i) begin
    if (!rst_n) begin
      row_q <= '0;
      filled_q <= '0;
      is_open_q <= 1'b0;
    end else if (valid_q[0]) begin
      row_q <= row_q == `ROWS - 1 ? 0 : row_q + 1;
      if (row_q == `ROWS - 1) is_open_q <= 1'b1;
      filled_q[row_q] <= 1'b1;
    end
    if (valid_q[0]) begin
      lead_q <= lead;
      if (row_q == `ROWS - 1) group_q <= whole ? 0 : group + 1;
      scaled_acc_q[row_q] <= scaled_i;
      minima_acc_q[row_q] <= minima_i;
    end
  end
  // What makes this inductive: what enters, and what is at the integers a cycle later.
  logic last_row;
  assign last_row = row_q == `ROWS - 1;
  always_comb begin
    if (known_q) begin
      assert (row_q < `ROWS && entry_q == (valid_q[0] ? (last_row ? 0 : row_q + 1) : row_q));
      assert (opened_q == (is_open_q || (valid_q[0] && last_row)));
      assert (!valid_q[0] || is_open_q || first_q[0]);
      assert (!is_open_q || group_q < `SUPER_GROUPS);
    end
  end
  for (genvar r = 0; r < `ROWS; r++) begin : gen_filled
    always_comb if (known_q) assert (filled_q[r] == (is_open_q || r < row_q));
  end

  logic one_q = 1'b0;
  always_ff @(posedge clk_i) one_q <= 1'b1;
  always_comb begin
    if (one_q) begin
      assert (s_value == dot_q && s_scale == scale_q[Channel+:`SCALE_WIDTH-Channel]);
      assert (m_value == sum_q && m_scale == zero_q[`MINIMUM_WIDTH-1:0]);
    end
    if (known_q) assert (index == row_q);
    if (known_q && is_open_q) assert (position == group_q && is_lead == lead_q);
    if (known_q && valid_q[0] && (begins || filled_q[row_q])) begin
      assert (s_acc == (begins ? '0 : scaled_acc_q[row_q]));
      assert (m_acc == (begins ? '0 : minima_acc_q[row_q]));
    end
  end
  for (genvar r = 0; r < `ROWS; r++) begin : gen_held_integers
    always_comb if (known_q && filled_q[r]) begin
      assert (held_scaled[r*`TOTAL_WIDTH+:`TOTAL_WIDTH] == scaled_acc_q[r]);
      assert (held_minima[r*`MINIMA_WIDTH+:`MINIMA_WIDTH] == minima_acc_q[r]);
    end
  end

  // The last whole super group goes on; bit k of the marks: what entered k + 2 cycles ago.
  logic [4:0] whole_q, lead_late_q;
  logic [`TOTAL_WIDTH-1:0] scaled_q;
  logic [`MINIMA_WIDTH-1:0] minima_q;
  logic [15:0] factor_q, unit_q;
  logic is_sum_q = 1'b0;
  logic is_old_q = 1'b0;
  always_ff @(posedge clk_i) begin
    whole_q <= rst_n ? {whole_q, valid_q[0] & whole} : '0;
    lead_late_q <= {lead_late_q, lead};
    if (known_q && valid_q[0] && whole) begin
      scaled_q <= scaled_i;
      minima_q <= minima_i;
      is_sum_q <= 1'b1;
      factor_q <= scale_q[15:0];
      unit_q <= zero_q[`MINIMUM_WIDTH+:16];
      is_old_q <= one_q;
    end
  end
  always_comb begin
    if (is_sum_q) assert (sp_value == scaled_q && mp_value == minima_q);
    assert (sp_sig == scale_parts_i[10:0] && mp_sig == unit_parts_i[10:0]);
    if (is_sum_q && is_old_q) assert (sd_x == factor_q && ud_x == unit_q);
  end

  // IEEE 754: an infinity times zero, and an infinity less another of its sign, are NaN.
  logic s_zero, m_zero, s_inf, m_inf, s_low, m_low, nan, inf, low;
  assign s_zero = sp_value == 0;
  assign m_zero = mp_value == 0;
  assign s_inf = scale_parts_i[17] && !s_zero;
  assign m_inf = unit_parts_i[17] && !m_zero;
  assign s_low = scale_parts_i[16] != ($signed(sp_value) < 0);
  assign m_low = unit_parts_i[16] == ($signed(mp_value) < 0);
  assign nan = scale_parts_i[18] || unit_parts_i[18] || (scale_parts_i[17] && s_zero) || (unit_parts_i[17] && m_zero)
      || (s_inf && m_inf && s_low != m_low);
  assign inf = s_inf || m_inf;
  assign low = (s_inf && s_low) || (m_inf && m_low);
  logic [5:0] specials_q;
  logic [`TOTAL_WIDTH+10:0] scaled_product_q;
  logic [`MINIMA_WIDTH+10:0] minima_product_q;
  logic [11:0] shifts_q;
  logic [`DIFFERENCE_WIDTH-1:0] difference_q;
  logic [31:0] f_q, p_q, total_q;
  logic [15:0] x_scale_late_q;
  logic is_x_scale_q = 1'b0;
  logic is_total_q = 1'b0;
  always_ff @(posedge clk_i) begin
    if (age_q >= 8'd5 && whole_q[2]) begin
      x_scale_late_q <= x_scale_q[3*16+:16];
      is_x_scale_q <= 1'b1;
    end
    if (known_q && whole_q[4] && end_q[5]) begin
      total_q <= total_i;
      is_total_q <= 1'b1;
    end
    specials_q <= {specials_q, nan, inf, low};
    scaled_product_q <= scaled_product_i;
    minima_product_q <= minima_product_i;
    shifts_q <= {scale_parts_i[16:11], unit_parts_i[16:11]};
    difference_q <= difference_i;
    f_q <= f_i;
    p_q <= p_i;
  end
  always_comb begin
    if (age_q >= 8'd3) begin
      assert (d_scaled == scaled_product_q && d_minima == minima_product_q);
      assert ({d_scale_neg, d_scale_shift, d_unit_neg, d_unit_shift} == shifts_q);
      assert (f_value == difference_q);
      assert ({f_nan, f_inf, f_neg_inf} == specials_q[5:3]);
      assert (p_a == f_q && acc_b == p_q);
    end
    if (is_x_scale_q) assert (p_scale == x_scale_late_q);
  end

  // The rows' accumulators.
  logic [`INDEX_WIDTH-1:0] late_row_q;
  logic [`ROWS-1:0] added_q = '0;
  logic [31:0] acc_q [`ROWS];
  always_ff @(posedge clk_i) begin
    if (!rst_n) begin
      late_row_q <= '0;
      added_q <= '0;
    end else if (valid_q[5]) begin
      late_row_q <= late_row_q == `ROWS - 1 ? 0 : late_row_q + 1;
      if (whole_q[4] && lead_late_q[4]) added_q[late_row_q] <= 1'b1;
    end
    if (whole_q[4]) acc_q[late_row_q] <= total_i;
  end
  always_comb begin
    if (known_q) assert (late_index == late_row_q);
    if (known_q && whole_q[4] && (lead_late_q[4] || added_q[late_row_q])) begin
      assert (acc_a == (lead_late_q[4] ? '0 : acc_q[late_row_q]));
    end
  end
  for (genvar r = 0; r < `ROWS; r++) begin : gen_held
    always_comb if (known_q && added_q[r]) assert (held[r*32+:32] == acc_q[r]);
  end

  // The result.
  logic [`OUT_WIDTH-1:0] result, result_q;
  logic result_valid, result_valid_q;
`ifdef NARROW
  always_comb if (is_total_q) assert (narrow_value == total_q);
  assign result = narrow_i;
`else
  assign result = total_q;
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
