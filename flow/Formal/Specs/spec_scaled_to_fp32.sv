// (-1)^neg * mag * 2^(shift - Unit): the leading one found bit by bit, its place is the exponent.
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
  always_comb begin
    value_o = 32'd0;
    wide = '0;
    for (int i = 0; i < MagWidth; i++) begin
      if (mag_i[i]) begin
        wide = {mag_i, 23'd0} >> i;
        value_o = {1'b0, 8'(127 - Unit + i) + 8'(shift_i), wide[22:0]};
      end
    end
    if (inf_i) value_o = 32'h7F800000;
    value_o[31] = neg_i;
    if (nan_i) value_o = 32'h7FC00000;
  end

endmodule
