// One lane's term of a fixed-point sum: the binary16 number in units of 2^-24, times the weight with *.
module spec_fixed_term #(
  parameter int WWidth = 4,
  parameter int TermWidth = 45,
  parameter bit IsSigned = 0,
  parameter int ExpWidth = 0
) (
  input  logic [15:0] x_i,
  input  logic [WWidth-1:0] w_i,
  output logic [TermWidth-1:0] value_o
);

  // Significand times the weight's magnitude, then the exponent's shift, then the sign: the same number as in any other
  // order, and a solver finds the small product again in the design.
  logic negative;
  logic [WWidth-1:0] magnitude;
  logic [4:0] shift;
  spec_weight #(
    .WWidth(WWidth),
    .IsSigned(IsSigned),
    .ExpWidth(ExpWidth)
  ) u_weight (
    .w_i,
    .neg_o(negative),
    .sig_o(magnitude),
    .shift_o(shift)
  );
  logic [WWidth+10:0] product;
  logic [TermWidth-1:0] fixed;
  always_comb begin
    product = (WWidth+11)'({x_i[14:10] != 0, x_i[9:0]}) * (WWidth+11)'(magnitude);
    fixed = (TermWidth'(product) << shift) << (x_i[14:10] == 0 ? 5'd0 : x_i[14:10] - 5'd1);
    value_o = (x_i[15] ^ negative) ? -fixed : fixed;
  end

endmodule
