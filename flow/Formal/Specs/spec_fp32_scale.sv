// binary32 times a scale, given the product of the significands: sign, exponent, rounding, special values. A scale of 8 bits
// with 8 of exponent is a power of two, of which 255 is the NaN.
module spec_fp32_scale #(
  parameter int SWidth = 16,
  parameter int SExp = 5,
  parameter bit HasInfinity = 1,
  // The scale's significand is in units of 2^(its exponent - Unit).
  parameter int Unit = 24,
  parameter int MagWidth = 35,
  // Zeros that the magnitude has below the product.
  parameter int Pad = 0,
  localparam int SSig = SWidth == SExp ? 1 : SWidth - SExp
) (
  input  logic [31:0] a_i,
  input  logic [SWidth-1:0] scale_i,
  input  logic [MagWidth-1:0] mag_i,
  output logic [31:0] product_o,
  output logic [23:0] a_sig_o,
  output logic [23:0] s_sig_o
);

  logic neg, nan, inf;
  logic [SSig-1:0] sig;
  logic [SExp-1:0] shift;
  spec_scale #(
    .Width(SWidth),
    .Exp(SExp),
    .HasInfinity(HasInfinity)
  ) u_scale (
    .x_i(scale_i),
    .neg_o(neg),
    .sig_o(sig),
    .shift_o(shift),
    .nan_o(nan),
    .inf_o(inf)
  );
  assign s_sig_o = 24'(sig);
  spec_fp32_scaled #(
    .SExp(SExp),
    .Unit(Unit),
    .MagWidth(MagWidth),
    .Pad(Pad)
  ) u_scaled (
    .a_i(a_i),
    .s_neg_i(neg),
    .s_zero_i(sig == '0),
    .s_shift_i(shift),
    .s_nan_i(nan),
    .s_inf_i(inf),
    .mag_i(mag_i),
    .product_o(product_o),
    .a_sig_o(a_sig_o)
  );

endmodule
