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
  parameter int Pad = 0
) (
  input  logic [31:0] a_i,
  input  logic [SWidth-1:0] scale_i,
  input  logic [MagWidth-1:0] mag_i,
  output logic [31:0] product_o,
  output logic [23:0] a_sig_o,
  output logic [10:0] s_sig_o
);

  localparam bit IsPower = SWidth == SExp;
  localparam int SFrac = IsPower ? 1 : SWidth - 1 - SExp;
  logic neg, s_neg, a_nan, s_nan, a_inf, s_inf, a_zero, s_zero;
  logic [SExp-1:0] s_exp;
  logic [SFrac-1:0] s_frac;
  logic signed [11:0] exp;
  logic [MagWidth-1:0] mag;
  logic [31:0] rounded;
  if (IsPower) begin : gen_power
    assign s_neg = 0;
    assign s_exp = scale_i;
    assign s_frac = '0;
    assign s_sig_o = 11'd1;
    assign s_nan = scale_i == 8'd255;
    assign s_inf = 0;
    assign s_zero = 0;
  end else begin : gen_float
    assign s_neg = scale_i[SWidth-1];
    assign s_exp = scale_i[SWidth-2:SFrac];
    assign s_frac = scale_i[SFrac-1:0];
    assign s_sig_o = 11'({s_exp != 0, s_frac});
    assign s_inf = HasInfinity && &s_exp && s_frac == 0;
    assign s_nan = HasInfinity ? &s_exp && s_frac != 0 : &{s_exp, s_frac};
    assign s_zero = {s_exp, s_frac} == 0;
  end
  always_comb begin
    neg = a_i[31] != s_neg;
    a_sig_o = {a_i[30:23] != 0, a_i[22:0]};
    a_nan = a_i[30:0] > 31'h7F800000;
    a_inf = a_i[30:0] == 31'h7F800000;
    a_zero = a_i[30:0] == 0;
    // a = sig * 2^(ea - 150), s = sig * 2^(es - Unit), es from 0: the top bit of the magnitude has all of these exponents, here
    // with binary32's bias. A bit at a time what is below its smallest one goes right, and stays in the lowest.
    exp = 12'(a_i[30:23] == 0 ? 8'd1 : a_i[30:23]) - 12'd150 + 12'(IsPower || s_exp == 0 ? s_exp : s_exp - 1'b1)
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
    if (a_inf || s_inf) product_o = {neg, 31'h7F800000};
    if (a_nan || s_nan || (a_inf && s_zero) || (s_inf && a_zero)) product_o = 32'h7FC00000;
  end

endmodule
