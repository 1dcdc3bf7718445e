// The fields of a binary16 number, by IEEE 754's table of encodings.
module spec_fp16_decode (
  input  logic [15:0] x_i,
  output logic        neg_o,
  output logic [10:0] sig_o,
  output logic [4:0]  shift_o,
  output logic        nan_o,
  output logic        inf_o
);

  always_comb begin
    neg_o = x_i >= 16'h8000;
    nan_o = (x_i & 16'h7FFF) > 16'h7C00;
    inf_o = (x_i & 16'h7FFF) == 16'h7C00;
    if (x_i[14:10] == 0) begin
      sig_o = 11'(x_i[9:0]);
      shift_o = 5'd0;
    end else begin
      sig_o = 11'd1024 + 11'(x_i[9:0]);
      shift_o = x_i[14:10] - 5'd1;
    end
  end

endmodule
