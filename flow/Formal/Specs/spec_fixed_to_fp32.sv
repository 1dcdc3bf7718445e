// Fixed point to binary32: the magnitude divided by the last place of its result, rest against one half.
module spec_fixed_to_fp32 #(
  parameter int Width = 19,
  parameter int LsbExponent = 0
) (
  input  logic [Width-1:0] value_i,
  input  logic nan_i,
  input  logic inf_i,
  input  logic neg_inf_i,
  output logic [31:0] value_o
);

  // 24 places below the unit, so that every number has a last place to divide by.
  localparam int Wide = Width + 24;
  logic [Wide-1:0] mag, rest, unit;
  logic [24:0] quotient;
  logic [7:0] top;
  always_comb begin
    mag = {$signed(value_i) < 0 ? -value_i : value_i, 24'd0};
    top = 8'd0;
    for (int i = 24; i < Wide; i++) begin
      if (mag[i]) top = 8'(i);
    end
    value_o = 32'd0;
    unit = Wide'(1) << (top - 8'd23);
    quotient = 25'(mag >> (top - 8'd23));
    rest = mag & (unit - 1'b1);
    if ((rest << 1) > unit || ((rest << 1) == unit && quotient[0])) quotient = quotient + 1'b1;
    if (top != 0) begin
      // The hidden bit, or a carry out of the significand, counts the exponent up.
      value_o = {1'b0, 8'(127 - 24 - 1 + LsbExponent) + top, 23'd0} + 32'(quotient);
    end
    value_o[31] = $signed(value_i) < 0;
    if (inf_i) value_o = {neg_inf_i, 31'h7F800000};
    if (nan_i) value_o = 32'h7FC00000;
  end

endmodule
