// A sum in units of 2^(top + 1 - 127 - Window + 1) as binary32, toward zero: the leading one found bit by bit.
module spec_dot_result #(
  parameter int SumWidth = 31,
  parameter int Window = 26
) (
  input  logic [SumWidth-1:0] sum_i,
  input  logic [7:0] top_i,
  input  logic nan_i,
  input  logic inf_i,
  input  logic neg_inf_i,
  output logic legal_o,
  output logic [31:0] value_o
);

  logic [SumWidth-1:0] mag;
  logic [SumWidth+23:0] wide;
  integer exponent;
  always_comb begin
    exponent = 1;
    mag = sum_i[SumWidth-1] ? -sum_i : sum_i;
    wide = '0;
    value_o = 32'd0;
    for (int i = 0; i < SumWidth - 1; i++) begin
      if (mag[i]) begin
        wide = {mag, 24'd0} >> (i + 1);
        exponent = top_i + 2 - Window + i;
        value_o = {sum_i[SumWidth-1], 8'(exponent), wide[22:0]};
      end
    end
    if (inf_i) value_o = 32'h7F800000;
    if (neg_inf_i) value_o = 32'hFF800000;
    if (nan_i || (inf_i && neg_inf_i)) value_o = 32'h7FC00000;
    // The most negative number of the width is no sum of such terms; nor is what overflows or is subnormal.
    legal_o = !mag[SumWidth-1] && exponent >= 1 && exponent <= 254;
  end

endmodule
