// A scale by its format's table of encodings: binary16, bfloat16, of 8 bits, or, all of it exponent, a power of two, of which all
// ones is the NaN.
module spec_scale #(
  parameter int Width = 16,
  parameter int Exp = 5,
  parameter bit HasInfinity = 1,
  localparam int Sig = Width == Exp ? 1 : Width - Exp
) (
  input  logic [Width-1:0] x_i,
  output logic             neg_o,
  output logic [Sig-1:0]   sig_o,
  output logic [Exp-1:0]   shift_o,
  output logic             nan_o,
  output logic             inf_o
);

  if (Width == Exp) begin : gen_power
    assign neg_o = 1'b0;
    assign sig_o = 1'b1;
    assign shift_o = x_i;
    assign nan_o = x_i == {Width{1'b1}};
    assign inf_o = 1'b0;
  end else begin : gen_float
    spec_activation #(
      .XWidth(Width),
      .XExp(Exp),
      .HasInfinity(HasInfinity)
    ) u_float (
      .x_i(x_i),
      .neg_o(neg_o),
      .sig_o(sig_o),
      .shift_o(shift_o),
      .nan_o(nan_o),
      .inf_o(inf_o)
    );
  end

endmodule
