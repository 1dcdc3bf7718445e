// Likewise of a design whose slices are always all there.
module spec_slice_integer_whole #(
  parameter int Bits = 8
) (
  input  logic [Bits-1:0] x_i,
  output logic [Bits-1:0] x_o
);

  spec_slice_integer #(
    .Slices(2),
    .SliceBits(0),
    .Bits(Bits)
  ) u_integer (
    .x_i(x_i),
    .skip_i(1'b0),
    .x_o(x_o)
  );

endmodule
