// A floating-point activation by its format's table of encodings: binary16, bfloat16, or of 8 bits and less.
module spec_activation #(
  parameter int XWidth = 16,
  parameter int XExp = 5,
  parameter bit HasInfinity = 1,
  parameter bit HasSpecials = 1,
  localparam int XFrac = XWidth - 1 - XExp
) (
  input  logic [XWidth-1:0] x_i,
  output logic              neg_o,
  output logic [XFrac:0]    sig_o,
  output logic [XExp-1:0]   shift_o,
  output logic              nan_o,
  output logic              inf_o
);

  logic [XWidth-2:0] magnitude, infinite;
  assign magnitude = x_i[XWidth-2:0];
  assign infinite = {{XExp{1'b1}}, {XFrac{1'b0}}};
  always_comb begin
    neg_o = x_i[XWidth-1] == 1;
    nan_o = HasSpecials && (HasInfinity ? magnitude > infinite : magnitude == {(XWidth-1){1'b1}});
    inf_o = HasSpecials && HasInfinity && magnitude == infinite;
    if (magnitude < (1 << XFrac)) begin
      sig_o = magnitude[XFrac:0];
      shift_o = '0;
    end else begin
      sig_o = (1 << XFrac) + magnitude[XFrac-1:0];
      shift_o = (magnitude >> XFrac) - 1;
    end
  end

endmodule
