// Drives the tile's sequencer with any buffers and any array and states which beat of which block it reads, in which
// order. TILE_CONTROL is the unit's name, LANES and GROUP_BEATS those of the design, DIM_WIDTH the width of M and N,
// the other macros its parameters. Nets that begin with rtl_ are connected to the unit's registers after elaboration.
module tile_control_harness (
  input logic clk_i,
  input logic rst_i,
  input logic start_i,
  input logic drop_i,
  input logic [`DIM_WIDTH-1:0] m_i,
  input logic [`DIM_WIDTH-1:0] n_i,
  input logic [`K_WIDTH-1:0] k_i,
  input logic [`SLOTS-1:0] x_full_i,
  input logic [1:0] w_full_i,
  input logic y_free_i,
  input logic ready_i
);

  localparam int BlockWidth = `ROW_BLOCKS > 1 ? $clog2(`ROW_BLOCKS) : 1;
  localparam int BeatWidth = `GROUP_BEATS > 1 ? $clog2(`GROUP_BEATS) : 1;
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
  logic job_q, offered_q;
  // A job begins when none runs and the array has taken what was offered, or when what was left is dropped.
  always_comb assume (!start_i || drop_i || (!job_q && !offered_q));

  logic running, x_release, w_release, y_alloc, re, page, param_re, valid, last, ends;
  logic [`SLOT_WIDTH-1:0] slot;
  logic [`X_LINE_WIDTH-1:0] x_line;
  logic [`X_WORD_WIDTH-1:0] x_word;
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
  logic [$clog2(`LANES+1)-1:0] lanes;
  // The array takes whatever is no last beat, and a last one when it likes.
  logic ready;
  assign ready = ready_i | ~last;
  `TILE_CONTROL #(
    .Rows(`ROWS),
    .Columns(`COLUMNS),
    .RowBlocks(`ROW_BLOCKS),
    .KWidth(`K_WIDTH),
    .Slots(`SLOTS),
    .SlotWidth(`SLOT_WIDTH),
    .XWords(`X_WORDS),
    .XLineWidth(`X_LINE_WIDTH),
    .XWordWidth(`X_WORD_WIDTH),
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
    .running_o(running),
    .x_full_i(x_full_i),
    .x_release_o(x_release),
    .w_full_i(w_full_i),
    .w_release_o(w_release),
    .y_free_i(y_free_i),
    .y_alloc_o(y_alloc),
    .y_rows_o(y_rows),
    .y_columns_o(y_columns),
    .re_o(re),
    .slot_o(slot),
    .x_line_o(x_line),
    .x_word_o(x_word),
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
    .valid_o(valid),
    .ready_i(ready),
    .last_o(last),
    .end_o(ends),
    .lanes_o(lanes)
  );

  // The next beat: its block, and the index in K.
  logic last_q, ends_q, page_now, block_done, block_last, columns_last, job_last;
  logic [Dim-1:0] left, pass_left, columns_left;
  logic [BlockWidth:0] block;
  logic [`SLOT_WIDTH+1:0] base, slot_now;
  block_order u_order (
    .clk_i(clk_i),
    .start_i(start_i),
    .done_i(block_done),
    .active_i(known_q & job_q),
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
  logic [Place-1:0] k_index_q;
  logic [BeatWidth:0] group_beat_q;
  logic [Place-1:0] group_q;

  // A beat is read when the array has room for it, and its block's operands and a page for its results are there.
  logic k_end, group_end, read, room;
  assign k_end = k_index_q + Place'(`LANES) >= Place'(k_q);
  assign group_end = k_end | group_beat_q + 1'b1 == (BeatWidth + 1)'(`GROUP_BEATS);
  assign room = ~offered_q | ready;
  assign read = job_q & room & x_full_i[slot_now] & w_full_i[page_now] & (~k_end | y_free_i);
  assign block_done = read & k_end;
  always_ff @(posedge clk_i) begin
    if (!rst_n) job_q <= 1'b0;
    else if (start_i) job_q <= 1'b1;
    else if (drop_i || (block_done && job_last)) job_q <= 1'b0;
    if (!rst_n || drop_i) offered_q <= 1'b0;
    else if (room) offered_q <= read;
    if (read) begin
      last_q <= group_end;
      ends_q <= k_end;
    end
    if (start_i || block_done) begin
      k_index_q <= '0;
      group_beat_q <= '0;
      group_q <= '0;
    end else if (read) begin
      k_index_q <= k_index_q + Place'(`LANES);
      group_beat_q <= group_end ? '0 : group_beat_q + 1'b1;
      group_q <= group_q + Place'(group_end);
    end
  end

  always_comb begin
    if (known_q) begin
      assert (running == job_q);
      assert (re == read);
      assert (param_re == (read & group_end));
      assert (y_alloc == block_done);
      assert (x_release == (block_done & columns_last));
      assert (w_release == (block_done & block_last));
      assert (valid == offered_q);
      assert (!valid || (last == last_q && ends == ends_q));
      if (job_q) begin
        assert (slot == slot_now && page == page_now);
        // Index of the beat in K, and of its group.
        assert (((Place + 8)'(x_line) * `X_WORDS + (Place + 8)'(x_word)) * `LANES == (Place + 8)'(k_index_q));
        assert (((Place + 8)'(w_line) * `W_WORDS + (Place + 8)'(w_word)) * `LANES == (Place + 8)'(k_index_q));
        assert ((Place + 8)'(param_line) * `PARAMS + (Place + 8)'(param_word) == (Place + 8)'(group_q));
`ifdef GROUP_SCALES
        assert ((Place + 8)'(x_scale_line) * `X_SCALES + (Place + 8)'(x_scale_word) == (Place + 8)'(group_q));
        assert (x_scale_word < `X_SCALES);
`endif
        assert (x_word < `X_WORDS && w_word < `W_WORDS && param_word < `PARAMS);
        assert (Dim'(y_rows) == (left < Dim'(`ROWS) ? left : Dim'(`ROWS)));
        assert (Dim'(y_columns) == (columns_left < Dim'(`COLUMNS) ? columns_left : Dim'(`COLUMNS)));
        assert (Place'(lanes) == (k_end ? Place'(k_q) - k_index_q : Place'(`LANES)));
      end
    end
  end

  // A beat that is offered stays till it is taken, unless the job ends.
  logic stays_q = 1'b0, was_last_q, was_end_q;
  always_ff @(posedge clk_i) begin
    stays_q <= rst_n & valid & ~ready & ~drop_i;
    was_last_q <= last;
    was_end_q <= ends;
  end
  always_comb if (known_q && stays_q) assert (valid && last == was_last_q && ends == was_end_q && offered_q);

  // What makes this inductive: the numbers' ranges, and the unit's registers.
  (* keep *) logic [`DIM_WIDTH-1:0] rtl_pass_left, rtl_m_left, rtl_n_left;
  (* keep *) logic [`K_WIDTH-1:0] rtl_k_left;
  (* keep *) logic [BlockWidth-1:0] rtl_block;
  (* keep *) logic [`SLOT_WIDTH-1:0] rtl_base;
  (* keep *) logic [BeatWidth-1:0] rtl_beat;
  always_comb begin
    if (known_q && job_q) begin
      assert (k_q != '0 && k_q <= `MAX_K && k_index_q < Place'(k_q));
      assert (Dim'(rtl_pass_left) == pass_left);
      assert (Dim'(rtl_m_left) == left && Dim'(rtl_n_left) == columns_left);
      assert (Place'(rtl_k_left) == Place'(k_q) - k_index_q);
      assert (rtl_block == block && rtl_base == base);
      assert (rtl_beat == group_beat_q && group_beat_q < (BeatWidth + 1)'(`GROUP_BEATS));
      assert ((Place + 8)'(k_index_q) == ((Place + 8)'(group_q) * `GROUP_BEATS + (Place + 8)'(group_beat_q)) * `LANES);
    end
  end

endmodule
