// Sticky flags of a fixed-point dot product: NaN, +infinity, -infinity.
module spec_mac_flags #(
  parameter int Lanes = 8,
  parameter int WWidth = 4,
  parameter bit IsSigned = 0,
  parameter int ExpWidth = 0
) (
  input  logic [2:0] flags_i,
  input  logic [Lanes*16-1:0] x_i,
  input  logic [Lanes*WWidth-1:0] w_i,
  output logic [2:0] flags_o
);

  logic [15:0] x;
  logic [WWidth-1:0] w;
  always_comb begin
    flags_o = flags_i;
    x = '0;
    w = '0;
    for (int l = 0; l < Lanes; l++) begin
      x = x_i[l*16+:16];
      w = w_i[l*WWidth+:WWidth];
      if (x[14:0] > 15'h7C00 || (x[14:0] == 15'h7C00 && (ExpWidth == 0 ? w == 0 : w[WWidth-2:0] == 0))) flags_o[2] = 1;
      else if (x[14:0] == 15'h7C00 && x[15] == (IsSigned && $signed(w) < 0)) flags_o[1] = 1;
      else if (x[14:0] == 15'h7C00) flags_o[0] = 1;
    end
  end

endmodule
