// Drives a result buffer as the array and the sequencer do and states what its stream must be, beat by beat.
// Y_BUFFER is the unit's name, OUT_WIDTH and OUT_BYTES the size of a result, the other macros its parameters.
// Nets that begin with rtl_ are connected to the unit's registers after elaboration.
module y_buffer_harness (
  input logic clk_i,
  input logic rst_i,
  input logic drop_i,
  input logic alloc_i,
  input logic [`ROWS_WIDTH-1:0] rows_i,
  input logic [`COLUMNS_WIDTH-1:0] columns_i,
  input logic y_valid_i,
  input logic [`UNITS*`COLUMNS*`OUT_WIDTH-1:0] y_i,
  input logic m_ready_i
);

  // Rows of a dequantization unit.
  localparam int Band = `ROWS / `UNITS;
  localparam int RowWidth = Band > 1 ? $clog2(Band) : 1;
  // Unit u of column c delivers what unit 0 of column 0 does u * Band + c cycles later; of SHARED columns that share their
  // activations' registers all do in the first one's cycle.
  localparam int Latest = (`UNITS - 1) * Band + (`COLUMNS - 1) / `SHARED;
  localparam int Units = `UNITS * `COLUMNS;
  localparam int Words = (`COLUMNS + `VALUES - 1) / `VALUES;
  localparam int WordWidth = Words > 1 ? $clog2(Words) : 1;
  // Of numbers of pages, of rows and of columns, with room for a sum.
  localparam int Count = $clog2(`PAGES + 1) + 1;
  localparam int Place = $clog2(`ROWS + `COLUMNS + `VALUES + 1) + 1;

  // The page, so many pages after another one.
  function automatic logic [Count-1:0] page_after(input logic [Count-1:0] page, input logic [Count-1:0] pages);
    page_after = page + pages >= Count'(`PAGES) ? page + pages - Count'(`PAGES) : page + pages;
  endfunction

  // A first cycle of reset; from then on it comes and goes, blocks in flight or not.
  logic known_q = 1'b0;
  always_ff @(posedge clk_i) known_q <= 1'b1;
  logic rst_n;
  assign rst_n = known_q & ~rst_i;

  logic free, idle, m_valid, m_last;
  logic [`VALUES*`OUT_WIDTH-1:0] m_data;
  logic [`VALUES*`OUT_BYTES-1:0] m_keep;
  logic [Units-1:0] valid;
  // The sequencer takes a page only if one is free.
  logic alloc;
  assign alloc = alloc_i & free;
  `Y_BUFFER #(
    .Rows(`ROWS),
    .Columns(`COLUMNS),
    .Units(`UNITS),
    .Values(`VALUES),
    .Pages(`PAGES),
    .PageWidth(`PAGE_WIDTH),
    .RowsWidth(`ROWS_WIDTH),
    .ColumnsWidth(`COLUMNS_WIDTH)
  ) u_buffer (
    .clk_i(clk_i),
    .rst_ni(rst_n),
    .drop_i(drop_i),
    .free_o(free),
    .idle_o(idle),
    .alloc_i(alloc),
    .rows_i(rows_i),
    .columns_i(columns_i),
    .y_valid_i(valid),
    .y_i(y_i),
    .m_valid_o(m_valid),
    .m_ready_i(m_ready_i),
    .m_data_o(m_data),
    .m_keep_o(m_keep),
    .m_last_o(m_last)
  );
  always_comb begin
    assume (!alloc || (rows_i >= 1 && rows_i <= `ROWS));
    assume (!alloc || (columns_i >= 1 && columns_i <= `COLUMNS));
  end

  // Blocks in the order in which they get their pages: all of them, and those that every unit has delivered. The
  // oldest one is in page oldest_q.
  logic [Count-1:0] taken_q, whole_q, oldest_q;
  logic whole, drained;
  always_ff @(posedge clk_i) begin
    if (!rst_n) begin
      taken_q <= '0;
      whole_q <= '0;
      oldest_q <= '0;
    end else begin
      taken_q <= (drop_i ? whole_q : taken_q + Count'(alloc)) - Count'(drained);
      whole_q <= whole_q + Count'(whole & ~drop_i) - Count'(drained);
      oldest_q <= page_after(oldest_q, Count'(drained));
    end
  end

  // What the blocks' sizes are.
  logic [`PAGES*`ROWS_WIDTH-1:0] rows_q;
  logic [`PAGES*`COLUMNS_WIDTH-1:0] columns_q;
  logic [Count-1:0] next_page;
  assign next_page = page_after(oldest_q, taken_q);
  for (genvar p = 0; p < `PAGES; p++) begin : gen_page
    always_ff @(posedge clk_i) begin
      if (alloc && next_page == Count'(p)) begin
        rows_q[p*`ROWS_WIDTH+:`ROWS_WIDTH] <= rows_i;
        columns_q[p*`COLUMNS_WIDTH+:`COLUMNS_WIDTH] <= columns_i;
      end
    end
  end

  // One row of every unit in one page, any one, is followed: its results as they are delivered.
  (* anyconst *) logic [`PAGE_WIDTH-1:0] page;
  (* anyconst *) logic [RowWidth-1:0] row;
  (* keep *) logic [`PAGE_WIDTH+RowWidth-1:0] watch;
  assign watch = {page, row};
  always_comb assume (page < `PAGES && row < Band);
  // How many blocks are older than the one in the page.
  logic [Count-1:0] older;
  assign older = Count'(page) >= oldest_q ? Count'(page) - oldest_q : Count'(page) + Count'(`PAGES) - oldest_q;

  // Unit 0 of column 0 delivers at any time if there is a block to deliver.
  for (genvar t = 0; t <= Latest; t++) begin : gen_later
    // Blocks that a unit so many cycles later has delivered, and the row that it delivers next, the last one first.
    logic delivers, ends;
    logic [Count-1:0] done_q, block;
    logic [RowWidth-1:0] row_q;
    assign ends = delivers & row_q == '0;
    assign block = page_after(oldest_q, done_q);
    always_ff @(posedge clk_i) begin
      if (!rst_n) done_q <= '0;
      else done_q <= (drop_i ? whole_q : done_q + Count'(ends)) - Count'(drained);
      if (!rst_n || drop_i || ends) row_q <= RowWidth'(Band - 1);
      else if (delivers) row_q <= row_q - RowWidth'(1);
    end
    if (t == 0) begin : gen_first
      assign delivers = y_valid_i & (done_q < taken_q);
    end else begin : gen_next
      logic valid_q;
      always_ff @(posedge clk_i) valid_q <= rst_n & ~drop_i & gen_later[t-1].delivers;
      assign delivers = valid_q;
      always_comb begin
        if (known_q) begin
          assert (gen_later[t-1].done_q == done_q + Count'(ends));
          assert (gen_later[t-1].row_q
                  == (!delivers ? row_q : row_q == '0 ? RowWidth'(Band - 1) : row_q - RowWidth'(1)));
        end
      end
    end
    always_comb begin
      if (known_q) begin
        assert (row_q < Band && done_q <= taken_q && done_q >= whole_q);
        assert (done_q < taken_q || row_q == RowWidth'(Band - 1));
      end
    end
  end
  assign whole = gen_later[Latest].ends;

  (* keep *) logic [Units*`PAGE_WIDTH-1:0] rtl_write_page;
  (* keep *) logic [Units*RowWidth-1:0] rtl_write_row;
  (* keep *) logic [Units*`OUT_WIDTH-1:0] rtl_word;
  logic [Units*`OUT_WIDTH-1:0] results_q;
  for (genvar i = 0; i < Units; i++) begin : gen_unit
    localparam int At = (i / `COLUMNS) * Band + (i % `COLUMNS) / `SHARED;
    logic [Count-1:0] done_q, block;
    logic [RowWidth-1:0] row_q;
    logic filled_q, fills;
    assign done_q = gen_later[At].done_q;
    assign block = gen_later[At].block;
    assign row_q = gen_later[At].row_q;
    assign valid[i] = gen_later[At].delivers;
    assign fills = valid[i] && block == Count'(page) && row_q == row;
    always_ff @(posedge clk_i) begin
      if (alloc && next_page == Count'(page)) filled_q <= 1'b0;
      else if (fills) filled_q <= 1'b1;
      if (fills) results_q[i*`OUT_WIDTH+:`OUT_WIDTH] <= y_i[i*`OUT_WIDTH+:`OUT_WIDTH];
    end
    always_comb begin
      if (known_q) begin
        assert (older >= taken_q || filled_q == (older < done_q || (older == done_q && row > row_q)));
        // The buffer's.
        assert (rtl_write_page[i*`PAGE_WIDTH+:`PAGE_WIDTH] == block);
        assert (rtl_write_row[i*RowWidth+:RowWidth] == row_q);
        assert (older >= taken_q || !filled_q
                || rtl_word[i*`OUT_WIDTH+:`OUT_WIDTH] == results_q[i*`OUT_WIDTH+:`OUT_WIDTH]);
      end
    end
  end

  // The stream: the beat after the one that is offered is of this row of the oldest block, from this column on.
  logic [Place-1:0] row_q, column_q, rows, columns;
  logic offered_q, load, row_end;
  assign rows = Place'(rows_q[oldest_q*`ROWS_WIDTH+:`ROWS_WIDTH]);
  assign columns = Place'(columns_q[oldest_q*`COLUMNS_WIDTH+:`COLUMNS_WIDTH]);
  assign load = whole_q != '0 & (~offered_q | m_ready_i);
  assign row_end = column_q + Place'(`VALUES) >= columns;
  assign drained = load & row_end & row_q + Place'(1) == rows;
  // The row in its unit.
  logic [Place-1:0] unit, unit_row;
  always_comb begin
    unit = '0;
    for (int u = 1; u < `UNITS; u++) if (row_q >= Place'(u * Band)) unit = Place'(u);
    unit_row = row_q - unit * Place'(Band);
  end
  logic checked_q, last_q;
  logic [`VALUES*`OUT_WIDTH-1:0] data, data_q;
  logic [`VALUES*`OUT_BYTES-1:0] keep, keep_q;
  for (genvar i = 0; i < `VALUES; i++) begin : gen_value
    logic counts;
    assign counts = column_q + Place'(i) < columns;
    assign keep[i*`OUT_BYTES+:`OUT_BYTES] = {`OUT_BYTES{counts}};
    always_comb begin
      data[i*`OUT_WIDTH+:`OUT_WIDTH] = '0;
      for (int k = 0; k < Units; k++) begin
        if (counts && unit == Place'(k / `COLUMNS) && column_q + Place'(i) == Place'(k % `COLUMNS)) begin
          data[i*`OUT_WIDTH+:`OUT_WIDTH] = results_q[k*`OUT_WIDTH+:`OUT_WIDTH];
        end
      end
    end
  end
  always_ff @(posedge clk_i) begin
    if (!rst_n) begin
      offered_q <= 1'b0;
      row_q <= '0;
      column_q <= '0;
    end else begin
      offered_q <= load | (offered_q & ~m_ready_i);
      if (load) begin
        column_q <= row_end ? '0 : column_q + Place'(`VALUES);
        if (row_end) row_q <= drained ? '0 : row_q + Place'(1);
      end
    end
    if (load) begin
      checked_q <= older == '0 && unit_row == Place'(row);
      data_q <= data;
      keep_q <= keep;
      last_q <= row_end;
    end
  end
  always_comb begin
    if (known_q) begin
      assert (free == (taken_q < `PAGES));
      assert (idle == (taken_q == '0 & ~offered_q));
      assert (m_valid == offered_q);
      assert (!m_valid || m_keep == keep_q);
      assert (!m_valid || m_last == last_q);
      assert (!m_valid || !checked_q || m_data == data_q);
    end
  end

  // A beat that is offered stays till it is taken.
  logic stays_q = 1'b0;
  logic was_last_q;
  logic [`VALUES*`OUT_WIDTH-1:0] was_data_q;
  logic [`VALUES*`OUT_BYTES-1:0] was_keep_q;
  always_ff @(posedge clk_i) begin
    stays_q <= rst_n & m_valid & ~m_ready_i;
    was_last_q <= m_last;
    was_data_q <= m_data;
    was_keep_q <= m_keep;
  end
  always_comb begin
    if (known_q && stays_q) assert (m_valid && m_last == was_last_q && m_data == was_data_q && m_keep == was_keep_q);
  end

  // What makes this inductive: the numbers' ranges, and the unit's registers.
  (* keep *) logic [`PAGES-1:0] rtl_taken, rtl_full;
  (* keep *) logic [`PAGE_WIDTH-1:0] rtl_alloc, rtl_drain;
  (* keep *) logic [`PAGES*`ROWS_WIDTH-1:0] rtl_rows;
  (* keep *) logic [`PAGES*`COLUMNS_WIDTH-1:0] rtl_columns;
  (* keep *) logic [`ROWS_WIDTH-1:0] rtl_row;
  (* keep *) logic [(`UNITS > 1 ? $clog2(`UNITS) : 1)-1:0] rtl_unit;
  (* keep *) logic [RowWidth-1:0] rtl_unit_row;
  (* keep *) logic [`COLUMNS_WIDTH-1:0] rtl_left;
  (* keep *) logic [WordWidth-1:0] rtl_word_number;
  (* keep *) logic rtl_first;
  always_comb begin
    if (known_q) begin
      assert (whole_q <= taken_q && taken_q <= `PAGES && oldest_q < `PAGES);
      assert (gen_later[Latest].done_q == whole_q);
      assert (rtl_alloc == next_page && rtl_drain == oldest_q);
      assert (rtl_first == (column_q == '0));
      assert (Place'(rtl_word_number) * Place'(`VALUES) == column_q);
      assert (rtl_row == row_q);
      assert (`UNITS == 1 || (Place'(rtl_unit) == unit && Place'(rtl_unit_row) == unit_row));
      assert (whole_q != '0 || (row_q == '0 && column_q == '0));
      assert (whole_q == '0 || (row_q < rows && column_q < columns));
      assert (column_q == '0 || Place'(rtl_left) == columns - column_q);
    end
  end
  for (genvar p = 0; p < `PAGES; p++) begin : gen_page_check
    // How many blocks are older than the one in this page.
    logic [Count-1:0] before;
    assign before = Count'(p) >= oldest_q ? Count'(p) - oldest_q : Count'(p) + Count'(`PAGES) - oldest_q;
    logic [`ROWS_WIDTH-1:0] block_rows;
    logic [`COLUMNS_WIDTH-1:0] block_columns;
    assign block_rows = rows_q[p*`ROWS_WIDTH+:`ROWS_WIDTH];
    assign block_columns = columns_q[p*`COLUMNS_WIDTH+:`COLUMNS_WIDTH];
    always_comb begin
      if (known_q) begin
        assert (rtl_taken[p] == (before < taken_q));
        assert (rtl_full[p] == (before < whole_q));
        if (before < taken_q) begin
          assert (block_rows >= 1 && block_rows <= `ROWS && block_columns >= 1 && block_columns <= `COLUMNS);
          assert (rtl_rows[p*`ROWS_WIDTH+:`ROWS_WIDTH] == block_rows);
          assert (rtl_columns[p*`COLUMNS_WIDTH+:`COLUMNS_WIDTH] == block_columns);
        end
      end
    end
  end

endmodule
