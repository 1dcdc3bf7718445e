// Drives a memory with anything and states that it keeps each word till it is written again: what ram_harness.sv,
// which stands for it in the buffers' proofs, takes for granted. RAM is the unit's name, WIDTH and DEPTH its size, the depth a
// power of two. Nets that begin with rtl_ are connected to the unit's words after elaboration.
module ram_word_harness (
  input logic clk_i,
  input logic we_i,
  input logic [$clog2(`DEPTH)-1:0] waddr_i,
  input logic [`WIDTH-1:0] wdata_i,
  input logic re_i,
  input logic [$clog2(`DEPTH)-1:0] raddr_i
);

  logic [`WIDTH-1:0] rdata;
  `RAM #(
    .Width(`WIDTH),
    .Depth(`DEPTH),
    .AddressWidth($clog2(`DEPTH))
  ) u_ram (
    .clk_i(clk_i),
    .we_i(we_i),
    .waddr_i(waddr_i),
    .wdata_i(wdata_i),
    .re_i(re_i),
    .raddr_i(raddr_i),
    .rdata_o(rdata)
  );

  // The word at one address, any one, and the word that a read of it gave last, if it was not written then.
  (* anyconst *) logic [$clog2(`DEPTH)-1:0] watch;
  logic is_written_q = 1'b0, is_read_q = 1'b0;
  logic [`WIDTH-1:0] word_q, read_q;
  always_ff @(posedge clk_i) begin
    if (we_i && waddr_i == watch) begin
      is_written_q <= 1'b1;
      word_q <= wdata_i;
    end
    if (re_i) begin
      is_read_q <= is_written_q & raddr_i == watch & ~(we_i & waddr_i == watch);
      read_q <= word_q;
    end
  end
  (* keep *) logic [`DEPTH*`WIDTH-1:0] rtl_words;
  always_comb begin
    assert (!is_read_q || rdata == read_q);
    assert (!is_written_q || rtl_words[watch*`WIDTH+:`WIDTH] == word_q);
  end

endmodule
