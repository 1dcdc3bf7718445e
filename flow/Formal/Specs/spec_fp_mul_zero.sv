// Product of a floating-point number and an integer: significands with *, rounded by the rounding specification.
module spec_fp_mul_zero #(
  parameter int ExpWidth = 8,
  parameter int FracWidth = 23,
  parameter int WWidth = 4,
  parameter bit IsSigned = 0
) (
  input  logic [ExpWidth+FracWidth:0] a_i,
  input  logic [WWidth-1:0] zero_i,
  output logic [ExpWidth+FracWidth:0] product_o
);

  localparam int Wide = FracWidth + 1 + WWidth;
  localparam logic [ExpWidth+FracWidth-1:0] Infinity = {{ExpWidth{1'b1} }, {FracWidth{1'b0} }};
  localparam logic [ExpWidth+FracWidth-1:0] Nan = {{(ExpWidth + 1){1'b1} }, {(FracWidth - 1){1'b0} }};
  logic z_neg;
  logic [WWidth-1:0] z_abs;
  logic [ExpWidth-1:0] exp;
  logic [Wide-1:0] mag;
  always_comb begin
    z_neg = IsSigned && $signed(zero_i) < 0;
    z_abs = z_neg ? -zero_i : zero_i;
    exp = a_i[FracWidth+:ExpWidth];
    mag = Wide'({exp != 0, a_i[FracWidth-1:0]}) * Wide'(z_abs);
    if (exp == 0) exp = 1;
  end

  logic [ExpWidth+FracWidth:0] rounded;
  spec_fp_round #(
    .ExpWidth(ExpWidth),
    .FracWidth(FracWidth),
    .MagWidth(Wide)
  ) u_round (
    .sign_i(a_i[ExpWidth+FracWidth] != z_neg),
    .exp_i({1'b0, exp} + (ExpWidth+1)'(WWidth)),
    .mag_i(mag),
    .result_o(rounded)
  );

  always_comb begin
    product_o = rounded;
    if (a_i[ExpWidth+FracWidth-1:0] == Infinity) product_o = {a_i[ExpWidth+FracWidth] != z_neg, Infinity};
    if (a_i[ExpWidth+FracWidth-1:0] > Infinity || (a_i[ExpWidth+FracWidth-1:0] == Infinity && zero_i == 0)) begin
      product_o = {1'b0, Nan};
    end
  end

endmodule
