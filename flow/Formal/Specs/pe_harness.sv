// A PE hands its marks on one cycle later, and reset clears them.
module pe_harness (
  input logic clk_i,
  input logic rst_ni,
  input logic first_i,
  input logic last_i,
  input logic shift_i,
  input logic [`X_WIDTH-1:0] x_i,
  input logic [`W_WIDTH-1:0] w_i,
  input logic [`STATE_WIDTH-1:0] dot_i
);

  logic first, last;
  `PE u_pe (
    .clk_i(clk_i),
    .rst_ni(rst_ni),
    .first_i(first_i),
    .last_i(last_i),
    .x_i(x_i),
    .w_i(w_i),
    .first_o(first),
    .last_o(last),
    .x_o(),
    .w_o(),
    .shift_i(shift_i),
    .dot_i(dot_i),
    .dot_o()
  );

  logic known_q = 1'b0;
  logic first_q = 1'b0;
  logic last_q = 1'b0;
  always_ff @(posedge clk_i) begin
    known_q <= 1'b1;
    first_q <= rst_ni & first_i;
    last_q <= rst_ni & last_i;
  end
  always_comb if (known_q) assert (first == first_q && last == last_q);

endmodule
