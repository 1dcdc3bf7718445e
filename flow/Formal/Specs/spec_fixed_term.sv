// One lane's term of a fixed-point sum: the binary16 number in units of 2^-24, times the weight with *.
module spec_fixed_term #(
  parameter int WWidth = 4,
  parameter int TermWidth = 45,
  parameter bit IsSigned = 0
) (
  input  logic [15:0] x_i,
  input  logic [WWidth-1:0] w_i,
  output logic [TermWidth-1:0] value_o
);

  logic signed [TermWidth-1:0] fixed, weight;
  always_comb begin
    fixed = TermWidth'({x_i[14:10] != 0, x_i[9:0]}) << (x_i[14:10] == 0 ? 5'd0 : x_i[14:10] - 5'd1);
    if (x_i[15]) fixed = -fixed;
    weight = TermWidth'(w_i);
    if (IsSigned && w_i[WWidth-1]) weight = weight - (TermWidth'(1) << WWidth);
    value_o = fixed * weight;
  end

endmodule
