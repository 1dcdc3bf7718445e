// Takes an AXI4-Stream in some cycles and not in others, and compares its beats with a memory.

module stream_check #(
  /// Width of TDATA.
  parameter int Width = 32,
  /// Number of beats.
  parameter int Beats = 1,
  /// What has to come, a beat a line as {TLAST, TKEEP, TDATA}.
  parameter     File = "y.hex"
) (
  input  logic                       clk_i,
  input  logic                       rst_ni,
  input  logic                       s_valid_i,
  output logic                       s_ready_o,
  input  logic [Width-1:0]           s_data_i,
  input  logic [Width/8-1:0]         s_keep_i,
  input  logic                       s_last_i,
  /// Beats that came.
  output logic [$clog2(Beats+2)-1:0] beats_o,
  /// Some beat was wrong, or there was one too many.
  output logic                       wrong_o
);

  localparam int WordWidth = 1 + Width / 8 + Width;
  localparam int CountWidth = $clog2(Beats + 2);
  localparam int AddressWidth = Beats > 1 ? $clog2(Beats) : 1;

  logic [WordWidth-1:0] words [0:Beats-1];
  initial $readmemh(File, words);

  // A shift register with feedback: ready in half of the cycles.
  logic [15:0] noise_q;
  assign s_ready_o = noise_q[0];

  logic [CountWidth-1:0] beats_q;
  logic wrong_q;
  assign beats_o = beats_q;
  assign wrong_o = wrong_q;
  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      noise_q <= 16'hace1;
      beats_q <= '0;
      wrong_q <= 1'b0;
    end else begin
      noise_q <= {noise_q[14:0], noise_q[15] ^ noise_q[13] ^ noise_q[12] ^ noise_q[10]};
      if (s_valid_i & s_ready_o) begin
        beats_q <= beats_q == CountWidth'(Beats + 1) ? beats_q : beats_q + CountWidth'(1);
        if (beats_q >= CountWidth'(Beats)
            || {s_last_i, s_keep_i, s_data_i} !== words[beats_q[AddressWidth-1:0]]) begin
          wrong_q <= 1'b1;
        end
      end
    end
  end

endmodule
