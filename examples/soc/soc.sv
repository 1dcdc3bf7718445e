// A system on a chip in small: the tile of rtl-out/reference, memories that feed its streams, a checker behind its
// results, and a state machine in the processor's place.

module soc (
  input  logic clk_i,
  input  logic rst_ni,
  /// The job has ended.
  output logic done_o,
  /// It ended well, and every beat of its results was right.
  output logic good_o
);

`include "job.svh"

  logic awvalid, awready, wvalid, wready, bvalid, bready, arvalid, arready, rvalid, rready;
  logic [7:0] awaddr, araddr;
  logic [31:0] wdata, rdata;
  logic [3:0] wstrb;
  logic [1:0] bresp, rresp;
  // Fewer PEs than the reference has: Icarus is done in seconds.
  localparam int Rows = 4;
  localparam int Columns = 4;

  logic irq, start, program_done, program_good;
  program_runner #(
    .M(JobM),
    .N(JobN),
    .K(JobK),
    .Rows(Rows),
    .Columns(Columns)
  ) u_program (
    .clk_i,
    .rst_ni,
    .m_awvalid_o(awvalid),
    .m_awready_i(awready),
    .m_awaddr_o(awaddr),
    .m_wvalid_o(wvalid),
    .m_wready_i(wready),
    .m_wdata_o(wdata),
    .m_wstrb_o(wstrb),
    .m_bvalid_i(bvalid),
    .m_bready_o(bready),
    .m_bresp_i(bresp),
    .m_arvalid_o(arvalid),
    .m_arready_i(arready),
    .m_araddr_o(araddr),
    .m_rvalid_i(rvalid),
    .m_rready_o(rready),
    .m_rdata_i(rdata),
    .m_rresp_i(rresp),
    .irq_i(irq),
    .start_o(start),
    .done_o(program_done),
    .good_o(program_good)
  );

  logic x_valid, x_ready, x_last;
  logic [JobXStream-1:0] x_data;
  logic [JobXStream/8-1:0] x_keep;
  stream_source #(
    .Width(JobXStream),
    .Beats(JobXBeats),
    .File("x.hex")
  ) u_x (
    .clk_i,
    .rst_ni,
    .start_i(start),
    .m_valid_o(x_valid),
    .m_ready_i(x_ready),
    .m_data_o(x_data),
    .m_keep_o(x_keep),
    .m_last_o(x_last)
  );

  logic w_valid, w_ready, w_last;
  logic [JobWStream-1:0] w_data;
  logic [JobWStream/8-1:0] w_keep;
  stream_source #(
    .Width(JobWStream),
    .Beats(JobWBeats),
    .File("w.hex")
  ) u_w (
    .clk_i,
    .rst_ni,
    .start_i(start),
    .m_valid_o(w_valid),
    .m_ready_i(w_ready),
    .m_data_o(w_data),
    .m_keep_o(w_keep),
    .m_last_o(w_last)
  );

  logic y_valid, y_ready, y_last;
  logic [JobYStream-1:0] y_data;
  logic [JobYStream/8-1:0] y_keep;
  mixpe_w4a8_tile #(
    .Rows(Rows),
    .Columns(Columns)
  ) u_tile (
    .clk_i,
    .rst_ni,
    .s_axil_awvalid_i(awvalid),
    .s_axil_awready_o(awready),
    .s_axil_awaddr_i(awaddr),
    .s_axil_wvalid_i(wvalid),
    .s_axil_wready_o(wready),
    .s_axil_wdata_i(wdata),
    .s_axil_wstrb_i(wstrb),
    .s_axil_bvalid_o(bvalid),
    .s_axil_bready_i(bready),
    .s_axil_bresp_o(bresp),
    .s_axil_arvalid_i(arvalid),
    .s_axil_arready_o(arready),
    .s_axil_araddr_i(araddr),
    .s_axil_rvalid_o(rvalid),
    .s_axil_rready_i(rready),
    .s_axil_rdata_o(rdata),
    .s_axil_rresp_o(rresp),
    .s_axis_x_tvalid_i(x_valid),
    .s_axis_x_tready_o(x_ready),
    .s_axis_x_tdata_i(x_data),
    .s_axis_x_tkeep_i(x_keep),
    .s_axis_x_tlast_i(x_last),
    .s_axis_w_tvalid_i(w_valid),
    .s_axis_w_tready_o(w_ready),
    .s_axis_w_tdata_i(w_data),
    .s_axis_w_tkeep_i(w_keep),
    .s_axis_w_tlast_i(w_last),
    .m_axis_y_tvalid_o(y_valid),
    .m_axis_y_tready_i(y_ready),
    .m_axis_y_tdata_o(y_data),
    .m_axis_y_tkeep_o(y_keep),
    .m_axis_y_tlast_o(y_last),
    .irq_o(irq)
  );

  logic [$clog2(JobYBeats+2)-1:0] y_beats;
  logic y_wrong;
  stream_check #(
    .Width(JobYStream),
    .Beats(JobYBeats),
    .File("y.hex")
  ) u_y (
    .clk_i,
    .rst_ni,
    .s_valid_i(y_valid),
    .s_ready_o(y_ready),
    .s_data_i(y_data),
    .s_keep_i(y_keep),
    .s_last_i(y_last),
    .beats_o(y_beats),
    .wrong_o(y_wrong)
  );

  assign done_o = program_done;
  assign good_o = program_good & ~y_wrong & (y_beats == ($clog2(JobYBeats+2))'(JobYBeats));

endmodule
