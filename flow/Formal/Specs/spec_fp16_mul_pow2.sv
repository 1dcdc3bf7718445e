// x * 2^shift by fixed point: the magnitude in units of 2^-40, exact, rounded once to binary16.
module spec_fp16_mul_pow2 (
  input  logic [15:0]       x_i,
  input  logic signed [4:0] shift_i,
  output logic [15:0]       y_o,
  output logic              overflow_o,
  output logic              underflow_o,
  output logic              inexact_o
);

  // The smallest subnormal is 2^-24; scaled by 2^-16 it is one unit.
  logic [71:0] fixed, unit, quotient, rest, rounded;
  logic [5:0] top;
  logic [5:0] places;
  always_comb begin
    fixed = 72'({x_i[14:10] != 0, x_i[9:0]})
        << ((x_i[14:10] == 0 ? 7'd0 : 7'(x_i[14:10]) - 7'd1) + 7'(shift_i) + 7'd16);
    // Below bit 27, that is below 2^-14, results are subnormal: their last place is 2^-24, bit 16.
    places = 6'd16;
    for (int i = 27; i < 72; i++) begin
      if (fixed[i]) places = 6'(i - 10);
    end
    quotient = fixed >> places;
    unit = 72'd1 << places;
    rest = fixed & (unit - 72'd1);
    rounded = quotient;
    if (rest > (unit >> 1) || (rest == (unit >> 1) && quotient[0])) rounded = quotient + 72'd1;
    // rounded * 2^places: significand of 11 bits, or 12 after a carry.
    overflow_o = 0;
    y_o = 16'(rounded);
    if (rounded >= 72'd1024) y_o = (16'(places) - 16'd16) * 16'd1024 + 16'(rounded);
    inexact_o = rest != 0;
    if (fixed >> 16 != 0 && (places > 6'd45 || (places == 6'd45 && rounded == 72'd2048))) begin
      y_o = 16'h7C00;
      overflow_o = 1;
      inexact_o = 1;
    end
    underflow_o = inexact_o && fixed < (72'd1 << 26);
    y_o[15] = x_i[15];
    if (x_i[14:10] == 31) begin
      y_o = x_i[9:0] == 0 ? x_i : 16'h7E00;
      overflow_o = 0;
      underflow_o = 0;
      inexact_o = 0;
    end
  end

endmodule
