// Drives the sequencer of a weight-stationary tile with any buffers and states which words of weights and which rows
// of X it reads, in which order. TILE_CONTROL is the unit's name, LANES that of the design, DIM_WIDTH the width of M
// and N, GROUP_COUNT_WIDTH that of a number of indices, the other macros the unit's parameters. Nets that begin with
// rtl_ are connected to the unit's registers after elaboration.
module ws_control_harness (
  input logic clk_i,
  input logic rst_i,
  input logic start_i,
  input logic drop_i,
  input logic [`DIM_WIDTH-1:0] m_i,
  input logic [`DIM_WIDTH-1:0] n_i,
  input logic [`K_WIDTH-1:0] k_i,
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

  logic running, x_release, w_release, y_alloc, x_re, w_re, param_re, page, param_page, load, live, valid, ends, counts;
  logic [`SLOT_WIDTH-1:0] slot;
  logic [`ROW_WIDTH-1:0] row;
  logic [`GROUP_WIDTH-1:0] group;
  logic [`W_LINE_WIDTH-1:0] w_line;
  logic [`W_WORD_WIDTH-1:0] w_word;
  logic [`PARAM_LINE_WIDTH-1:0] param_line;
  logic [`PARAM_WORD_WIDTH-1:0] param_word;
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
    .x_re_o(x_re),
    .slot_o(slot),
    .row_o(row),
    .group_o(group),
    .w_re_o(w_re),
    .page_o(page),
    .w_line_o(w_line),
    .w_word_o(w_word),
    .param_re_o(param_re),
    .param_page_o(param_page),
    .param_line_o(param_line),
    .param_word_o(param_word),
    .load_o(load),
    .live_o(live),
    .valid_o(valid),
    .end_o(ends),
    .counts_o(counts),
    .indices_o(indices)
  );

  // The group whose weights are read, and words of it that have been. The group before it, whose weights have all been
  // read: as long as not all of its rows have been fed it is owed.
  logic loads_q, owed_q, load_last, load_done, feed_done, load_page, load_block_last, load_columns_last, load_job_last;
  logic [Count-1:0] words_q, rows_q;
  logic [Place-1:0] load_group_q;
  logic [Dim-1:0] load_left, load_pass_left, load_columns_left;
  logic [BlockWidth:0] load_block;
  logic [`SLOT_WIDTH+1:0] load_base, load_slot;
  block_order u_order (
    .clk_i(clk_i),
    .start_i(start_i),
    .done_i(load_done & load_last),
    .active_i(known_q & loads_q),
    .m_i(m_q),
    .n_i(n_q),
    .left_o(load_left),
    .pass_left_o(load_pass_left),
    .columns_left_o(load_columns_left),
    .block_o(load_block),
    .base_o(load_base),
    .slot_o(load_slot),
    .page_o(load_page),
    .block_last_o(load_block_last),
    .columns_last_o(load_columns_last),
    .job_last_o(load_job_last)
  );
  logic feed_last_q, feed_page_q, feed_block_last_q, feed_columns_last_q;
  logic [Place-1:0] feed_group_q;
  logic [Dim-1:0] feed_left_q, feed_columns_left_q;
  logic [`SLOT_WIDTH+1:0] feed_slot_q;
  always_ff @(posedge clk_i) begin
    if (load_done) begin
      feed_last_q <= load_last;
      feed_page_q <= load_page;
      feed_block_last_q <= load_block_last;
      feed_columns_last_q <= load_columns_last;
      feed_group_q <= load_group_q;
      feed_left_q <= load_left;
      feed_columns_left_q <= load_columns_left;
      feed_slot_q <= load_slot;
    end
  end
  logic [Place-1:0] load_first, feed_first, word_first;
  assign load_first = load_group_q * Place'(Group);
  assign feed_first = feed_group_q * Place'(Group);
  // The word of the last row comes first.
  assign word_first = load_first + (Place'(`ROWS - 1) - Place'(words_q)) * Place'(`LANES);
  assign load_last = load_first + Place'(Group) >= Place'(k_q);

  // A word is read when its page is full and the rows of the group before, if they are owed, have begun, or begin. They
  // begin when their slot is full, those of a block's last group when a page for its results is free; then there is no
  // pause.
  logic begins, feeds, reads;
  assign begins = owed_q & rows_q == '0 & x_full_i[feed_slot_q] & (~feed_last_q | y_free_i);
  assign feeds = begins | (owed_q & rows_q != '0);
  assign reads = loads_q & w_full_i[load_page] & (words_q != '0 | ~owed_q | rows_q != '0 | begins);
  assign load_done = reads & words_q == Count'(`ROWS - 1);
  assign feed_done = feeds & rows_q == Count'(`ROWS - 1);
  always_ff @(posedge clk_i) begin
    if (!rst_n || (drop_i && !start_i)) begin
      loads_q <= 1'b0;
    end else if (start_i) begin
      loads_q <= 1'b1;
    end else if (load_done && load_last && load_job_last) begin
      loads_q <= 1'b0;
    end
    if (!rst_n || start_i || drop_i) owed_q <= 1'b0;
    else owed_q <= load_done | (owed_q & ~feed_done);
    if (start_i) begin
      words_q <= '0;
      rows_q <= '0;
      load_group_q <= '0;
    end else begin
      if (reads) words_q <= load_done ? '0 : words_q + Count'(1);
      if (feeds) rows_q <= feed_done ? '0 : rows_q + Count'(1);
      if (load_done) load_group_q <= load_last ? '0 : load_group_q + Place'(1);
    end
  end
  // A job begins when nothing of one is left to read or to feed, or when what was left is dropped.
  always_comb assume (!start_i || drop_i || (!loads_q && !owed_q));

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
      w_full_q[p] <= rst_n & ~start_i & ~drop_i & w_full_i[p] & ~(w_release & param_page == 1'(p));
    end
  end
  always_comb assume ((x_full_q & ~x_full_i) == '0 && (w_full_q & ~w_full_i) == '0);

  logic load_then_q, live_then_q, valid_then_q, ends_then_q;
  always_ff @(posedge clk_i) begin
    load_then_q <= rst_n & reads & ~drop_i;
    live_then_q <= word_first < Place'(k_q);
    valid_then_q <= rst_n & feeds & ~drop_i;
    ends_then_q <= feed_last_q;
  end
  always_comb begin
    if (known_q) begin
      assert (running == (loads_q | (owed_q & rows_q == '0)));
      // Words of weights.
      assert (w_re == reads);
      assert (load == load_then_q);
      assert (!load || live == live_then_q);
      assert (!reads || w_full_i[page]);
      if (loads_q) begin
        assert (page == load_page);
        assert (((Place + 8)'(w_line) * `W_WORDS + (Place + 8)'(w_word)) * `LANES == (Place + 8)'(word_first));
        assert (w_word < `W_WORDS);
      end
      // Rows of X, the last one of the block first.
      assert (x_re == feeds);
      assert (valid == valid_then_q);
      assert (!valid || ends == ends_then_q);
      assert (counts == (feeds & Dim'(`ROWS - 1) - Dim'(rows_q) < feed_left_q));
      assert (!feeds || x_full_i[slot]);
      if (owed_q) begin
        assert (slot == feed_slot_q);
        assert (Count'(row) == Count'(`ROWS - 1) - rows_q && Place'(group) == feed_group_q);
        assert (Place'(indices) == (feed_last_q ? Place'(k_q) - feed_first : Place'(Group)));
      end
      // With the first row, the group's parameters, and with the last group's, a page for the results.
      assert (param_re == begins);
      assert (y_alloc == (begins & feed_last_q));
      if (owed_q) begin
        assert (param_page == feed_page_q && w_full_i[param_page]);
        assert ((Place + 8)'(param_line) * `PARAMS + (Place + 8)'(param_word) == (Place + 8)'(feed_group_q));
        assert (param_word < `PARAMS);
        assert (Dim'(y_rows) == (feed_left_q < Dim'(`ROWS) ? feed_left_q : Dim'(`ROWS)));
        assert (Dim'(y_columns) == (feed_columns_left_q < Dim'(`COLUMNS) ? feed_columns_left_q : Dim'(`COLUMNS)));
      end
      // With a block's last row, its operands, if no other block of this pass, or of these columns, uses them.
      assert (x_release == (feed_done & feed_last_q & feed_columns_last_q));
      assert (w_release == (feed_done & feed_last_q & feed_block_last_q));
    end
  end

  // What makes this inductive: how the two walks hang together, and the unit's registers.
  (* keep *) logic [`DIM_WIDTH-1:0] rtl_pass_left, rtl_m_left, rtl_n_left;
  (* keep *) logic [`K_WIDTH-1:0] rtl_k_left, rtl_offset;
  (* keep *) logic [BlockWidth-1:0] rtl_block;
  (* keep *) logic [`SLOT_WIDTH-1:0] rtl_base, rtl_slot;
  (* keep *) logic [`GROUP_WIDTH-1:0] rtl_group;
  (* keep *) logic [`PARAM_LINE_WIDTH-1:0] rtl_param_line;
  (* keep *) logic [`PARAM_WORD_WIDTH-1:0] rtl_param_word;
  (* keep *) logic rtl_running, rtl_loaded, rtl_feeding, rtl_k_end, rtl_n_end, rtl_column_end;
  always_comb begin
    if (known_q) begin
      assert (rtl_running == loads_q);
      assert (rtl_loaded == (owed_q & rows_q == '0) && rtl_feeding == (owed_q & rows_q != '0));
      if (loads_q || owed_q) begin
        assert (Count'(row) == Count'(`ROWS - 1) - rows_q);
        assert (k_q != '0 && k_q <= `MAX_K && words_q < `ROWS && rows_q < `ROWS);
        assert (!loads_q || load_first < Place'(k_q));
      end
      if (owed_q) begin
        // The next group's words are behind the rows.
        assert (words_q <= rows_q);
        assert (!loads_q || load_page == (feed_page_q ^ (feed_last_q & feed_block_last_q)));
        assert (feed_first < Place'(k_q) && feed_last_q == (feed_first + Place'(Group) >= Place'(k_q)));
        assert (rtl_k_end == feed_last_q && rtl_n_end == feed_columns_last_q && rtl_column_end == feed_block_last_q);
      end else if (loads_q) begin
        assert (rows_q == '0);
      end
      if (loads_q) begin
        assert (Dim'(rtl_pass_left) == load_pass_left);
        assert (Dim'(rtl_m_left) == load_left && Dim'(rtl_n_left) == load_columns_left);
        assert (rtl_block == load_block && rtl_base == load_base && rtl_slot == load_slot);
        assert (Place'(rtl_group) == load_group_q && rtl_param_word < `PARAMS);
        assert ((Place + 8)'(rtl_param_line) * `PARAMS + (Place + 8)'(rtl_param_word) == (Place + 8)'(load_group_q));
        assert (Place'(rtl_k_left) == Place'(k_q) - load_first);
        assert (Place'(rtl_offset) == word_first - load_first);
      end
    end
  end

endmodule
