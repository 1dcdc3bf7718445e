// Round to nearest, ties to even, by quotient and rest of a division by the result's last place.
module spec_fp_round #(
  parameter int ExpWidth = 8,
  parameter int FracWidth = 23,
  parameter int MagWidth = 28,
  parameter int CountWidth = 5
) (
  input  logic sign_i,
  input  logic [ExpWidth:0] exp_i,
  input  logic [MagWidth-1:0] mag_i,
  output logic [ExpWidth+FracWidth:0] result_o
);

  localparam int Low = MagWidth - 1 - FracWidth;
  logic [ExpWidth:0] zeros, places;
  logic [MagWidth-1:0] placed;
  logic [FracWidth+1:0] significand;
  logic [ExpWidth+1:0] field;
  always_comb begin
    // Leading zeros, as many as the exponent may fall.
    zeros = (ExpWidth+1)'(MagWidth);
    for (int i = 0; i < MagWidth; i++) begin
      if (mag_i[i]) zeros = (ExpWidth+1)'(MagWidth - 1 - i);
    end
    places = zeros < exp_i ? zeros : exp_i - 1'b1;
    placed = mag_i << places;
    significand = (FracWidth+2)'(placed >> Low);
    if (placed[Low-1:0] > {1'b1, {(Low - 1){1'b0} }}
        || (placed[Low-1:0] == {1'b1, {(Low - 1){1'b0} }} && placed[Low])) begin
      significand = significand + 1'b1;
    end
    field = (ExpWidth+2)'(exp_i) - (ExpWidth+2)'(places);
    if (significand[FracWidth+1]) field = field + 1'b1;
    else if (!significand[FracWidth]) field = '0;
    if (field >= (ExpWidth+2)'((1 << ExpWidth) - 1)) begin
      result_o = {sign_i, {ExpWidth{1'b1} }, {FracWidth{1'b0} }};
    end else begin
      result_o = {sign_i, field[ExpWidth-1:0], significand[FracWidth-1:0]};
    end
  end

endmodule
