// Drives the unit that adds a stream to the tile's results and states what leaves: each beat that it took, once, in order,
// with the sums of what met. ADDEND is the unit's name, FP_ADD and FP32_NARROW those of the units that it is made of,
// VALUES the numbers in a beat, RESULT_WIDTH the width of a result; NARROW where that is less than 32. Nets that begin
// with rtl_ are connected to the unit's registers after elaboration.

// In the place of addition: the sum of one pair of operands is known, that of every other pair is anything. What holds
// for each pair and each sum that the solver may choose holds for every function.
module `FP_ADD (
  input  logic [31:0] a_i,
  input  logic [31:0] b_i,
  output logic [31:0] sum_o
);

  // Connected to the harness after elaboration.
  (* keep *) logic [31:0] harness_a, harness_b, harness_sum;
  // Never driven, so free in every cycle.
  logic [31:0] anything;
  assign sum_o = a_i == harness_a && b_i == harness_b ? harness_sum : anything;

endmodule
`ifdef NARROW

// In the place of rounding, in the same way.
module `FP32_NARROW (
  input  logic [31:0] value_i,
  output logic [`RESULT_WIDTH-1:0] value_o
);

  (* keep *) logic [31:0] harness_sum;
  (* keep *) logic [`RESULT_WIDTH-1:0] harness_result;
  logic [`RESULT_WIDTH-1:0] anything;
  assign value_o = value_i == harness_sum ? harness_result : anything;

endmodule
`endif

module addend_harness (
  input logic clk_i,
  input logic rst_i,
  input logic drop_i,
  input logic y_valid_i,
  input logic [`VALUES*32-1:0] y_i,
  input logic [`VALUES-1:0] y_counts_i,
  input logic y_last_i,
  input logic y_lost_i,
  input logic c_valid_i,
  input logic [`VALUES*32-1:0] c_data_i,
  input logic [`VALUES*4-1:0] c_keep_i,
  input logic c_last_i,
  input logic m_ready_i,
  // Whether a beat that joins is followed, if no other one is.
  input logic watch_i
);

  localparam int Bytes = `RESULT_WIDTH / 8;
  localparam logic [31:0] Nan = 32'h7FC00000;

  // A first cycle of reset; from then on it comes and goes.
  logic known_q = 1'b0;
  always_ff @(posedge clk_i) known_q <= 1'b1;
  logic rst_n;
  assign rst_n = known_q & ~rst_i;

  logic idle, y_ready, c_ready, short_fault, long_fault, keep_fault, m_valid, m_last;
  logic [`VALUES*`RESULT_WIDTH-1:0] m_data;
  logic [`VALUES*Bytes-1:0] m_keep;
  `ADDEND #(
    .Values(`VALUES)
  ) u_addend (
    .clk_i(clk_i),
    .rst_ni(rst_n),
    .drop_i(drop_i),
    .idle_o(idle),
    .y_valid_i(y_valid_i),
    .y_ready_o(y_ready),
    .y_i(y_i),
    .y_counts_i(y_counts_i),
    .y_last_i(y_last_i),
    .y_lost_i(y_lost_i),
    .c_valid_i(c_valid_i),
    .c_ready_o(c_ready),
    .c_data_i(c_data_i),
    .c_keep_i(c_keep_i),
    .c_last_i(c_last_i),
    .fault_short_o(short_fault),
    .fault_long_o(long_fault),
    .fault_keep_o(keep_fault),
    .m_valid_o(m_valid),
    .m_ready_i(m_ready_i),
    .m_data_o(m_data),
    .m_keep_o(m_keep),
    .m_last_o(m_last)
  );

  // The pair whose sum is known, that sum, and what it is rounded to.
  (* anyconst *) logic [31:0] harness_a;
  (* anyconst *) logic [31:0] harness_b;
  (* anyconst *) logic [31:0] harness_sum;
`ifdef NARROW
  (* anyconst *) logic [`RESULT_WIDTH-1:0] harness_result;
`else
  logic [31:0] harness_result;
  assign harness_result = harness_sum;
`endif

  // Beats under way; one that joins can leave three cycles later, since two registers lie before the queue.
  logic [2:0] count_q;
  logic joined_q, joined_late_q;
  logic lost, has_room, meets, joins, leaves;
  assign lost = y_lost_i | drop_i;
  assign has_room = count_q != 3'd4;
  assign meets = y_valid_i & c_valid_i & ~lost & has_room;
  assign joins = y_valid_i & has_room & (lost | c_valid_i);
  assign leaves = m_valid & m_ready_i;
  logic [2:0] queued;
  assign queued = count_q - 3'(joined_q) - 3'(joined_late_q);

  // What is wrong with a beat that meets its addends; all of it is NaN then.
  logic [`VALUES-1:0] gaps, hits;
  logic bad;
  assign bad = lost | gaps != '0 | c_last_i != y_last_i;
  for (genvar i = 0; i < `VALUES; i++) begin : gen_value
    logic [31:0] c;
    assign gaps[i] = y_counts_i[i] && c_keep_i[i*4+:4] != 4'b1111;
    assign c = bad ? Nan : c_data_i[i*32+:32];
    assign hits[i] = y_i[i*32+:32] == harness_a && c == harness_b;
  end

  // The beat that is followed: how many are ahead of it, and what it is to be.
  logic watching_q, last_q;
  logic [2:0] ahead_q;
  logic [`VALUES-1:0] hits_q, counts_q;
  always_ff @(posedge clk_i) begin
    if (!rst_n) begin
      count_q <= '0;
      joined_q <= 1'b0;
      joined_late_q <= 1'b0;
      watching_q <= 1'b0;
    end else begin
      count_q <= count_q + 3'(joins) - 3'(leaves);
      joined_q <= joins;
      joined_late_q <= joined_q;
      if (watching_q) begin
        ahead_q <= ahead_q - 3'(leaves);
        if (leaves && ahead_q == '0) watching_q <= 1'b0;
      end else if (joins && watch_i) begin
        watching_q <= 1'b1;
        ahead_q <= count_q - 3'(leaves);
        hits_q <= hits;
        counts_q <= y_counts_i;
        last_q <= y_last_i;
      end
    end
  end

  always_comb begin
    if (known_q) begin
      assert (idle == (count_q == '0));
      assert (m_valid == (queued != '0));
      // Whoever drops addends takes them all; else they are taken with the results that they go with, and nothing waits for
      // them where a job is lost.
      assert (c_ready == (drop_i | (y_valid_i & ~y_lost_i & has_room)));
      assert (y_ready == (has_room & (lost | c_valid_i)));
      assert (short_fault == (meets & c_last_i & ~y_last_i));
      assert (long_fault == (meets & ~c_last_i & y_last_i));
      assert (keep_fault == (meets & gaps != '0));
      if (!m_valid) assert (!m_last && m_data == '0 && m_keep == '0);
      if (m_valid && watching_q && ahead_q == '0) assert (m_last == last_q);
    end
  end
  for (genvar i = 0; i < `VALUES; i++) begin : gen_result
    logic [`RESULT_WIDTH-1:0] result;
    assign result = m_data[i*`RESULT_WIDTH+:`RESULT_WIDTH];
    always_comb begin
      if (known_q && m_valid && watching_q && ahead_q == '0) begin
        assert (m_keep[i*Bytes+:Bytes] == {Bytes{counts_q[i]}});
        if (!counts_q[i]) assert (result == '0);
        else if (hits_q[i]) assert (result == harness_result);
      end
    end
  end

  // What makes this inductive: where the beat that is followed is in the unit.
  (* keep *) logic [2:0] rtl_joined, rtl_summed, rtl_left;
  (* keep *) logic rtl_operands_valid, rtl_sums_valid, rtl_operands_last, rtl_sums_last;
  (* keep *) logic [`VALUES-1:0] rtl_operands_counts, rtl_sums_counts;
  (* keep *) logic [`VALUES*32-1:0] rtl_y, rtl_c, rtl_sum;
  (* keep *) logic [4*`VALUES-1:0] rtl_counts;
  (* keep *) logic [3:0] rtl_last;
  (* keep *) logic [4*`VALUES*`RESULT_WIDTH-1:0] rtl_rounded;
  logic [2:0] behind;
  logic is_operands, is_sums;
  logic [1:0] place;
  assign behind = count_q - ahead_q - 3'd1;
  assign is_operands = joined_q && behind == '0;
  assign is_sums = joined_late_q && behind == 3'(joined_q);
  assign place = rtl_left[1:0] + ahead_q[1:0];
  always_comb begin
    if (known_q) begin
      assert (rtl_operands_valid == joined_q && rtl_sums_valid == joined_late_q);
      assert (count_q <= 3'd4 && count_q >= 3'(joined_q) + 3'(joined_late_q));
      assert (3'(rtl_joined - rtl_left) == count_q);
      assert (3'(rtl_summed - rtl_left) == queued);
      if (watching_q) begin
        assert (ahead_q < count_q);
        if (is_operands) assert (rtl_operands_last == last_q && rtl_operands_counts == counts_q);
        else if (is_sums) assert (rtl_sums_last == last_q && rtl_sums_counts == counts_q);
        else assert (rtl_last[place] == last_q && rtl_counts[place*`VALUES+:`VALUES] == counts_q);
      end
    end
  end
  for (genvar i = 0; i < `VALUES; i++) begin : gen_inside
    always_comb begin
      if (known_q && watching_q && hits_q[i]) begin
        if (is_operands) assert (rtl_y[i*32+:32] == harness_a && rtl_c[i*32+:32] == harness_b);
        else if (is_sums) assert (rtl_sum[i*32+:32] == harness_sum);
        else assert (rtl_rounded[(i*4+place)*`RESULT_WIDTH+:`RESULT_WIDTH] == harness_result);
      end
    end
  end

endmodule
