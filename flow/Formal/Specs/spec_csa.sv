// Each column by itself: carry and sum are the two-bit count of its ones.
module spec_csa #(
  parameter int Width = 8
) (
  input  logic [Width-1:0] a_i,
  input  logic [Width-1:0] b_i,
  input  logic [Width-1:0] c_i,
  output logic [Width-1:0] sum_o,
  output logic [Width-1:0] carry_o
);

  for (genvar j = 0; j < Width; j++) begin : gen_column
    assign {carry_o[j], sum_o[j]} = {1'b0, a_i[j]} + {1'b0, b_i[j]} + {1'b0, c_i[j]};
  end

endmodule
