// What a slice adds to those above it: a row's first one starts from minus what the aligned integers have too much.
module spec_slice_merge #(
  parameter int Width = 24,
  parameter int SliceBits = 8
) (
  input  logic first_i,
  input  logic [Width-1:0] value_i,
  input  logic [Width-1:0] offset_i,
  input  logic [Width-1:0] slice_i,
  output logic [Width-1:0] value_o
);

  logic [Width-1:0] above;
  assign above = first_i ? Width'(0) - offset_i * (Width'(1) << (SliceBits - 1)) : value_i * (Width'(1) << SliceBits);
  assign value_o = above + slice_i;

endmodule
