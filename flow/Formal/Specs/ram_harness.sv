// A memory that keeps the word at one address, harness_watch, and returns anything for the others: whatever holds of
// it for each constant harness_watch holds of the memory. RAM is the design's module name.
module `RAM #(
  parameter int Width = 8,
  parameter int Depth = 4,
  parameter int AddressWidth = 2
) (
  input  logic                    clk_i,
  input  logic                    we_i,
  input  logic [AddressWidth-1:0] waddr_i,
  input  logic [Width-1:0]        wdata_i,
  input  logic                    re_i,
  input  logic [AddressWidth-1:0] raddr_i,
  output logic [Width-1:0]        rdata_o
);

  // Connected to the harness after elaboration.
  (* keep *) logic [AddressWidth-1:0] harness_watch;
  // Never driven, so free in every cycle.
  logic [Width-1:0] anything;
  logic [Width-1:0] word_q;
  always_ff @(posedge clk_i) begin
    if (we_i && waddr_i == harness_watch) word_q <= wdata_i;
    // What a memory gives that is read and written at one address in one cycle is not known either.
    if (re_i) begin
      rdata_o <= raddr_i == harness_watch && !(we_i && waddr_i == harness_watch) ? word_q : anything;
    end
  end

endmodule
