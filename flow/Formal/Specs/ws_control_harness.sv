// Drives the sequencer of a weight-stationary tile with any buffers and states which words of weights and which rows
// of X it reads, in which order. TILE_CONTROL is the unit's name, LANES that of the design, DIM_WIDTH the width of M
// and N, GROUP_COUNT_WIDTH that of a number of indices, SLICES the passes that a row takes, or takes at most where
// RUN_TIME_SLICES is defined (in the first groups alone with WIDE_GROUPS), SLICE_WIDTH the width of their counter and SLICES_WIDTH that of their number, the other
// macros the unit's parameters. Nets that begin with rtl_ are connected to the unit's registers after elaboration.
module ws_control_harness (
  input logic clk_i,
  input logic rst_i,
  input logic start_i,
  input logic drop_i,
  input logic [`DIM_WIDTH-1:0] m_i,
  input logic [`DIM_WIDTH-1:0] n_i,
  input logic [`K_WIDTH-1:0] k_i,
`ifdef RUN_TIME_SLICES
  input logic [`SLICES_WIDTH-1:0] slices_i,
`endif
`ifdef WIDE_GROUPS
  input logic [31:0] wide_i,
`endif
  input logic [`SLOTS-1:0] x_full_i,
  input logic [1:0] w_full_i,
  input logic y_free_i
);

  localparam int BlockWidth = `ROW_BLOCKS > 1 ? $clog2(`ROW_BLOCKS) : 1;
  localparam int Group = `ROWS * `LANES;
  localparam int Count = $clog2(`ROWS + 1) + 1;
  localparam int Dim = `DIM_WIDTH + 2;
  localparam int Place = `K_WIDTH + 2;

  // A first cycle of reset; from then on it comes and goes, and so do starts and drops.
  logic known_q = 1'b0;
  always_ff @(posedge clk_i) known_q <= 1'b1;
  logic rst_n;
  assign rst_n = known_q & ~rst_i;

  // The sizes of a job stay from its start on.
  logic [`DIM_WIDTH-1:0] m, m_q, n, n_q;
  logic [`K_WIDTH-1:0] k, k_q;
  assign m = start_i ? m_i : m_q;
  assign n = start_i ? n_i : n_q;
  assign k = start_i ? k_i : k_q;
  always_ff @(posedge clk_i) begin
    m_q <= m;
    n_q <= n;
    k_q <= k;
  end
  always_comb assume (m_i != '0 && n_i != '0 && k_i != '0 && k_i <= `MAX_K);

  // Passes that a row of X takes: the same in every job, or any number for each, which stays while it is fed.
  logic active_q;
  logic [`SLICE_WIDTH:0] passes;
  logic [Place-1:0] group_q;
`ifdef RUN_TIME_SLICES
  logic [`SLICES_WIDTH-1:0] slices_q;
  always_ff @(posedge clk_i) slices_q <= slices_i;
  always_comb assume (slices_i != '0 && slices_i <= `SLICES && (!active_q || slices_i == slices_q));
`ifdef WIDE_GROUPS
  logic [31:0] wide_q;
  always_ff @(posedge clk_i) wide_q <= wide_i;
  always_comb assume (!active_q || wide_i == wide_q);
  assign passes = 32'(group_q) < wide_i ? (`SLICE_WIDTH + 1)'(slices_i) : (`SLICE_WIDTH + 1)'(1);
  logic [`SLICES_WIDTH-1:0] slices;
`else
  assign passes = (`SLICE_WIDTH + 1)'(slices_i);
`endif
`else
  assign passes = `SLICES;
`endif

  logic running, x_release, w_release, y_alloc, x_re, w_re, param_re, page, live, valid, ends, counts;
  logic [`SLOT_WIDTH-1:0] slot;
  logic [`ROW_WIDTH-1:0] row;
  logic [`GROUP_WIDTH-1:0] group;
  logic [`W_LINE_WIDTH-1:0] w_line;
  logic [`W_WORD_WIDTH-1:0] w_word;
  logic [`PARAM_LINE_WIDTH-1:0] param_line;
  logic [`PARAM_WORD_WIDTH-1:0] param_word;
`ifdef GROUP_SCALES
  logic [`X_SCALE_LINE_WIDTH-1:0] x_scale_line;
  logic [`X_SCALE_WORD_WIDTH-1:0] x_scale_word;
`endif
  logic [`ROWS_WIDTH-1:0] y_rows;
  logic [`COLUMNS_WIDTH-1:0] y_columns;
  logic [`GROUP_COUNT_WIDTH-1:0] indices;
  `TILE_CONTROL #(
    .Rows(`ROWS),
    .Columns(`COLUMNS),
    .RowBlocks(`ROW_BLOCKS),
    .KWidth(`K_WIDTH),
    .Slots(`SLOTS),
    .SlotWidth(`SLOT_WIDTH),
    .RowWidth(`ROW_WIDTH),
    .GroupWidth(`GROUP_WIDTH),
    .WWords(`W_WORDS),
    .WLineWidth(`W_LINE_WIDTH),
    .WWordWidth(`W_WORD_WIDTH),
    .Params(`PARAMS),
    .ParamLineWidth(`PARAM_LINE_WIDTH),
    .ParamWordWidth(`PARAM_WORD_WIDTH),
`ifdef GROUP_SCALES
    .XScales(`X_SCALES),
    .XScaleLineWidth(`X_SCALE_LINE_WIDTH),
    .XScaleWordWidth(`X_SCALE_WORD_WIDTH),
`endif
    .RowsWidth(`ROWS_WIDTH),
    .ColumnsWidth(`COLUMNS_WIDTH)
  ) u_control (
    .clk_i(clk_i),
    .rst_ni(rst_n),
    .start_i(start_i),
    .drop_i(drop_i),
    .m_i(m),
    .n_i(n),
    .k_i(k),
`ifdef RUN_TIME_SLICES
    .slices_i(slices_i),
`endif
`ifdef WIDE_GROUPS
    .wide_i(wide_i),
    .slices_o(slices),
`endif
    .running_o(running),
    .x_full_i(x_full_i),
    .x_release_o(x_release),
    .w_full_i(w_full_i),
    .w_release_o(w_release),
    .y_free_i(y_free_i),
    .y_alloc_o(y_alloc),
    .y_rows_o(y_rows),
    .y_columns_o(y_columns),
    .x_re_o(x_re),
    .slot_o(slot),
    .row_o(row),
    .group_o(group),
    .w_re_o(w_re),
    .page_o(page),
    .w_line_o(w_line),
    .w_word_o(w_word),
    .param_re_o(param_re),
    .param_line_o(param_line),
    .param_word_o(param_word),
`ifdef GROUP_SCALES
    .x_scale_line_o(x_scale_line),
    .x_scale_word_o(x_scale_word),
`endif
    .live_o(live),
    .valid_o(valid),
    .end_o(ends),
    .counts_o(counts),
    .indices_o(indices)
  );

  // The group that is fed, or next, and rows of it that have been.
  logic last, done, page_now, block_last, columns_last, job_last;
  logic [Count-1:0] rows_q, words;
  logic [`SLICE_WIDTH:0] slice_q;
  logic [Dim-1:0] left, pass_left, columns_left;
  logic [BlockWidth:0] block;
  logic [`SLOT_WIDTH+1:0] base, slot_now;
  block_order u_order (
    .clk_i(clk_i),
    .start_i(start_i),
    .done_i(done & last),
    .active_i(known_q & active_q),
    .m_i(m_q),
    .n_i(n_q),
    .left_o(left),
    .pass_left_o(pass_left),
    .columns_left_o(columns_left),
    .block_o(block),
    .base_o(base),
    .slot_o(slot_now),
    .page_o(page_now),
    .block_last_o(block_last),
    .columns_last_o(columns_last),
    .job_last_o(job_last)
  );
  logic [Place-1:0] first, word_first;
  assign first = group_q * Place'(Group);
  assign last = first + Place'(Group) >= Place'(k_q);
  // The word of the first row of PEs comes with the group's first row of X, the others in the cycles behind it, whatever
  // passes a row of X takes.
  logic [Count+`SLICE_WIDTH:0] cycles;
  logic loads;
  assign cycles = (Count + `SLICE_WIDTH + 1)'(rows_q) * (Count + `SLICE_WIDTH + 1)'(passes) + (Count + `SLICE_WIDTH + 1)'(slice_q);
  assign words = cycles < `ROWS ? Count'(cycles) : Count'(`ROWS);
  assign word_first = first + Place'(words) * Place'(`LANES);

  // A group begins when its slot and its page are full, a block's last one when a page for the results is free; then there
  // is no pause.
  logic begins, feeds, reads, row_ends;
  assign begins = active_q & cycles == '0 & x_full_i[slot_now] & w_full_i[page_now] & (~last | y_free_i);
  assign feeds = begins | (active_q & cycles != '0);
  assign reads = feeds & slice_q == '0;
  assign row_ends = feeds & slice_q == passes - 1'b1;
  assign done = row_ends & rows_q == Count'(`ROWS - 1);
  assign loads = feeds & words < Count'(`ROWS);
  always_ff @(posedge clk_i) begin
    if (!rst_n || (drop_i && !start_i)) begin
      active_q <= 1'b0;
    end else if (start_i) begin
      active_q <= 1'b1;
    end else if (done && last && job_last) begin
      active_q <= 1'b0;
    end
    if (start_i) begin
      rows_q <= '0;
      slice_q <= '0;
      group_q <= '0;
    end else begin
      if (row_ends) rows_q <= done ? '0 : rows_q + Count'(1);
      if (feeds) slice_q <= row_ends ? '0 : slice_q + 1'b1;
      if (done) group_q <= last ? '0 : group_q + Place'(1);
    end
  end
  // A job begins when nothing of one is left to feed, or when what was left is dropped.
  always_comb assume (!start_i || drop_i || !active_q);

  // What is full stays full till it is released, or the job ends.
  logic [`SLOTS-1:0] x_full_q = '0;
  logic [1:0] w_full_q = '0;
  for (genvar s = 0; s < `SLOTS; s++) begin : gen_slot
    always_ff @(posedge clk_i) begin
      x_full_q[s] <= rst_n & ~start_i & ~drop_i & x_full_i[s] & ~(x_release & slot == `SLOT_WIDTH'(s));
    end
  end
  for (genvar p = 0; p < 2; p++) begin : gen_page
    always_ff @(posedge clk_i) begin
      w_full_q[p] <= rst_n & ~start_i & ~drop_i & w_full_i[p] & ~(w_release & page == 1'(p));
    end
  end
  always_comb assume ((x_full_q & ~x_full_i) == '0 && (w_full_q & ~w_full_i) == '0);

  logic live_then_q, load_then_q, valid_then_q, ends_then_q;
  always_ff @(posedge clk_i) begin
    live_then_q <= word_first < Place'(k_q);
    load_then_q <= rst_n & loads;
    valid_then_q <= rst_n & reads & ~drop_i;
    ends_then_q <= last;
  end
`ifdef WIDE_GROUPS
  logic [`SLICE_WIDTH:0] passes_then_q;
  always_ff @(posedge clk_i) passes_then_q <= passes;
  always_comb assert (!known_q || !valid || (`SLICE_WIDTH + 1)'(slices) == passes_then_q);
`endif
  always_comb begin
    if (known_q) begin
      assert (running == active_q);
      // Rows of X, the last one of the block first, and words of weights.
      assert (x_re == reads && w_re == loads);
      assert (valid == valid_then_q);
      assert (!valid || ends == ends_then_q);
      assert (!load_then_q || live == live_then_q);
      assert (counts == (reads & Dim'(`ROWS - 1) - Dim'(rows_q) < left));
      assert (!feeds || (x_full_i[slot] && w_full_i[page]));
      if (active_q) begin
        assert (slot == slot_now && page == page_now);
        assert (Count'(row) == Count'(`ROWS - 1) - rows_q && Place'(group) == group_q);
        assert (Place'(indices) == (last ? Place'(k_q) - first : Place'(Group)));
        // Behind the last word of K there may be no line any more.
        if (!last || words < Count'(`ROWS)) begin
          assert (((Place + 8)'(w_line) * `W_WORDS + (Place + 8)'(w_word)) * `LANES == (Place + 8)'(word_first));
        end
        assert (w_word < `W_WORDS);
        assert ((Place + 8)'(param_line) * `PARAMS + (Place + 8)'(param_word) == (Place + 8)'(group_q));
`ifdef GROUP_SCALES
        assert ((Place + 8)'(x_scale_line) * `X_SCALES + (Place + 8)'(x_scale_word) == (Place + 8)'(group_q));
        assert (x_scale_word < `X_SCALES);
`endif
        assert (param_word < `PARAMS);
        assert (Dim'(y_rows) == (left < Dim'(`ROWS) ? left : Dim'(`ROWS)));
        assert (Dim'(y_columns) == (columns_left < Dim'(`COLUMNS) ? columns_left : Dim'(`COLUMNS)));
      end
      // With the first row, the group's parameters, and with the last group's, a page for the results.
      assert (param_re == begins);
      assert (y_alloc == (begins & last));
      // With a block's last row, its operands, if no other block of this pass, or of these columns, uses them.
      assert (x_release == (done & last & columns_last));
      assert (w_release == (done & last & block_last));
    end
  end

  // What makes this inductive: the unit's registers.
  (* keep *) logic [`DIM_WIDTH-1:0] rtl_pass_left, rtl_m_left, rtl_n_left;
  (* keep *) logic [`K_WIDTH-1:0] rtl_k_left, rtl_offset;
  (* keep *) logic [BlockWidth-1:0] rtl_block;
  (* keep *) logic [`SLOT_WIDTH-1:0] rtl_base;
  (* keep *) logic rtl_feeding, rtl_loaded;
  (* keep *) logic [`SLICE_WIDTH-1:0] rtl_slice;
  always_comb begin
    if (known_q) begin
      assert (rtl_feeding == (active_q & cycles != '0));
      if (active_q) begin
        assert (k_q != '0 && k_q <= `MAX_K && rows_q < `ROWS && slice_q < passes && first < Place'(k_q));
        assert (cycles == '0 || (x_full_q[slot_now] && w_full_q[page_now]));
`ifdef RUN_TIME_SLICES
        assert (slices_q != '0 && slices_q <= `SLICES);
`endif
        if (`SLICES > 1) assert (rtl_slice == slice_q && rtl_loaded == (words == Count'(`ROWS)));
        assert (Dim'(rtl_pass_left) == pass_left && Dim'(rtl_m_left) == left && Dim'(rtl_n_left) == columns_left);
        assert (rtl_block == block && rtl_base == base);
        assert (Place'(rtl_k_left) == Place'(k_q) - first);
        assert (Place'(rtl_offset) == word_first - first);
      end
    end
  end

endmodule
