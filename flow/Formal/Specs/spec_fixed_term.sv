// One lane's term of a fixed-point sum: the activation in units of its format's smallest subnormal, times the weight with *.
module spec_fixed_term #(
  parameter int WWidth = 4,
  parameter int TermWidth = 45,
  parameter bit IsSigned = 0,
  parameter int ExpWidth = 0,
  parameter bit IsFlint = 0,
  parameter bit IsOutlier = 0,
  parameter int XWidth = 16,
  parameter int XExp = 5,
  parameter bit HasInfinity = 1,
  parameter bit HasSpecials = 1
) (
  input  logic [XWidth-1:0] x_i,
  input  logic [WWidth-1:0] w_i,
  output logic [TermWidth-1:0] value_o,
  output logic finite_o
);

  // Significand times the weight's magnitude, then the exponent's shift, then the sign: the same number as in any other
  // order, and a solver finds the small product again in the design.
  logic x_neg, x_nan, x_inf;
  logic [XWidth-1-XExp:0] sig;
  logic [XExp-1:0] x_shift;
  spec_activation #(
    .XWidth(XWidth),
    .XExp(XExp),
    .HasInfinity(HasInfinity),
    .HasSpecials(HasSpecials)
  ) u_activation (
    .x_i,
    .neg_o(x_neg),
    .sig_o(sig),
    .shift_o(x_shift),
    .nan_o(x_nan),
    .inf_o(x_inf)
  );
  logic negative;
  logic [WWidth-1:0] magnitude;
  logic [6:0] shift;
  spec_weight #(
    .WWidth(WWidth),
    .IsSigned(IsSigned),
    .ExpWidth(ExpWidth),
    .IsFlint(IsFlint),
    .IsOutlier(IsOutlier)
  ) u_weight (
    .w_i,
    .neg_o(negative),
    .sig_o(magnitude),
    .shift_o(shift)
  );
  logic [WWidth+XWidth-1-XExp:0] product;
  logic [TermWidth-1:0] fixed;
  assign finite_o = !(x_nan || x_inf);
  always_comb begin
    product = (WWidth+XWidth-XExp)'(sig) * (WWidth+XWidth-XExp)'(magnitude);
    fixed = (TermWidth'(product) << shift) << x_shift;
    value_o = (x_neg ^ negative) ? -fixed : fixed;
  end

endmodule
