// What a processor would do: writes registers over AXI4-Lite, starts the streams, waits for the interrupt, reads the
// status, and the sizes that the tile says it has.

module program_runner #(
  /// Sizes of the job.
  parameter int M = 1,
  parameter int N = 1,
  parameter int K = 1,
  /// Rows and columns of the tile's array.
  parameter int Rows = 1,
  parameter int Columns = 1
) (
  input  logic        clk_i,
  input  logic        rst_ni,
  output logic        m_awvalid_o,
  input  logic        m_awready_i,
  output logic [7:0]  m_awaddr_o,
  output logic        m_wvalid_o,
  input  logic        m_wready_i,
  output logic [31:0] m_wdata_o,
  output logic [3:0]  m_wstrb_o,
  input  logic        m_bvalid_i,
  output logic        m_bready_o,
  input  logic [1:0]  m_bresp_i,
  output logic        m_arvalid_o,
  input  logic        m_arready_i,
  output logic [7:0]  m_araddr_o,
  input  logic        m_rvalid_i,
  output logic        m_rready_o,
  input  logic [31:0] m_rdata_i,
  input  logic [1:0]  m_rresp_i,
  input  logic        irq_i,
  /// The streams may begin.
  output logic        start_o,
  /// The program has ended.
  output logic        done_o,
  /// It ended with STATUS DONE, the tile has the sizes that it is said to have, and no access was refused.
  output logic        good_o
);

  // Addresses as in the bundle's C header.
  localparam logic [7:0] Control = 8'h04;
  localparam logic [7:0] Status = 8'h08;
  localparam logic [7:0] InterruptEnable = 8'h14;
  localparam logic [7:0] RegM = 8'h20;
  localparam logic [7:0] RegN = 8'h24;
  localparam logic [7:0] RegK = 8'h28;
  localparam logic [7:0] RegRows = 8'h30;
  localparam logic [7:0] RegColumns = 8'h34;
  localparam logic [2:0] Writes = 3'd5;
  localparam logic [2:0] Reads = 3'd3;

  typedef enum logic [2:0] {Write, Answer, Wait, Read, Data, Done} state_e;
  state_e state_q;
  logic [2:0] step_q;
  logic aw_q, w_q, good_q;

  logic [39:0] write;
  always_comb begin
    unique case (step_q)
      3'd0: write = {RegM, 32'(M)};
      3'd1: write = {RegN, 32'(N)};
      3'd2: write = {RegK, 32'(K)};
      3'd3: write = {InterruptEnable, 32'd3};
      default: write = {Control, 32'd1};
    endcase
  end

  logic [39:0] read;
  always_comb begin
    unique case (step_q)
      3'd0: read = {Status, 32'd2};
      3'd1: read = {RegRows, 32'(Rows)};
      default: read = {RegColumns, 32'(Columns)};
    endcase
  end

  assign m_awvalid_o = (state_q == Write) & aw_q;
  assign m_wvalid_o = (state_q == Write) & w_q;
  assign m_awaddr_o = write[39:32];
  assign m_wdata_o = write[31:0];
  assign m_wstrb_o = 4'hf;
  assign m_bready_o = state_q == Answer;
  assign m_arvalid_o = state_q == Read;
  assign m_araddr_o = read[39:32];
  assign m_rready_o = state_q == Data;
  assign start_o = (state_q == Answer) & m_bvalid_i & (step_q == Writes - 3'd1);
  assign done_o = state_q == Done;
  assign good_o = good_q;

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      state_q <= Write;
      step_q <= '0;
      aw_q <= 1'b1;
      w_q <= 1'b1;
      good_q <= 1'b1;
    end else begin
      unique case (state_q)
        Write: begin
          aw_q <= aw_q & ~m_awready_i;
          w_q <= w_q & ~m_wready_i;
          if ((~aw_q | m_awready_i) & (~w_q | m_wready_i)) begin
            state_q <= Answer;
          end
        end
        Answer: begin
          if (m_bvalid_i) begin
            good_q <= good_q & (m_bresp_i == 2'b00);
            step_q <= step_q + 3'd1;
            aw_q <= 1'b1;
            w_q <= 1'b1;
            state_q <= step_q == Writes - 3'd1 ? Wait : Write;
          end
        end
        Wait: begin
          if (irq_i) begin
            step_q <= '0;
            state_q <= Read;
          end
        end
        Read: begin
          if (m_arready_i) begin
            state_q <= Data;
          end
        end
        Data: begin
          if (m_rvalid_i) begin
            good_q <= good_q & (m_rresp_i == 2'b00) & (m_rdata_i == read[31:0]);
            step_q <= step_q + 3'd1;
            state_q <= step_q == Reads - 3'd1 ? Done : Read;
          end
        end
        default: begin
        end
      endcase
    end
  end

endmodule
