// binary32 to a 16-bit format: the magnitude in fixed point, divided by the result's last place.
module spec_fp32_narrow #(
  parameter int ExpWidth = 5
) (
  input  logic [31:0] value_i,
  output logic [15:0] value_o
);

  localparam int FracWidth = 15 - ExpWidth;
  localparam int Bias = (1 << (ExpWidth - 1)) - 1;
  localparam int Offset = 127 - Bias;
  localparam logic [14:0] Infinity = {{ExpWidth{1'b1} }, {FracWidth{1'b0} }};
  localparam logic [14:0] Nan = {{(ExpWidth + 1){1'b1} }, {(FracWidth - 1){1'b0} }};
  logic [7:0] exp;
  logic [47:0] sig, rest, half;
  logic [8:0] places;
  logic [15:0] quotient;
  always_comb begin
    exp = value_i[30:23] == 0 ? 8'd1 : value_i[30:23];
    sig = 48'({value_i[30:23] != 0, value_i[22:0]});
    // Places that the significand loses: more of them below the result's normal range.
    places = 9'(23 - FracWidth);
    if (9'(exp) < 9'(Offset + 1)) places = 9'(23 - FracWidth) + 9'(Offset + 1) - 9'(exp);
    if (places > 9'd40) places = 9'd40;
    quotient = 16'(sig >> places);
    rest = sig & ((48'd1 << places) - 48'd1);
    half = 48'd1 << (places - 9'd1);
    if (rest > half || (rest == half && quotient[0])) quotient = quotient + 16'd1;
    value_o = quotient;
    if (9'(exp) >= 9'(Offset + 1)) begin
      // Exponent above the smallest normal one, which the hidden bit adds by itself.
      if (9'(exp) - 9'(Offset + 1) >= 9'((1 << ExpWidth) - 2)) value_o = {1'b0, Infinity};
      else value_o = ((16'(exp) - 16'(Offset + 1)) << FracWidth) + quotient;
    end
    value_o[15] = value_i[31];
    if (value_i[30:0] == 31'h7F800000) value_o = {value_i[31], Infinity};
    if (value_i[30:0] > 31'h7F800000) value_o = {1'b0, Nan};
  end

endmodule
