// IEEE 754 addition: the smaller number as fixed point below the larger one, exact, or one sticky unit where it lies
// further apart than rounding can tell; + or -, and the rounding specification.
module spec_fp_add #(
  parameter int ExpWidth = 8,
  parameter int FracWidth = 23,
  parameter int CountWidth = 5
) (
  input  logic [ExpWidth+FracWidth:0] a_i,
  input  logic [ExpWidth+FracWidth:0] b_i,
  output logic [ExpWidth+FracWidth:0] sum_o
);

  localparam int Far = FracWidth + 4;
  localparam int Wide = 2 * FracWidth + 6;
  localparam logic [ExpWidth+FracWidth-1:0] Infinity = {{ExpWidth{1'b1} }, {FracWidth{1'b0} }};
  localparam logic [ExpWidth+FracWidth-1:0] Nan = {{(ExpWidth + 1){1'b1} }, {(FracWidth - 1){1'b0} }};
  logic [ExpWidth+FracWidth:0] big, small;
  logic [ExpWidth-1:0] big_exp, small_exp, down;
  logic [Wide-1:0] big_fixed, small_sig, small_fixed, mag;
  logic is_difference;
  always_comb begin
    big = a_i;
    small = b_i;
    if (b_i[ExpWidth+FracWidth-1:0] > a_i[ExpWidth+FracWidth-1:0]) begin
      big = b_i;
      small = a_i;
    end
    big_exp = big[FracWidth+:ExpWidth];
    small_exp = small[FracWidth+:ExpWidth];
    big_fixed = Wide'({big_exp != 0, big[FracWidth-1:0]}) << Far;
    small_sig = Wide'({small_exp != 0, small[FracWidth-1:0]}) << Far;
    if (big_exp == 0) big_exp = 1;
    if (small_exp == 0) small_exp = 1;
    down = big_exp - small_exp;
    small_fixed = down <= Far ? small_sig >> down : Wide'(small_sig != 0);
    is_difference = big[ExpWidth+FracWidth] != small[ExpWidth+FracWidth];
    mag = is_difference ? big_fixed - small_fixed : big_fixed + small_fixed;
  end

  logic [ExpWidth+FracWidth:0] rounded;
  spec_fp_round #(
    .ExpWidth(ExpWidth),
    .FracWidth(FracWidth),
    .MagWidth(Wide)
  ) u_round (
    .sign_i(big[ExpWidth+FracWidth]),
    .exp_i({1'b0, big_exp} + (ExpWidth+1)'(Wide - 1 - FracWidth - Far)),
    .mag_i(mag),
    .result_o(rounded)
  );

  logic a_nan, b_nan, a_inf, b_inf;
  always_comb begin
    a_nan = a_i[ExpWidth+FracWidth-1:0] > Infinity;
    b_nan = b_i[ExpWidth+FracWidth-1:0] > Infinity;
    a_inf = a_i[ExpWidth+FracWidth-1:0] == Infinity;
    b_inf = b_i[ExpWidth+FracWidth-1:0] == Infinity;
    sum_o = rounded;
    // Zero is negative only as the sum of two negative zeros.
    if (mag == 0) sum_o = {a_i[ExpWidth+FracWidth] && b_i[ExpWidth+FracWidth], {(ExpWidth + FracWidth){1'b0} }};
    if (a_inf) sum_o = a_i;
    if (b_inf) sum_o = b_i;
    if (a_nan || b_nan || (a_inf && b_inf && a_i != b_i)) sum_o = {1'b0, Nan};
  end

endmodule
