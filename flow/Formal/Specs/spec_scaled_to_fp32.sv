// (-1)^neg * mag * 2^(shift - Unit): the leading one found bit by bit, its place is the exponent. Below the smallest normal
// number the fraction counts smallest subnormal ones, 2^-149; from 2^128 on there is infinity alone.
module spec_scaled_to_fp32 #(
  parameter int MagWidth = 15,
  parameter int CountWidth = 4,
  parameter int Unit = 24,
  parameter int ShiftWidth = 5
) (
  input  logic neg_i,
  input  logic [MagWidth-1:0] mag_i,
  input  logic [ShiftWidth-1:0] shift_i,
  input  logic nan_i,
  input  logic inf_i,
  output logic [31:0] value_o
);

  logic [MagWidth+22:0] wide;
  logic signed [11:0] exponent;
  always_comb begin
    value_o = 32'd0;
    wide = '0;
    exponent = '0;
    for (int i = 0; i < MagWidth; i++) begin
      if (mag_i[i]) begin
        wide = {mag_i, 23'd0} >> i;
        exponent = 12'(127 - Unit + i) + 12'(shift_i);
        value_o = exponent > 254 ? 32'h7F800000 : {1'b0, exponent[7:0], wide[22:0]};
      end
    end
    if (mag_i != 0 && exponent < 1) value_o = 32'(mag_i) << (149 - Unit + shift_i);
    if (inf_i) value_o = 32'h7F800000;
    value_o[31] = neg_i;
    if (nan_i) value_o = 32'h7FC00000;
  end

endmodule
