// Clock, reset, and an end: the same for Icarus Verilog and for Verilator.

module soc_tb;

  timeunit 1ns;
  timeprecision 1ps;

  localparam int MaxCycles = 200000;

  logic clk = 1'b0;
  logic rst_n = 1'b0;
  logic done, good;
  soc u_soc (
    .clk_i(clk),
    .rst_ni(rst_n),
    .done_o(done),
    .good_o(good)
  );

  always #5 clk = ~clk;

  int cycles = 0;
  always @(posedge clk) begin
    cycles <= cycles + 1;
    rst_n <= cycles >= 4;
    if (done) begin
      $display("%s after %0d cycles", good ? "PASSED" : "FAILED", cycles);
      $finish;
    end else if (cycles == MaxCycles) begin
      $display("FAILED: no end after %0d cycles", cycles);
      $finish;
    end
  end

endmodule
