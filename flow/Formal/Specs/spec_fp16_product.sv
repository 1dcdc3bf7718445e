// Product of a binary16 number and an integer: the significands with *, the signs, the special values.
module spec_fp16_product #(
  parameter int WWidth = 4,
  parameter int MagWidth = 15,
  parameter bit IsSigned = 0,
  parameter int ExpWidth = 0
) (
  input  logic [15:0] x_i,
  input  logic [WWidth-1:0] w_i,
  output logic        neg_o,
  output logic [MagWidth-1:0] mag_o,
  output logic [4:0]  shift_o,
  output logic        nan_o,
  output logic        inf_o
);

  logic w_neg;
  logic [WWidth-1:0] w_abs;
  logic [4:0] w_shift;
  spec_weight #(
    .WWidth(WWidth),
    .IsSigned(IsSigned),
    .ExpWidth(ExpWidth)
  ) u_weight (
    .w_i,
    .neg_o(w_neg),
    .sig_o(w_abs),
    .shift_o(w_shift)
  );
  logic [10:0] sig;
  always_comb begin
    sig = {x_i[14:10] != 0, x_i[9:0]};
    neg_o = x_i[15] != w_neg;
    mag_o = (MagWidth'(sig) * MagWidth'(w_abs)) << w_shift;
    shift_o = x_i[14:10] == 0 ? 5'd0 : x_i[14:10] - 5'd1;
    nan_o = 0;
    inf_o = 0;
    if (x_i[14:10] == 31) begin
      if (x_i[9:0] != 0 || w_abs == 0) nan_o = 1;
      else inf_o = 1;
    end
  end

endmodule
