// Drives the unit that multiplies the tile's results by the scale of tensors and states what leaves: each beat that it
// took, once, in order, with the products of what was there. TENSOR_SCALE is the unit's name, FP32_MUL and FP32_NARROW those
// of the units that it is made of, VALUES the numbers in a beat, RESULT_WIDTH the width of what leaves; NARROW where that
// is less than 32, and there is a register more; LOST where results have addends, which a failed job has lost. Nets that
// begin with rtl_ are connected to the unit's registers after elaboration.

// In the place of multiplication: the product of one pair of operands is known, that of every other pair is anything. What
// holds for each pair and each product that the solver may choose holds for every function.
module `FP32_MUL (
  input  logic [31:0] a_i,
  input  logic [31:0] scale_i,
  output logic [31:0] product_o
);

  // Connected to the harness after elaboration.
  (* keep *) logic [31:0] harness_a, harness_scale, harness_product;
  // Never driven, so free in every cycle.
  logic [31:0] anything;
  assign product_o = a_i == harness_a && scale_i == harness_scale ? harness_product : anything;

endmodule
`ifdef NARROW

// In the place of rounding, in the same way.
module `FP32_NARROW (
  input  logic [31:0] value_i,
  output logic [`RESULT_WIDTH-1:0] value_o
);

  (* keep *) logic [31:0] harness_product;
  (* keep *) logic [`RESULT_WIDTH-1:0] harness_result;
  logic [`RESULT_WIDTH-1:0] anything;
  assign value_o = value_i == harness_product ? harness_result : anything;

endmodule
`endif

module tensor_scale_harness (
  input logic clk_i,
  input logic rst_i,
  input logic drop_i,
  input logic [31:0] scale_i,
  input logic y_valid_i,
  input logic [`VALUES*32-1:0] y_i,
  input logic [`VALUES-1:0] y_counts_i,
  input logic y_last_i,
  input logic y_lost_i,
  input logic m_ready_i,
  // Whether a beat that is taken is followed, if no other one is.
  input logic watch_i
);

`ifdef NARROW
  localparam int Stages = 3;
`else
  localparam int Stages = 2;
`endif

  // A first cycle of reset; from then on it comes and goes.
  logic known_q = 1'b0;
  always_ff @(posedge clk_i) known_q <= 1'b1;
  logic rst_n;
  assign rst_n = known_q & ~rst_i;

  logic idle, y_ready, m_valid, m_last;
  logic [`VALUES*`RESULT_WIDTH-1:0] m_data;
  logic [`VALUES-1:0] m_counts;
`ifdef LOST
  logic m_lost;
`endif
  `TENSOR_SCALE #(
    .Values(`VALUES)
  ) u_scale (
    .clk_i(clk_i),
    .rst_ni(rst_n),
`ifdef LOST
    .drop_i(drop_i),
    .y_lost_i(y_lost_i),
    .m_lost_o(m_lost),
`endif
    .idle_o(idle),
    .scale_i(scale_i),
    .y_valid_i(y_valid_i),
    .y_ready_o(y_ready),
    .y_i(y_i),
    .y_counts_i(y_counts_i),
    .y_last_i(y_last_i),
    .m_valid_o(m_valid),
    .m_ready_i(m_ready_i),
    .m_data_o(m_data),
    .m_counts_o(m_counts),
    .m_last_o(m_last)
  );

  // The pair whose product is known, that product, and what it is rounded to.
  (* anyconst *) logic [31:0] harness_a;
  (* anyconst *) logic [31:0] harness_scale;
  (* anyconst *) logic [31:0] harness_product;
`ifdef NARROW
  (* anyconst *) logic [`RESULT_WIDTH-1:0] harness_result;
`else
  logic [31:0] harness_result;
  assign harness_result = harness_product;
`endif

  // Which registers have a beat. All move, unless one is offered that is not taken.
  logic [Stages-1:0] there_q;
  logic moves;
  assign moves = !there_q[Stages-1] || m_ready_i;

  // The beat that is followed: where it is, and what it is to be.
  logic watching_q, last_q, lost_q;
  logic [1:0] place_q;
  logic [`VALUES-1:0] hits_q, counts_q;
  logic is_offered;
  assign is_offered = watching_q && place_q == 2'(Stages - 1);
  always_ff @(posedge clk_i) begin
    if (!rst_n) begin
      there_q <= '0;
      watching_q <= 1'b0;
    end else begin
      if (moves) there_q <= {there_q[Stages-2:0], y_valid_i};
      if (watching_q) begin
        lost_q <= lost_q | drop_i;
        if (moves) place_q <= place_q + 2'd1;
        if (is_offered && m_ready_i) watching_q <= 1'b0;
      end else if (moves && y_valid_i && watch_i) begin
        watching_q <= 1'b1;
        place_q <= 2'd0;
        lost_q <= y_lost_i | drop_i;
        counts_q <= y_counts_i;
        last_q <= y_last_i;
        for (int i = 0; i < `VALUES; i++) hits_q[i] <= y_i[i*32+:32] == harness_a && scale_i == harness_scale;
      end
    end
  end

  always_comb begin
    if (known_q) begin
      assert (idle == (there_q == '0));
      assert (y_ready == moves);
      assert (m_valid == there_q[Stages-1]);
      if (!m_valid) assert (!m_last && m_data == '0 && m_counts == '0);
      if (is_offered) assert (m_valid && m_last == last_q && m_counts == counts_q);
`ifdef LOST
      if (is_offered) assert (m_lost == lost_q);
`endif
    end
  end
  for (genvar i = 0; i < `VALUES; i++) begin : gen_result
    logic [`RESULT_WIDTH-1:0] result;
    assign result = m_data[i*`RESULT_WIDTH+:`RESULT_WIDTH];
    always_comb begin
      if (known_q && is_offered) begin
        if (!counts_q[i]) assert (result == '0);
        else if (hits_q[i]) assert (result == harness_result);
      end
    end
  end

  // What makes this inductive: where the beat that is followed is in the unit.
  (* keep *) logic [Stages-1:0] rtl_valid, rtl_last;
  (* keep *) logic [Stages*`VALUES-1:0] rtl_counts;
  (* keep *) logic [31:0] rtl_scale;
  (* keep *) logic [`VALUES*32-1:0] rtl_y, rtl_product;
`ifdef NARROW
  (* keep *) logic [`VALUES*`RESULT_WIDTH-1:0] rtl_rounded;
`endif
`ifdef LOST
  (* keep *) logic [Stages-1:0] rtl_lost;
`endif
  always_comb begin
    if (known_q) begin
      assert (rtl_valid == there_q);
      if (watching_q) begin
        assert (place_q < Stages && there_q[place_q]);
        assert (rtl_last[place_q] == last_q && rtl_counts[place_q*`VALUES+:`VALUES] == counts_q);
`ifdef LOST
        assert (rtl_lost[place_q] == lost_q);
`endif
      end
    end
  end
  for (genvar i = 0; i < `VALUES; i++) begin : gen_inside
    always_comb begin
      if (known_q && watching_q && hits_q[i]) begin
        if (place_q == 2'd0) assert (rtl_y[i*32+:32] == harness_a && rtl_scale == harness_scale);
        if (place_q == 2'd1) assert (rtl_product[i*32+:32] == harness_product);
`ifdef NARROW
        if (place_q == 2'd2) assert (rtl_rounded[i*`RESULT_WIDTH+:`RESULT_WIDTH] == harness_result);
`endif
      end
    end
  end

endmodule
