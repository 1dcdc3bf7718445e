// Drives the tile's registers with any accesses and states every handshake, answer and command. TILE_REGS is the
// unit's name; READABLE, WRITABLE, IDLE_ONLY and SETTLED_ONLY have a bit for each word of addresses: which words can be
// read, which written, which of these only while no job runs, and which only while no results are pending besides. CONTROL,
// PACKETS, M, N and K are words, and so is TENSOR_SCALE, where it is one, whose value after a reset is 1; START, ABORT and RECOVER
// bits of CONTROL. Nets that begin with rtl_ are connected to the unit's registers after elaboration. Inputs that are left
// open are free.
module tile_regs_harness (
  input logic clk_i,
  input logic rst_i,
  input logic awvalid_i,
  input logic [7:0] awaddr_i,
  input logic wvalid_i,
  input logic [31:0] wdata_i,
  input logic [3:0] wstrb_i,
  input logic bready_i,
  input logic arvalid_i,
  input logic [7:0] araddr_i,
  input logic rready_i,
  input logic busy_i,
  input logic pending_i
);

`ifdef TENSOR_SCALE
  localparam int Sizes = 4;
`else
  localparam int Sizes = 3;
`endif

  // A first cycle of reset; from then on it comes and goes.
  logic known_q = 1'b0;
  always_ff @(posedge clk_i) known_q <= 1'b1;
  logic rst_n;
  assign rst_n = known_q & ~rst_i;

  logic awready, wready, bvalid, arready, rvalid, start, abort, recover;
  logic [1:0] bresp, rresp;
  logic [31:0] rdata;
  logic [Sizes*32-1:0] sizes;
  logic [1:0] packets;
  `TILE_REGS #(
    .StepWidth(1)
  ) u_regs (
    .clk_i(clk_i),
    .rst_ni(rst_n),
    .awvalid_i(awvalid_i),
    .awready_o(awready),
    .awaddr_i(awaddr_i),
    .wvalid_i(wvalid_i),
    .wready_o(wready),
    .wdata_i(wdata_i),
    .wstrb_i(wstrb_i),
    .bvalid_o(bvalid),
    .bready_i(bready_i),
    .bresp_o(bresp),
    .arvalid_i(arvalid_i),
    .arready_o(arready),
    .araddr_i(araddr_i),
    .rvalid_o(rvalid),
    .rready_i(rready_i),
    .rdata_o(rdata),
    .rresp_o(rresp),
    .start_o(start),
    .abort_o(abort),
    .recover_o(recover),
    .packets_o(packets),
    .m_o(sizes[0*32+:32]),
    .n_o(sizes[1*32+:32]),
    .k_o(sizes[2*32+:32]),
`ifdef TENSOR_SCALE
    .tensor_scale_o(sizes[3*32+:32]),
`endif
    .busy_i(busy_i),
    .pending_i(pending_i)
  );

  // Pairs of an address and data: what of the next one is here, and the answer to the one before.
  logic has_address_q, has_data_q, has_answer_q, write;
  logic [7:0] address_q;
  logic [31:0] data_q;
  logic [3:0] strobe_q;
  assign write = has_address_q & has_data_q & ~has_answer_q;
  always_ff @(posedge clk_i) begin
    if (!rst_n) begin
      has_address_q <= 1'b0;
      has_data_q <= 1'b0;
      has_answer_q <= 1'b0;
    end else begin
      if (write) has_address_q <= 1'b0;
      else if (awvalid_i && awready) has_address_q <= 1'b1;
      if (write) has_data_q <= 1'b0;
      else if (wvalid_i && wready) has_data_q <= 1'b1;
      if (write) has_answer_q <= 1'b1;
      else if (bready_i) has_answer_q <= 1'b0;
    end
    if (awvalid_i && awready) address_q <= awaddr_i;
    if (wvalid_i && wready) data_q <= wdata_i;
    if (wvalid_i && wready) strobe_q <= wstrb_i;
  end

  // What the write asks for, and whether it is refused.
  localparam logic [63:0] Writable = `WRITABLE, IdleOnly = `IDLE_ONLY, Readable = `READABLE, SettledOnly = `SETTLED_ONLY;
  logic [5:0] word;
  logic [31:0] strobes;
  logic is_control, is_refused;
  assign word = address_q[7:2];
  for (genvar b = 0; b < 32; b++) begin : gen_strobe
    assign strobes[b] = strobe_q[b/8];
  end
  assign is_control = word == 6'd`CONTROL;
  assign is_refused = ~Writable[word] | (busy_i & IdleOnly[word]) | (pending_i & SettledOnly[word])
      | (busy_i & is_control & data_q[`START] & strobes[`START]);
  logic commands;
  assign commands = write & is_control & ~is_refused;
  logic refused_q;
  always_ff @(posedge clk_i) if (write) refused_q <= is_refused;
  always_comb begin
    if (known_q) begin
      // One answer for each pair, in the cycle after both are here and the answer before is gone, and none without.
      // A part of the next pair is taken as soon as the one before is answered.
      assert (awready == ~has_address_q);
      assert (wready == ~has_data_q);
      assert (bvalid == has_answer_q);
      assert (!bvalid || bresp == {refused_q, 1'b0});
      // A command lasts for the one cycle of its write.
      assert (start == (commands & data_q[`START] & strobes[`START]));
      assert (abort == (commands & data_q[`ABORT] & strobes[`ABORT]));
      assert (recover == (commands & data_q[`RECOVER] & strobes[`RECOVER]));
    end
  end

  // The sizes change by their writes alone.
  logic [Sizes*32-1:0] sizes_q;
  logic [Sizes*6-1:0] size_words;
  assign size_words[3*6-1:0] = {6'd`K, 6'd`N, 6'd`M};
`ifdef TENSOR_SCALE
  assign size_words[3*6+:6] = 6'd`TENSOR_SCALE;
`endif
  for (genvar s = 0; s < Sizes; s++) begin : gen_size
    always_ff @(posedge clk_i) begin
      if (!rst_n) sizes_q[s*32+:32] <= s == 3 ? 32'h3f800000 : '0;
      else if (write && !is_refused && word == size_words[s*6+:6]) begin
        sizes_q[s*32+:32] <= (data_q & strobes) | (sizes_q[s*32+:32] & ~strobes);
      end
    end
    always_comb if (known_q) assert (sizes[s*32+:32] == sizes_q[s*32+:32]);
  end

  // So do the bits that say where packets may end; the others of their register are none.
  logic [1:0] packets_q;
  always_ff @(posedge clk_i) begin
    if (!rst_n) packets_q <= '0;
    else if (write && !is_refused && word == 6'd`PACKETS) begin
      packets_q <= (data_q[1:0] & strobes[1:0]) | (packets_q & ~strobes[1:0]);
    end
  end
  always_comb if (known_q) assert (packets == packets_q);

  // Reads: one answer for each address, in the cycle after it.
  logic reads_q, read_refused_q;
  logic [Sizes-1:0] read_size_q;
  logic read_packets_q;
  logic [31:0] read_q;
  always_ff @(posedge clk_i) begin
    if (!rst_n) reads_q <= 1'b0;
    else if (arvalid_i && arready) reads_q <= 1'b1;
    else if (rready_i) reads_q <= 1'b0;
    if (arvalid_i && arready) begin
      read_refused_q <= ~Readable[araddr_i[7:2]];
      for (int s = 0; s < Sizes; s++) begin
        read_size_q[s] <= araddr_i[7:2] == size_words[s*6+:6];
        if (araddr_i[7:2] == size_words[s*6+:6]) read_q <= sizes_q[s*32+:32];
      end
      read_packets_q <= araddr_i[7:2] == 6'd`PACKETS;
      if (araddr_i[7:2] == 6'd`PACKETS) read_q <= {30'd0, packets_q};
    end
  end
  always_comb begin
    if (known_q) begin
      assert (arready == ~reads_q);
      assert (rvalid == reads_q);
      assert (!rvalid || rresp == {read_refused_q, 1'b0});
      assert (!rvalid || {read_packets_q, read_size_q} == '0 || rdata == read_q);
      assert (!rvalid || !read_refused_q || rdata == '0);
    end
  end

  // Answers stay as they are till they are taken, nothing waits for ever, and no command lasts.
  logic b_stays_q = 1'b0, r_stays_q = 1'b0, commanded_q = 1'b0;
  logic [1:0] was_bresp_q, was_rresp_q;
  logic [31:0] was_rdata_q;
  logic [1:0] waits_q = 2'd0, read_waits_q = 2'd0;
  always_ff @(posedge clk_i) begin
    b_stays_q <= rst_n & bvalid & ~bready_i;
    r_stays_q <= rst_n & rvalid & ~rready_i;
    was_bresp_q <= bresp;
    was_rresp_q <= rresp;
    was_rdata_q <= rdata;
    commanded_q <= rst_n & (start | abort | recover);
    // Cycles in a row in which somebody is kept waiting though all that the bus owes is there.
    waits_q <= rst_n & (awvalid_i & ~awready | wvalid_i & ~wready) & (has_address_q | awvalid_i)
        & (has_data_q | wvalid_i) & (bready_i | ~bvalid) ? waits_q + 2'd1 : 2'd0;
    read_waits_q <= rst_n & arvalid_i & ~arready & rready_i ? read_waits_q + 2'd1 : 2'd0;
  end
  always_comb begin
    if (known_q) begin
      assert (!b_stays_q || (bvalid && bresp == was_bresp_q));
      assert (!r_stays_q || (rvalid && rresp == was_rresp_q && rdata == was_rdata_q));
      assert (!commanded_q || !(start | abort | recover));
      assert (waits_q <= 2'd2);
      assert (read_waits_q <= 2'd1);
    end
  end

  // What makes this inductive.
  (* keep *) logic [5:0] rtl_word;
  (* keep *) logic [31:0] rtl_data;
  (* keep *) logic [3:0] rtl_strobe;
  always_comb begin
    if (known_q) begin
      if (has_address_q) assert (rtl_word == word);
      if (has_data_q) assert (rtl_data == data_q && rtl_strobe == strobe_q);
      if (commanded_q) assert (!has_address_q && !has_data_q);
      if (waits_q != 2'd0) begin
        assert (has_address_q == has_data_q && (!has_address_q || (waits_q == 2'd1 && !has_answer_q)));
      end
      assert (read_waits_q == 2'd0 || !reads_q);
    end
  end

endmodule
