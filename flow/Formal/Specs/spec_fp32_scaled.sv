// binary32 times a scale that is taken apart, given the product of the significands: sign, exponent, rounding, special values.
module spec_fp32_scaled #(
  // Bits of the scale's exponent.
  parameter int SExp = 5,
  // The scale's significand is in units of 2^(s_shift_i - Unit).
  parameter int Unit = 24,
  parameter int MagWidth = 35,
  // Zeros that the magnitude has below the product.
  parameter int Pad = 0
) (
  input  logic [31:0] a_i,
  input  logic s_neg_i,
  input  logic s_zero_i,
  input  logic [SExp-1:0] s_shift_i,
  input  logic s_nan_i,
  input  logic s_inf_i,
  input  logic [MagWidth-1:0] mag_i,
  output logic [31:0] product_o,
  output logic [23:0] a_sig_o
);

  logic neg, a_nan, a_inf, a_zero;
  logic signed [11:0] exp;
  logic [MagWidth-1:0] mag;
  logic [31:0] rounded;
  always_comb begin
    neg = a_i[31] != s_neg_i;
    a_sig_o = {a_i[30:23] != 0, a_i[22:0]};
    a_nan = a_i[30:0] > 31'h7F800000;
    a_inf = a_i[30:0] == 31'h7F800000;
    a_zero = a_i[30:0] == 0;
    // a = sig * 2^(ea - 150), s = sig * 2^(es - Unit), es from 0: the top bit of the magnitude has all of these exponents, here
    // with binary32's bias. A bit at a time what is below its smallest one goes right, and stays in the lowest.
    exp = 12'(a_i[30:23] == 0 ? 8'd1 : a_i[30:23]) - 12'd150 + 12'(s_shift_i)
        - 12'(Unit) + 12'(MagWidth - 1 - Pad) + 12'd127;
    mag = mag_i;
    for (int i = 0; i <= MagWidth; i++) begin
      if (exp < 1) begin
        mag = {1'b0, mag[MagWidth-1:2], mag[1] | mag[0]};
        exp = exp + 1;
      end
    end
    if (exp < 1) exp = 1;
  end
  spec_fp_round #(
    .ExpWidth(8),
    .FracWidth(23),
    .MagWidth(MagWidth)
  ) u_round (
    .sign_i(neg),
    .exp_i(exp[8:0]),
    .mag_i(mag),
    .result_o(rounded)
  );
  always_comb begin
    product_o = rounded;
    if (a_inf || s_inf_i) product_o = {neg, 31'h7F800000};
    if (a_nan || s_nan_i || (a_inf && s_zero_i) || (s_inf_i && a_zero)) product_o = 32'h7FC00000;
  end

endmodule
