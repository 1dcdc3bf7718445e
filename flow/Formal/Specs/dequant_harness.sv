// Drives a dequantization unit and states when results leave; what it computes is nowhere in the claim.
// GROUP_DEQUANT is the unit's name, LATENCY its cycles; ZERO_POINT and ACTIVATION_SCALE as in array_harness.sv.
module dequant_harness (
  input logic clk_i,
  input logic rst_i,
  input logic valid_i,
  input logic first_i,
  input logic end_i,
  input logic [`STATE_WIDTH-1:0] dot_i,
  input logic [`SUM_WIDTH-1:0] sum_i,
  input logic [`ZERO_WIDTH-1:0] zero_i,
  input logic [15:0] scale_i,
  input logic [`X_SCALE_WIDTH-1:0] x_scale_i
);

  // A first cycle of reset; from then on it comes and goes, with beats or without.
  logic known_q = 1'b0;
  always_ff @(posedge clk_i) known_q <= 1'b1;
  logic rst_n;
  assign rst_n = known_q & ~rst_i;

  logic y_valid;
  logic [`OUT_WIDTH-1:0] y;
  `GROUP_DEQUANT #(
    .Rows(`ROWS)
  ) u_dequant (
    .clk_i(clk_i),
    .rst_ni(rst_n),
    .valid_i(valid_i),
    .first_i(first_i),
    .end_i(end_i),
    .dot_i(dot_i),
`ifdef ZERO_POINT
    .sum_i(sum_i),
    .zero_i(zero_i),
`endif
    .scale_i(scale_i),
`ifdef ACTIVATION_SCALE
    .x_scale_i(x_scale_i),
`endif
    .y_valid_o(y_valid),
    .y_o(y)
  );

  // Bit k: what entered k + 1 cycles ago, if no reset came since.
  logic [`LATENCY-1:0] result_q = '0;
  always_ff @(posedge clk_i) result_q <= rst_n ? {result_q, valid_i & end_i} : '0;
  always_comb if (known_q) assert (y_valid == result_q[`LATENCY-1]);

endmodule
