// binary32 times binary16, given the product of the significands: sign, exponent, rounding, special values.
module spec_fp32_scale (
  input  logic [31:0] a_i,
  input  logic [15:0] scale_i,
  input  logic [34:0] mag_i,
  output logic [31:0] product_o
);

  logic [8:0] exp;
  logic neg, a_nan, s_nan, a_inf, s_inf, a_zero, s_zero;
  logic [31:0] rounded;
  always_comb begin
    neg = a_i[31] != scale_i[15];
    // a = sig * 2^(ea - 150), s = sig * 2^(es - 25): bit 34 of the product has the exponent ea + es - 141.
    exp = 9'(a_i[30:23]) + 9'(scale_i[14:10] == 0 ? 5'd1 : scale_i[14:10]) - 9'd14;
    a_nan = a_i[30:0] > 31'h7F800000;
    a_inf = a_i[30:0] == 31'h7F800000;
    a_zero = a_i[30:0] == 0;
    s_nan = scale_i[14:0] > 15'h7C00;
    s_inf = scale_i[14:0] == 15'h7C00;
    s_zero = scale_i[14:0] == 0;
  end
  spec_fp_round #(
    .ExpWidth(8),
    .FracWidth(23),
    .MagWidth(35)
  ) u_round (
    .sign_i(neg),
    .exp_i(exp),
    .mag_i(mag_i),
    .result_o(rounded)
  );
  always_comb begin
    product_o = rounded;
    if (a_inf || s_inf) product_o = {neg, 31'h7F800000};
    if (a_nan || s_nan || (a_inf && s_zero) || (s_inf && a_zero)) product_o = 32'h7FC00000;
  end

endmodule
