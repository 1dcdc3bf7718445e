// The product of two digits of two bits as whole numbers.
module spec_brick (
  input  logic [1:0] x_i,
  input  logic       x_signed_i,
  input  logic [1:0] w_i,
  input  logic       w_signed_i,
  output logic [3:0] product_o
);

  // A bit more than the digit: its sign, or zero.
  wire signed [3:0] x = {{2{x_signed_i & x_i[1]}}, x_i};
  wire signed [3:0] w = {{2{w_signed_i & w_i[1]}}, w_i};
  assign product_o = x * w;

endmodule
