// The PE's registers with the language's own * and +: what the sequential equivalence compares with. The registers have
// the names of the design's, so that they are matched.
module spec_pe #(
  parameter int Lanes = 1,
  parameter int XWidth = 8,
  parameter int WWidth = 4,
  parameter int StateWidth = 32,
  parameter int Stages = 1,
  parameter bit IsSigned = 0,
  parameter int ExpWidth = 0,
  parameter bit IsFlint = 0,
  parameter bit IsTernary = 0,
  parameter int WBits = Lanes * WWidth
) (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic first_i,
  input  logic last_i,
  input  logic [Lanes*XWidth-1:0] x_i,
  input  logic [WBits-1:0] w_i,
  output logic first_o,
  output logic last_o,
  output logic [Lanes*XWidth-1:0] x_o,
  output logic [WBits-1:0] w_o,
  input  logic shift_i,
  input  logic [StateWidth-1:0] dot_i,
  output logic [StateWidth-1:0] dot_o
);

  logic first_q, last_q;
  logic [Lanes*XWidth-1:0] x_q;
  logic [WBits-1:0] w_q;
  logic [StateWidth-1:0] acc_q, dot_q, sum;

  // A beat's operands and marks wait for Stages - 1 cycles; the highest of them meet the accumulator.
  localparam int Wait = Stages > 1 ? Stages - 1 : 1;
  logic [Wait-1:0] first_wait_q, last_wait_q;
  logic first, last;
  assign first = Stages > 1 ? first_wait_q[Wait-1] : first_q;
  assign last = Stages > 1 ? last_wait_q[Wait-1] : last_q;
  always_ff @(posedge clk_i) begin
    first_wait_q <= rst_ni ? {first_wait_q, first_q} : '0;
    last_wait_q <= rst_ni ? {last_wait_q, last_q} : '0;
  end

`ifdef MAC
  // The design's own multiply-accumulate, not looked into.
  `MAC u_mac (
`ifdef MAC_CLOCK
    .clk_i(clk_i),
`endif
    .x_i(x_q),
    .w_i(w_q),
`else
  logic [Wait*Lanes*XWidth-1:0] x_wait_q;
  logic [Wait*WBits-1:0] w_wait_q;
  always_ff @(posedge clk_i) begin
    x_wait_q <= {x_wait_q, x_q};
    w_wait_q <= {w_wait_q, w_q};
  end
  spec_mac_int #(
    .Lanes(Lanes),
    .XWidth(XWidth),
    .WWidth(WWidth),
    .StateWidth(StateWidth),
    .IsSigned(IsSigned),
    .ExpWidth(ExpWidth),
    .IsFlint(IsFlint),
    .IsTernary(IsTernary)
  ) u_mac (
    .x_i(Stages > 1 ? x_wait_q[(Wait-1)*Lanes*XWidth+:Lanes*XWidth] : x_q),
    .w_i(Stages > 1 ? w_wait_q[(Wait-1)*WBits+:WBits] : w_q),
`endif
    .state_i(first ? {StateWidth{1'b0} } : acc_q),
    .state_o(sum)
  );

  always_ff @(posedge clk_i) begin
    first_q <= rst_ni ? first_i : 1'b0;
    last_q <= rst_ni ? last_i : 1'b0;
    x_q <= x_i;
    w_q <= w_i;
    acc_q <= sum;
    if (last) dot_q <= sum;
    else if (shift_i) dot_q <= dot_i;
  end

  assign first_o = first_q;
  assign last_o = last_q;
  assign x_o = x_q;
  assign w_o = w_q;
  assign dot_o = dot_q;

endmodule
