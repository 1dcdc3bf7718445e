// Sticky flag of a fixed-point activation sum: an infinity or a NaN among the activations.
module spec_sum_flag #(
  parameter int Lanes = 8,
  parameter int XWidth = 16,
  parameter int XExp = 5,
  parameter bit HasInfinity = 1
) (
  input  logic flag_i,
  input  logic [Lanes*XWidth-1:0] x_i,
  output logic flag_o
);

  always_comb begin
    flag_o = flag_i;
    for (int l = 0; l < Lanes; l++) begin
      if (HasInfinity ? &x_i[l*XWidth+XWidth-1-XExp+:XExp] : &x_i[l*XWidth+:XWidth-1]) flag_o = 1;
    end
  end

endmodule
