// Sticky flags of a fixed-point dot product: NaN, +infinity, -infinity; NaN alone where the activations have no infinity.
module spec_mac_flags #(
  parameter int Lanes = 8,
  parameter int WWidth = 4,
  parameter bit IsSigned = 0,
  parameter int ExpWidth = 0,
  parameter bit IsFlint = 0,
  parameter bit IsOutlier = 0,
  parameter int XWidth = 16,
  parameter int XExp = 5,
  parameter bit HasInfinity = 1,
  localparam int Flags = HasInfinity ? 3 : 1
) (
  input  logic [Flags-1:0] flags_i,
  input  logic [Lanes*XWidth-1:0] x_i,
  input  logic [Lanes*WWidth-1:0] w_i,
  output logic [Flags-1:0] flags_o
);

  localparam int XFrac = XWidth - 1 - XExp;
  logic [XWidth-1:0] x;
  logic [WWidth-1:0] w;
  logic is_nan, is_infinite;
  always_comb begin
    flags_o = flags_i;
    x = '0;
    w = '0;
    is_nan = 0;
    is_infinite = 0;
    for (int l = 0; l < Lanes; l++) begin
      x = x_i[l*XWidth+:XWidth];
      w = w_i[l*WWidth+:WWidth];
      is_infinite = HasInfinity && x[XWidth-2:0] == {{XExp{1'b1}}, {XFrac{1'b0}}};
      is_nan = HasInfinity ? &x[XWidth-2:XFrac] && !is_infinite : &x[XWidth-2:0];
      if (is_nan || (is_infinite && (ExpWidth == 0 ? w == 0 : w[WWidth-2:0] == 0))) flags_o[Flags-1] = 1;
      else if (is_infinite && x[XWidth-1] == (IsSigned && $signed(w) < 0)) flags_o[(Flags-1)/2] = 1;
      else if (is_infinite) flags_o[0] = 1;
    end
  end

endmodule
