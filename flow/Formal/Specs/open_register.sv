// A register that is none. With these in the place of a pipeline's registers, what a pipelined sum gives is a function
// of the operands and of the accumulator, which in the design enters that many cycles later.
(* techmap_celltype = "$dff" *)
module open_register (CLK, D, Q);
  parameter WIDTH = 1;
  parameter CLK_POLARITY = 1;
  input CLK;
  input [WIDTH-1:0] D;
  output [WIDTH-1:0] Q;

  assign Q = D;

endmodule
