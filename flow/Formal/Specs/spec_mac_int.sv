// Multiply-accumulate of integers with the language's own * and +.
module spec_mac_int #(
  parameter int Lanes = 8,
  parameter int XWidth = 8,
  parameter int WWidth = 4,
  parameter int StateWidth = 32,
  parameter bit IsSigned = 0,
  parameter int ExpWidth = 0,
  parameter bit IsFlint = 0,
  parameter bit IsOutlier = 0,
  parameter bit IsTernary = 0
) (
  input  logic [StateWidth-1:0] state_i,
  input  logic [Lanes*XWidth-1:0] x_i,
  input  logic [Lanes*WWidth-1:0] w_i,
  output logic [StateWidth-1:0] state_o
);

  localparam int ProductWidth = XWidth + WWidth + 1 + (ExpWidth == 0 ? 0 : 2 ** ExpWidth);
  logic [StateWidth-1:0] total[Lanes+1];
  assign total[0] = state_i;
  for (genvar l = 0; l < Lanes; l++) begin : gen_lane
    logic signed [XWidth-1:0] x;
    logic signed [WWidth:0] w;
    logic neg;
    logic [WWidth-1:0] sig;
    logic [6:0] shift;
    spec_weight #(
      .WWidth(WWidth),
      .IsSigned(IsSigned),
      .ExpWidth(ExpWidth),
      .IsFlint(IsFlint),
      .IsOutlier(IsOutlier)
    ) u_weight (
      .w_i(w_i[l*WWidth+:WWidth]),
      .neg_o(neg),
      .sig_o(sig),
      .shift_o(shift)
    );
    logic signed [ProductWidth-1:0] product;
    logic signed [StateWidth-1:0] extended;
    assign x = x_i[l*XWidth+:XWidth];
    if (IsTernary) begin : gen_ternary
      // Stored as value + 2; 0 is no code, and counts as a zero.
      assign w = w_i[l*WWidth+:WWidth] == 0 ? '0 : $signed({1'b0, w_i[l*WWidth+:WWidth]}) - 2;
      assign product = x * w;
    end else if (ExpWidth == 0) begin : gen_integer
      assign w = {IsSigned & w_i[l*WWidth+WWidth-1], w_i[l*WWidth+:WWidth]};
      assign product = x * w;
    end else begin : gen_minifloat
      assign w = neg ? -$signed({1'b0, sig}) : $signed({1'b0, sig});
      assign product = (x * w) <<< shift;
    end
    assign extended = product;
    assign total[l+1] = total[l] + extended;
  end
  assign state_o = total[Lanes];

endmodule
