// Drives a dequantization unit and states when results leave; the data path is nowhere in the claim.
// GROUP_DEQUANT is the unit's name, LATENCY its cycles; ZERO_POINT and ACTIVATION_SCALE as in array_harness.sv.
module dequant_harness (
  input logic clk_i,
  input logic valid_i,
  input logic first_i,
  input logic end_i
);

  logic rst_q = 1'b0;
  always_ff @(posedge clk_i) rst_q <= 1'b1;
  always_comb assume (rst_q || !valid_i);

  logic y_valid;
  logic [31:0] y;
  `GROUP_DEQUANT #(
    .Rows(`ROWS)
  ) u_dequant (
    .clk_i(clk_i),
    .rst_ni(rst_q),
    .valid_i(valid_i),
    .first_i(first_i),
    .end_i(end_i),
    .dot_i('0),
`ifdef ZERO_POINT
    .sum_i('0),
    .zero_i('0),
`endif
    .scale_i('0),
`ifdef ACTIVATION_SCALE
    .x_scale_i('0),
`endif
    .y_valid_o(y_valid),
    .y_o(y)
  );

  // Bit k: what entered k + 1 cycles ago.
  logic [`LATENCY-1:0] result_q = '0;
  always_ff @(posedge clk_i) result_q <= {result_q, valid_i & end_i};
  always_comb if (rst_q) assert (y_valid == result_q[`LATENCY-1]);

endmodule
