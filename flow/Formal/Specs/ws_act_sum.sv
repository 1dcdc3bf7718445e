// The weight-stationary activation sum: a register around the design's own adder, SUM, which is not looked into. The
// register has the name of the design's, so that they are matched.
module spec_ws_act_sum #(
  parameter int XWidth = 8,
  parameter int StateWidth = 32
) (
  input  logic clk_i,
  input  logic [XWidth-1:0] x_i,
  input  logic [StateWidth-1:0] sum_i,
  output logic [StateWidth-1:0] sum_o
);

  logic [StateWidth-1:0] sum_q, total;
  `SUM u_sum (
`ifdef MAC_CLOCK
    .clk_i(clk_i),
`endif
    .state_i(sum_i),
    .x_i(x_i),
    .state_o(total)
  );
  always_ff @(posedge clk_i) sum_q <= total;
  assign sum_o = sum_q;

endmodule
