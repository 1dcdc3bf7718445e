// The lowest bits of an integer, those of the slices that skip_i does not leave out, as two's complement, plus what makes them a number
// without a sign; at the upper end, so times what is left out.
module spec_slice_integer #(
  parameter int Slices = 2,
  parameter int SliceBits = 4,
  parameter int Bits = Slices * SliceBits
) (
  input  logic [Bits-1:0] x_i,
  input  logic [Slices-2:0] skip_i,
  output logic [Bits-1:0] x_o
);

  logic [Bits:0] value, half;
  int places;
  always_comb begin
    places = Bits;
    for (int i = 0; i < Slices - 1; i++) begin
      if (skip_i[i]) places = places - SliceBits;
    end
    half = (Bits + 1)'(1) << (places - 1);
    value = {1'b0, x_i} & ((half << 1) - 1'b1);
    if (value >= half) value = value - (half << 1);
    x_o = Bits'((value + half) << (Bits - places));
  end

endmodule
