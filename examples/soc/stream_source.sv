// A memory on a chip that sends its words on an AXI4-Stream, one after the other, when told to.

module stream_source #(
  /// Width of TDATA.
  parameter int Width = 32,
  /// Number of beats.
  parameter int Beats = 1,
  /// Its contents, a beat a line as {TLAST, TKEEP, TDATA}.
  parameter     File = "x.hex"
) (
  input  logic               clk_i,
  input  logic               rst_ni,
  input  logic               start_i,
  output logic               m_valid_o,
  input  logic               m_ready_i,
  output logic [Width-1:0]   m_data_o,
  output logic [Width/8-1:0] m_keep_o,
  output logic               m_last_o
);

  localparam int WordWidth = 1 + Width / 8 + Width;
  localparam int CountWidth = $clog2(Beats + 1);
  localparam int AddressWidth = Beats > 1 ? $clog2(Beats) : 1;

  logic [WordWidth-1:0] words [0:Beats-1];
  initial $readmemh(File, words);

  logic [CountWidth-1:0] sent_q;
  logic active_q;
  assign m_valid_o = active_q;
  assign {m_last_o, m_keep_o, m_data_o} = words[sent_q[AddressWidth-1:0]];
  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      active_q <= 1'b0;
      sent_q <= '0;
    end else if (start_i) begin
      active_q <= 1'b1;
      sent_q <= '0;
    end else if (active_q & m_ready_i) begin
      active_q <= sent_q != CountWidth'(Beats - 1);
      sent_q <= sent_q + CountWidth'(1);
    end
  end

endmodule
