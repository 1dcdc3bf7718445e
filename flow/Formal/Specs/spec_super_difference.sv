// Each product by 2 to the power of its shift, negative or not; one less the other.
module spec_super_difference #(
  parameter int ScaledWidth = 39,
  parameter int MinimaWidth = 35,
  parameter int Width = 69
) (
  input  logic [ScaledWidth-1:0] scaled_i,
  input  logic [4:0] scale_shift_i,
  input  logic scale_neg_i,
  input  logic [MinimaWidth-1:0] minima_i,
  input  logic [4:0] unit_shift_i,
  input  logic unit_neg_i,
  output logic [Width-1:0] value_o
);

  logic signed [Width-1:0] scaled, minima, minuend, subtrahend;
  always_comb begin
    scaled = Width'($signed(scaled_i));
    minima = Width'($signed(minima_i));
    scaled = scaled <<< scale_shift_i;
    minima = minima <<< unit_shift_i;
    minuend = scale_neg_i ? -scaled : scaled;
    subtrahend = unit_neg_i ? -minima : minima;
    value_o = minuend - subtrahend;
  end

endmodule
