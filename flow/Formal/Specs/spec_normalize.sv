// The number of leading zeros by looking at every bit, and the word shifted by it.
module spec_normalize #(
  parameter int Width = 28,
  parameter int CountWidth = 5
) (
  input  logic [Width-1:0] data_i,
  output logic [Width-1:0] data_o,
  output logic [CountWidth-1:0] count_o
);

  always_comb begin
    count_o = '1;
    for (int i = 0; i < Width; i++) begin
      if (data_i[i]) count_o = CountWidth'(Width - 1 - i);
    end
    data_o = data_i << count_o;
  end

endmodule
