// The fields of a scale, by its format's table of encodings.
module spec_scale_decode #(
  parameter int XWidth = 16,
  parameter int XExp = 8,
  parameter bit HasInfinity = 1
) (
  input  logic [XWidth-1:0] x_i,
  output logic              neg_o,
  output logic [XWidth-1-XExp:0] sig_o,
  output logic [XExp-1:0]   shift_o,
  output logic              nan_o,
  output logic              inf_o
);

  spec_activation #(
    .XWidth(XWidth),
    .XExp(XExp),
    .HasInfinity(HasInfinity)
  ) u_activation (
    .x_i,
    .neg_o,
    .sig_o,
    .shift_o,
    .nan_o,
    .inf_o
  );

endmodule
