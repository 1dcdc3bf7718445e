// A magnitude at the top of a window, moved down by whole places and cut off; in one's complement if negative.
module spec_dot_term #(
  parameter int Bits = 22,
  parameter int Window = 26
) (
  input  logic [Bits-1:0] mag_i,
  input  logic [9:0] down_i,
  input  logic neg_i,
  output logic [Window:0] value_o
);

  // The window, and as many places below it as the magnitude can fall.
  logic [2*Window-1:0] wide;
  always_comb begin
    wide = (2*Window)'(mag_i) << (2 * Window - Bits);
    wide = wide >> (down_i > 10'(Window) ? 10'(Window) : down_i);
    value_o = {1'b0, wide[2*Window-1:Window]};
    if (neg_i) value_o = ~value_o;
  end

endmodule
