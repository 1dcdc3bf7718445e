// acc + (-1)^neg * product * 2^shift in fixed point of the given width, one rounding by the rounding specification.
module spec_fused_accumulate #(
  parameter int ProductWidth = 30,
  parameter int Wide = 100,
  parameter int LsbExponent = -24
) (
  input  logic [31:0] acc_i,
  input  logic [ProductWidth-1:0] product_i,
  input  logic [4:0] shift_i,
  input  logic neg_i,
  input  logic nan_i,
  input  logic inf_i,
  input  logic neg_inf_i,
  output logic [31:0] acc_o
);

  // The weight of bit 0 of a binary32 significand with exponent field e is 2^(e - 150).
  logic signed [Wide-1:0] product, total;
  logic [Wide+22:0] acc_fixed;
  logic [Wide-1:0] acc_mag, mag;
  always_comb begin
    product = $signed(product_i);
    product = product <<< shift_i;
    acc_fixed = (Wide+23)'({acc_i[30:23] != 0, acc_i[22:0]}) << (acc_i[30:23] - 8'(127 + LsbExponent));
    acc_mag = acc_fixed[Wide+22:23];
    if (acc_i[30:0] == 0) acc_mag = '0;
    total = (acc_i[31] ? -acc_mag : acc_mag) + (neg_i ? -product : product);
    mag = total < 0 ? -total : total;
  end

  logic [31:0] rounded;
  spec_fp_round #(
    .ExpWidth(8),
    .FracWidth(23),
    .MagWidth(Wide)
  ) u_round (
    .sign_i(total < 0),
    .exp_i(9'(127 + LsbExponent + Wide - 1)),
    .mag_i(mag),
    .result_o(rounded)
  );

  logic acc_nan, acc_inf;
  always_comb begin
    acc_nan = acc_i[30:0] > 31'h7F800000;
    acc_inf = acc_i[30:0] == 31'h7F800000;
    acc_o = rounded;
    if (acc_inf) acc_o = acc_i;
    if (inf_i) acc_o = {neg_inf_i, 31'h7F800000};
    if (acc_nan || nan_i || (acc_inf && inf_i && acc_i[31] != neg_inf_i)) acc_o = 32'h7FC00000;
  end

endmodule
