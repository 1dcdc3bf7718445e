// x * 2^shift by fixed point in units of 2^-40, written with six exponent bits of bias 31: exact.
module spec_fp16_mul_pow2_wide (
  input  logic [15:0]       x_i,
  input  logic signed [4:0] shift_i,
  output logic [16:0]       y_o
);

  logic [71:0] fixed;
  logic [6:0] top;
  always_comb begin
    fixed = 72'({x_i[14:10] != 0, x_i[9:0]})
        << ((x_i[14:10] == 0 ? 7'd0 : 7'(x_i[14:10]) - 7'd1) + 7'(shift_i) + 7'd16);
    // Bit 10 is 2^-30, the smallest normal number; the last place of a subnormal is one unit.
    y_o = 17'(fixed[9:0]);
    for (int i = 10; i < 72; i++) begin
      if (fixed[i]) y_o = 17'(((i - 9) << 10) | 32'(10'(fixed >> (i - 10))));
    end
    y_o[16] = x_i[15];
    if (x_i[14:10] == 31) y_o = x_i[9:0] == 0 ? {x_i[15], 16'hFC00} : 17'h0FE00;
  end

endmodule
