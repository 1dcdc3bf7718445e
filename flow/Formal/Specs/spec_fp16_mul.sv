// Product of two binary16 numbers in binary32, given that of their significands: the leading one found bit by bit.
module spec_fp16_mul (
  input  logic [15:0] x_i,
  input  logic [15:0] w_i,
  input  logic [21:0] mag_i,
  output logic [31:0] product_o
);

  logic [44:0] wide;
  logic [7:0] shift;
  logic x_special, w_special, x_nan, w_nan;
  always_comb begin
    shift = 8'd0;
    if (x_i[14:10] > 5'd1) shift = shift + 8'(x_i[14:10]) - 8'd1;
    if (w_i[14:10] > 5'd1) shift = shift + 8'(w_i[14:10]) - 8'd1;
    product_o = 32'd0;
    wide = '0;
    for (int i = 0; i < 22; i++) begin
      if (mag_i[i]) begin
        wide = {mag_i, 23'd0} >> i;
        product_o = {1'b0, 8'(127 - 48 + i) + shift, wide[22:0]};
      end
    end
    x_special = x_i[14:10] == 5'd31;
    w_special = w_i[14:10] == 5'd31;
    x_nan = x_special && x_i[9:0] != 10'd0;
    w_nan = w_special && w_i[9:0] != 10'd0;
    if (x_special || w_special) product_o = 32'h7F800000;
    product_o[31] = x_i[15] != w_i[15];
    if (x_nan || w_nan || (x_special && w_i[14:0] == 15'd0) || (w_special && x_i[14:0] == 15'd0)) begin
      product_o = 32'h7FC00000;
    end
  end

endmodule
