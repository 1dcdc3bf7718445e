// Likewise of a design whose slices are always all there.
module spec_slice_align_whole #(
  parameter int XExp = 5,
  parameter int Bits = 16
) (
  input  logic [15:0] x_i,
  input  logic [XExp-1:0] exp_i,
  output logic [Bits-1:0] x_o
);

  spec_slice_align #(
    .XExp(XExp),
    .Slices(2),
    .SliceBits(0),
    .Bits(Bits)
  ) u_align (
    .x_i(x_i),
    .exp_i(exp_i),
    .skip_i(1'b0),
    .x_o(x_o)
  );

endmodule
