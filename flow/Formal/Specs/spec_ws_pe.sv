// The weight-stationary PE's registers with the language's own * and +. The registers have the names of the design's,
// so that they are matched.
module spec_ws_pe #(
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
  input  logic load_i,
  input  logic [Lanes*XWidth-1:0] x_i,
  input  logic [WBits-1:0] w_i,
  input  logic [StateWidth-1:0] dot_i,
  output logic load_o,
  output logic [Lanes*XWidth-1:0] x_o,
  output logic [StateWidth-1:0] dot_o
);

  logic load_q;
  logic [Lanes*XWidth-1:0] x_q;
  logic [WBits-1:0] w_q;
  logic [StateWidth-1:0] dot_q, sum;
`ifdef MAC
  // The design's own multiply-accumulate, not looked into.
  `MAC u_mac (
`ifdef MAC_CLOCK
    .clk_i(clk_i),
`endif
    .x_i(x_q),
    .w_i(w_q),
`else
  // A beat's operands wait for Stages - 1 cycles; the highest of them meet the partial sum.
  localparam int Wait = Stages > 1 ? Stages - 1 : 1;
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
    .state_i(dot_i),
    .state_o(sum)
  );

  always_ff @(posedge clk_i) begin
    load_q <= load_i;
    x_q <= x_i;
    w_q <= load_i ? w_i : w_q;
    dot_q <= sum;
  end

  assign load_o = load_q;
  assign x_o = x_q;
  assign dot_o = dot_q;

endmodule
