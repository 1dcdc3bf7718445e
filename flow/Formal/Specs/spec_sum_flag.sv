// Sticky flag of a fixed-point activation sum: an infinity or a NaN among the activations.
module spec_sum_flag #(
  parameter int Lanes = 8
) (
  input  logic flag_i,
  input  logic [Lanes*16-1:0] x_i,
  output logic flag_o
);

  always_comb begin
    flag_o = flag_i;
    for (int l = 0; l < Lanes; l++) begin
      if (x_i[l*16+10+:5] == 31) flag_o = 1;
    end
  end

endmodule
