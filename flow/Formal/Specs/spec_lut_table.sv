// The sums of every two and more of four activations, the smallest set of lanes lowest.
module spec_lut_table #(
  parameter int XWidth = 8
) (
  input  logic [4*XWidth-1:0] x_i,
  output logic [6*(XWidth+1)+5*(XWidth+2)-1:0] table_o
);

  wire signed [XWidth+1:0] a = $signed(x_i[0+:XWidth]);
  wire signed [XWidth+1:0] b = $signed(x_i[XWidth+:XWidth]);
  wire signed [XWidth+1:0] c = $signed(x_i[2*XWidth+:XWidth]);
  wire signed [XWidth+1:0] d = $signed(x_i[3*XWidth+:XWidth]);
  wire [XWidth+1:0] ab = a + b, ac = a + c, bc = b + c, ad = a + d, bd = b + d, cd = c + d;
  wire [XWidth+1:0] abc = a + b + c, abd = a + b + d, acd = a + c + d, bcd = b + c + d, abcd = a + b + c + d;
  assign table_o = {
    abcd, bcd, acd, cd[XWidth:0], abd, bd[XWidth:0], ad[XWidth:0], abc, bc[XWidth:0], ac[XWidth:0], ab[XWidth:0]
  };

endmodule
