// Drives an activation buffer with any stream and any reads of what is full, and states what it takes, keeps, gives
// and reports. X_BUFFER is the unit's name, LANES and ELEMENT_BITS those of a word, DIM_WIDTH the width
// of M, the other macros its parameters. ACTIVATION_SCALE is defined for the designs that have one, GROUP_SCALES where each
// GROUP elements of a row have one, of X_SCALE_WIDTH bits, WEIGHT_STATIONARY where a read gives a group of one row.
// Nets that begin with rtl_ are connected to the unit's own after elaboration.
module x_buffer_harness (
  input logic clk_i,
  input logic rst_i,
  input logic start_i,
  input logic drop_i,
  input logic [`DIM_WIDTH-1:0] m_i,
  input logic [`K_WIDTH-1:0] k_i,
  input logic any_row_i,
  input logic s_valid_i,
  input logic [`WORDS*`LANES*`ELEMENT_BITS-1:0] s_data_i,
  input logic [`WORDS*`LANES*`ELEMENT_BITS/8-1:0] s_keep_i,
  input logic s_last_i,
  input logic release_i,
  input logic [`SLOT_WIDTH-1:0] release_slot_i,
  input logic re_i,
  input logic [`SLOT_WIDTH-1:0] slot_i,
`ifdef GROUP_SCALES
  input logic scale_re_i,
  input logic [`SCALE_LINE_WIDTH-1:0] scale_line_i,
  input logic [`SCALE_WORD_WIDTH-1:0] scale_word_i,
`endif
`ifdef WEIGHT_STATIONARY
  input logic [`ROW_WIDTH-1:0] row_i,
  input logic [`GROUP_WIDTH-1:0] group_i
`else
  input logic [`LINE_WIDTH-1:0] line_i,
  input logic [`WORD_WIDTH-1:0] word_i
`endif
);

  localparam int Elements = `WORDS * `LANES;
  localparam int Line = Elements * `ELEMENT_BITS;
  localparam int Bytes = Line / 8;
  localparam int Word = `LANES * `ELEMENT_BITS;
  localparam int RowWidth = `ROWS > 1 ? $clog2(`ROWS) : 1;
  // Of numbers of slots, of rows of a block, and of elements, with room for a beat more.
  localparam int Slot = $clog2(`SLOTS + 1) + 1;
  localparam int Row = $clog2(`ROWS + 1) + 1;
  localparam int Place = $clog2(2 ** (`LINE_WIDTH + 1) * Elements + 2 ** `K_WIDTH) + 1;
`ifdef GROUP_SCALES
  localparam bit HasScale = 1'b1;
  localparam int ScaleElements = `SCALES * `GROUP;
  localparam int ScaleLine = `SCALES * `X_SCALE_WIDTH;
  localparam int ScalePlace = $clog2(2 ** (`SCALE_LINE_WIDTH + 1) * ScaleElements + 2 ** `K_WIDTH) + 1;
`elsif ACTIVATION_SCALE
  localparam bit HasScale = 1'b1;
`else
  localparam bit HasScale = 1'b0;
`endif

  // A first cycle of reset; from then on it comes and goes, and so do starts and drops.
  logic known_q = 1'b0;
  always_ff @(posedge clk_i) known_q <= 1'b1;
  logic rst_n;
  assign rst_n = known_q & ~rst_i;

  // The sizes of a job stay from its start on.
  logic [`DIM_WIDTH-1:0] m, m_q;
  logic [`K_WIDTH-1:0] k, k_q;
  assign m = start_i ? m_i : m_q;
  assign k = start_i ? k_i : k_q;
  always_ff @(posedge clk_i) begin
    m_q <= m;
    k_q <= k;
  end
  always_comb assume (m_i != '0 && k_i != '0 && k_i <= `MAX_K);

  logic [`SLOTS-1:0] full, full_q;
  // The sequencer reads, and frees, only what is full.
  logic is_release, is_read;
  assign is_release = release_i & full[release_slot_i] & release_slot_i < `SLOTS;
`ifdef WEIGHT_STATIONARY
  assign is_read = re_i & full[slot_i] & slot_i < `SLOTS;
`else
  assign is_read = re_i & full[slot_i] & slot_i < `SLOTS & word_i < `WORDS
      & Place'(line_i) * Place'(Elements) < Place'(k_q);
`endif

  logic ready, short_fault, long_fault, keep_fault;
  logic [`ROWS*Word-1:0] x;
`ifdef GROUP_SCALES
`ifdef WEIGHT_STATIONARY
  logic is_scale_read;
  assign is_scale_read = is_read;
  logic [`X_SCALE_WIDTH-1:0] scale;
`else
  logic is_scale_read;
  assign is_scale_read = scale_re_i & full[slot_i] & slot_i < `SLOTS & scale_word_i < `SCALES
      & ScalePlace'(scale_line_i) * ScalePlace'(ScaleElements) < ScalePlace'(k_q);
  logic [`ROWS*`X_SCALE_WIDTH-1:0] scale;
`endif
`elsif ACTIVATION_SCALE
`ifdef WEIGHT_STATIONARY
  logic [15:0] scale;
`else
  logic [`ROWS*16-1:0] scale;
`endif
`endif
  `X_BUFFER #(
    .Rows(`ROWS),
    .Words(`WORDS),
    .MaxK(`MAX_K),
    .KWidth(`K_WIDTH),
    .Slots(`SLOTS),
    .SlotWidth(`SLOT_WIDTH),
`ifdef GROUP_SCALES
    .Scales(`SCALES),
    .ScaleLineWidth(`SCALE_LINE_WIDTH),
    .ScaleWordWidth(`SCALE_WORD_WIDTH),
`endif
`ifdef WEIGHT_STATIONARY
    .RowWidth(`ROW_WIDTH),
    .GroupWidth(`GROUP_WIDTH)
`else
    .LineWidth(`LINE_WIDTH),
    .WordWidth(`WORD_WIDTH)
`endif
  ) u_buffer (
    .clk_i(clk_i),
    .rst_ni(rst_n),
    .start_i(start_i),
    .drop_i(drop_i),
    .m_i(m),
    .k_i(k),
    .any_row_i(any_row_i),
    .s_valid_i(s_valid_i),
    .s_ready_o(ready),
    .s_data_i(s_data_i),
    .s_keep_i(s_keep_i),
    .s_last_i(s_last_i),
    .fault_short_o(short_fault),
    .fault_long_o(long_fault),
    .fault_keep_o(keep_fault),
    .full_o(full),
    .release_i(is_release),
    .release_slot_i(release_slot_i),
    .re_i(is_read),
    .slot_i(slot_i),
`ifdef WEIGHT_STATIONARY
    .row_i(row_i),
    .group_i(group_i),
`else
    .line_i(line_i),
    .word_i(word_i),
`endif
`ifdef GROUP_SCALES
`ifndef WEIGHT_STATIONARY
    .scale_re_i(is_scale_read),
`endif
    .scale_line_i(scale_line_i),
    .scale_word_i(scale_word_i),
    .scale_o(scale),
`elsif ACTIVATION_SCALE
    .scale_o(scale),
`endif
    .x_o(x)
  );

`ifdef GROUP_SCALES
  (* keep *) logic [`SCALE_LINE_WIDTH-1:0] rtl_scale_line;
  (* keep *) logic [`SCALE_WORD_WIDTH-1:0] rtl_scale_word_number;
`endif
  // Where the stream stands: rows of the job that are in, the block's slot and its rows that are in, the row's scale,
  // its line of elements.
  logic job_q, is_scale_q;
  logic [`DIM_WIDTH-1:0] rows_q;
  logic [Slot-1:0] slot_q;
  logic [Row-1:0] row_q;
  logic [`LINE_WIDTH:0] line_q;
  logic [Place-1:0] first;
  assign first = Place'(line_q) * Place'(Elements);
  // A row of scales of groups is several lines of them, from that of the first group on.
  logic scale_end;
`ifdef GROUP_SCALES
  logic [`SCALE_LINE_WIDTH:0] scale_line_q;
  logic [ScalePlace-1:0] scale_first;
  assign scale_first = ScalePlace'(scale_line_q) * ScalePlace'(ScaleElements);
  assign scale_end = is_scale_q & scale_first + ScalePlace'(ScaleElements) >= ScalePlace'(k_q);
  always_ff @(posedge clk_i) begin
    if (start_i) scale_line_q <= '0;
    else if (take) scale_line_q <= is_scale_q & ~scale_end ? scale_line_q + 1'b1 : '0;
  end
`else
  assign scale_end = is_scale_q;
`endif
  logic taking, take, row_end, job_end, block_end;
  assign taking = job_q & rows_q != m_q;
  assign take = s_valid_i & ready & taking & ~drop_i;
  assign row_end = ~is_scale_q & first + Place'(Elements) >= Place'(k_q);
  assign job_end = row_end & rows_q + `DIM_WIDTH'd1 == m_q;
  assign block_end = row_end & (job_end | row_q + Row'(1) == Row'(`ROWS));
  always_ff @(posedge clk_i) begin
    if (!rst_n) job_q <= 1'b0;
    else if (start_i) job_q <= 1'b1;
    else if (drop_i) job_q <= 1'b0;
    if (start_i) begin
      rows_q <= '0;
      slot_q <= '0;
      row_q <= '0;
      line_q <= '0;
      is_scale_q <= HasScale;
    end else if (take) begin
      is_scale_q <= HasScale & (row_end | (is_scale_q & ~scale_end));
      line_q <= row_end | is_scale_q ? '0 : line_q + 1'b1;
      rows_q <= rows_q + `DIM_WIDTH'(row_end);
      if (row_end) row_q <= block_end ? '0 : row_q + Row'(1);
      if (block_end) slot_q <= slot_q + Slot'(1) == Slot'(`SLOTS) ? '0 : slot_q + Slot'(1);
    end
  end
  for (genvar s = 0; s < `SLOTS; s++) begin : gen_slot
    always_ff @(posedge clk_i) begin
      if (!rst_n || start_i || (is_release && release_slot_i == `SLOT_WIDTH'(s))) full_q[s] <= 1'b0;
      else if (take && block_end && slot_q == Slot'(s)) full_q[s] <= 1'b1;
    end
  end

  // What the beat holds, and the bytes that it has to mark.
  logic [Line-1:0] line;
  logic [Bytes-1:0] needed;
  for (genvar i = 0; i < Elements; i++) begin : gen_element
    logic counts;
    assign counts = first + Place'(i) < Place'(k_q);
    assign line[i*`ELEMENT_BITS+:`ELEMENT_BITS] = counts ? s_data_i[i*`ELEMENT_BITS+:`ELEMENT_BITS] : '0;
  end
  for (genvar b = 0; b < Bytes; b++) begin : gen_byte
    // The first element that it holds.
    localparam int Element = b * 8 / `ELEMENT_BITS;
`ifdef GROUP_SCALES
    localparam int Scale = b * 8 / `X_SCALE_WIDTH;
    assign needed[b] = is_scale_q ? Scale < `SCALES & scale_first + ScalePlace'(Scale * `GROUP) < ScalePlace'(k_q)
        : first + Place'(Element) < Place'(k_q);
`else
    assign needed[b] = is_scale_q ? b < 2 : first + Place'(Element) < Place'(k_q);
`endif
  end

  always_comb begin
    if (known_q) begin
      assert (ready == (drop_i | (taking & ~full_q[slot_q])));
      assert (full == full_q);
      assert (short_fault == (take & s_last_i & ~(any_row_i ? row_end : job_end)));
      assert (long_fault == (take & job_end & ~s_last_i));
      // Without packets of rows, what raises neither is one packet of the whole job.
      assert (!take || any_row_i || short_fault || long_fault || s_last_i == job_end);
      assert (keep_fault == (take & (needed & ~s_keep_i) != '0));
    end
  end

`ifdef WEIGHT_STATIONARY
  // One group of one row of one slot, any one, is followed in all memories: bank b holds the line of the row that has
  // the group's elements from b * Elements on.
  localparam int Banks = `ROWS / `WORDS;
  localparam int Address = `SLOT_WIDTH + `ROW_WIDTH + `GROUP_WIDTH;
  (* anyconst *) logic [`SLOT_WIDTH-1:0] slot;
  (* anyconst *) logic [`ROW_WIDTH-1:0] row;
  (* anyconst *) logic [`GROUP_WIDTH-1:0] group;
  (* keep *) logic [Address-1:0] watch;
  assign watch = {slot, row, group};
  (* keep *) logic [`SLOT_WIDTH+`ROW_WIDTH-1:0] watch_row;
  assign watch_row = {slot, row};
  always_comb assume (slot < `SLOTS && row < `ROWS);
  // The line's group, and its place in it.
  logic [Place-1:0] line_group, line_bank;
  assign line_group = Place'(line_q) / Banks;
  assign line_bank = Place'(line_q) % Banks;
  logic here, is_row, in_k, freed, counts, comes, came, read_group_q, read_row_q;
  logic [Row-1:0] rows_in_q;
  assign here = slot_q == Slot'(slot);
  assign is_row = take & here & row_q == Row'(row);
  assign in_k = Place'(group) * Place'(Banks * Elements) < Place'(k_q);
  assign freed = start_i | (is_release & release_slot_i == slot);
  // The slot holds the row, or the row comes into it, or came before the one that does.
  assign counts = full_q[slot] & Row'(row) < rows_in_q;
  assign comes = ~full_q[slot] & taking & here & row_q == Row'(row);
  assign came = ~full_q[slot] & taking & here & row_q > Row'(row);
  always_ff @(posedge clk_i) begin
    if (take && block_end && here) rows_in_q <= row_q + Row'(1);
    if (is_read) begin
      read_group_q <= slot_i == slot && row_i == row && group_i == group && in_k && counts;
      read_row_q <= slot_i == slot && row_i == row && counts;
    end
    if (!rst_n) begin
      read_group_q <= 1'b0;
      read_row_q <= 1'b0;
    end
  end
  always_comb if (known_q && full_q[slot]) assert (rows_in_q >= 1 && rows_in_q <= `ROWS);

  (* keep *) logic [Banks-1:0] rtl_we;
  (* keep *) logic [Banks*Address-1:0] rtl_waddr;
  (* keep *) logic [Banks*Line-1:0] rtl_word;
  for (genvar b = 0; b < Banks; b++) begin : gen_bank
    // The line in the group that is followed: as the stream brought it since the slot became free, zero beyond K, and
    // as it was when it was read.
    logic [Place-1:0] number;
    logic has_line_q, brings, in_line;
    logic [Line-1:0] line_in_q, line_now, line_read_q;
    assign number = Place'(group) * Place'(Banks) + Place'(b);
    assign in_line = number * Place'(Elements) < Place'(k_q);
    assign brings = is_row & ~is_scale_q & Place'(line_q) == number;
    assign line_now = in_line ? line_in_q : '0;
    always_ff @(posedge clk_i) begin
      if (freed) has_line_q <= 1'b0;
      else if (brings) has_line_q <= 1'b1;
      if (brings) line_in_q <= line;
      if (is_read) line_read_q <= line_now;
    end
    always_comb begin
      if (known_q) begin
        // A beat goes to one place, with a row's end the rest of its group becomes zero, and nothing else is written.
        assert (rtl_we[b] == (take & ~is_scale_q & (line_bank == Place'(b) | (row_end & line_bank < Place'(b)))));
        assert (!rtl_we[b] || rtl_waddr[b*Address+:Address]
                == {slot_q[`SLOT_WIDTH-1:0], row_q[`ROW_WIDTH-1:0], line_group[`GROUP_WIDTH-1:0]});
        if (in_line && (full_q[slot] || taking)) begin
          assert (has_line_q == (counts | came | (comes & ~is_scale_q & Place'(line_q) > number)));
        end
        if (in_k && (counts || came || (comes && !is_scale_q && Place'(line_q) > number))) begin
          assert (rtl_word[b*Line+:Line] == line_now);
        end
        if (read_group_q) assert (x[b*Line+:Line] == line_read_q);
      end
    end
  end
`ifdef GROUP_SCALES

  // A line of the row's scales, any one, likewise.
  localparam int ScaleAddress = `SLOT_WIDTH + `ROW_WIDTH + `SCALE_LINE_WIDTH;
  (* anyconst *) logic [`SCALE_LINE_WIDTH-1:0] watched_scale_line;
  (* keep *) logic [ScaleAddress-1:0] watch_scale;
  assign watch_scale = {slot, row, watched_scale_line};
  (* keep *) logic rtl_scale_we;
  (* keep *) logic [ScaleAddress-1:0] rtl_scale_waddr;
  (* keep *) logic [ScaleLine-1:0] rtl_scale_word;
  logic has_scale_q, brings_scale, scale_in_k, read_scale_q;
  logic [ScaleLine-1:0] scale_in_q, scale_read_q;
  logic [`SCALE_WORD_WIDTH-1:0] scale_word_q;
  assign brings_scale = is_row & is_scale_q & scale_line_q == {1'b0, watched_scale_line};
  assign scale_in_k = ScalePlace'(watched_scale_line) * ScalePlace'(ScaleElements) < ScalePlace'(k_q);
  always_ff @(posedge clk_i) begin
    if (freed) has_scale_q <= 1'b0;
    else if (brings_scale) has_scale_q <= 1'b1;
    if (brings_scale) scale_in_q <= s_data_i[ScaleLine-1:0];
    if (is_read) begin
      scale_read_q <= scale_in_q;
      scale_word_q <= scale_word_i;
      read_scale_q <= slot_i == slot && row_i == row && scale_line_i == watched_scale_line && scale_word_i < `SCALES
          && counts && scale_in_k;
    end
    if (!rst_n) read_scale_q <= 1'b0;
  end
  always_comb begin
    if (known_q) begin
      assert (rtl_scale_we == (take & is_scale_q));
      assert (!rtl_scale_we || rtl_scale_waddr
              == {slot_q[`SLOT_WIDTH-1:0], row_q[`ROW_WIDTH-1:0], scale_line_q[`SCALE_LINE_WIDTH-1:0]});
      if ((full_q[slot] || taking) && scale_in_k) begin
        assert (has_scale_q == (counts | came | (comes & (~is_scale_q | scale_line_q > {1'b0, watched_scale_line}))));
        assert (!has_scale_q || rtl_scale_word == scale_in_q);
      end
      if (read_scale_q) begin
        assert (rtl_scale_word_number == scale_word_q);
        assert (scale == scale_read_q[scale_word_q*`X_SCALE_WIDTH+:`X_SCALE_WIDTH]);
      end
    end
  end
`elsif ACTIVATION_SCALE

  (* keep *) logic rtl_scale_we;
  (* keep *) logic [`SLOT_WIDTH+`ROW_WIDTH-1:0] rtl_scale_waddr;
  (* keep *) logic [15:0] rtl_scale_word;
  logic has_scale_q;
  logic [15:0] scale_in_q, scale_read_q;
  always_ff @(posedge clk_i) begin
    if (freed) has_scale_q <= 1'b0;
    else if (is_row && is_scale_q) has_scale_q <= 1'b1;
    if (is_row && is_scale_q) scale_in_q <= s_data_i[15:0];
    if (is_read) scale_read_q <= scale_in_q;
  end
  always_comb begin
    if (known_q) begin
      assert (rtl_scale_we == (take & is_scale_q));
      assert (!rtl_scale_we || rtl_scale_waddr == {slot_q[`SLOT_WIDTH-1:0], row_q[`ROW_WIDTH-1:0]});
      if (full_q[slot] || taking) begin
        assert (has_scale_q == (counts | came | (comes & ~is_scale_q)));
        assert (!has_scale_q || rtl_scale_word == scale_in_q);
      end
      if (read_row_q) assert (scale == scale_read_q);
    end
  end
`endif
`else
  // One line of one slot, any one, is followed in all rows.
  (* anyconst *) logic [`SLOT_WIDTH-1:0] slot;
  (* anyconst *) logic [`LINE_WIDTH-1:0] watched_line;
  (* keep *) logic [`SLOT_WIDTH+`LINE_WIDTH-1:0] watch;
  assign watch = {slot, watched_line};
  (* keep *) logic [`SLOT_WIDTH-1:0] watch_slot;
  assign watch_slot = slot;
  always_comb assume (slot < `SLOTS);
  logic here, in_k, read_line_q, read_slot_q;
  assign here = slot_q == Slot'(slot);
  assign in_k = Place'(watched_line) * Place'(Elements) < Place'(k_q);
  logic [Row-1:0] rows_in_q, rows_read_q;
  logic [`WORD_WIDTH-1:0] word_q;
  always_ff @(posedge clk_i) begin
    if (take && block_end && here) rows_in_q <= row_q + Row'(1);
    if (is_read) begin
      read_line_q <= slot_i == slot && line_i == watched_line;
      read_slot_q <= slot_i == slot;
      rows_read_q <= rows_in_q;
      word_q <= word_i;
    end
    if (!rst_n) begin
      read_line_q <= 1'b0;
      read_slot_q <= 1'b0;
    end
  end
  always_comb if (known_q && full_q[slot]) assert (rows_in_q >= 1 && rows_in_q <= `ROWS);

  (* keep *) logic [`ROWS-1:0] rtl_we;
  (* keep *) logic [`ROWS*(`SLOT_WIDTH+`LINE_WIDTH)-1:0] rtl_waddr;
  (* keep *) logic [`ROWS*Line-1:0] rtl_word;
`ifdef GROUP_SCALES
  // A line of scales, any one, likewise.
  localparam int ScaleAddress = `SLOT_WIDTH + `SCALE_LINE_WIDTH;
  (* anyconst *) logic [`SCALE_LINE_WIDTH-1:0] watched_scale_line;
  (* keep *) logic [ScaleAddress-1:0] watch_scale;
  assign watch_scale = {slot, watched_scale_line};
  (* keep *) logic [`ROWS-1:0] rtl_scale_we;
  (* keep *) logic [`ROWS*ScaleAddress-1:0] rtl_scale_waddr;
  (* keep *) logic [`ROWS*ScaleLine-1:0] rtl_scale_word;
  logic scale_in_k, read_scale_q;
  logic [Row-1:0] scale_rows_read_q;
  logic [`SCALE_WORD_WIDTH-1:0] scale_word_q;
  assign scale_in_k = ScalePlace'(watched_scale_line) * ScalePlace'(ScaleElements) < ScalePlace'(k_q);
  always_ff @(posedge clk_i) begin
    if (is_scale_read) begin
      read_scale_q <= slot_i == slot && scale_line_i == watched_scale_line;
      scale_rows_read_q <= rows_in_q;
      scale_word_q <= scale_word_i;
    end
    if (!rst_n) read_scale_q <= 1'b0;
  end
  always_comb if (known_q && read_scale_q) assert (rtl_scale_word_number == scale_word_q);
`elsif ACTIVATION_SCALE
  (* keep *) logic [`ROWS-1:0] rtl_scale_we;
  (* keep *) logic [`ROWS*`SLOT_WIDTH-1:0] rtl_scale_waddr;
  (* keep *) logic [`ROWS*16-1:0] rtl_scale_word;
`endif
  for (genvar r = 0; r < `ROWS; r++) begin : gen_row
    logic is_row, freed;
    assign is_row = take & row_q == Row'(r);
    assign freed = start_i | (is_release & release_slot_i == slot);
    // The line as the stream brought it since the slot became free, and as it was when it was read.
    logic has_line_q;
    logic [Line-1:0] line_in_q, line_read_q;
    always_ff @(posedge clk_i) begin
      if (freed) has_line_q <= 1'b0;
      else if (is_row && !is_scale_q && here && line_q == {1'b0, watched_line}) has_line_q <= 1'b1;
      if (is_row && !is_scale_q && here && line_q == {1'b0, watched_line}) line_in_q <= line;
      if (is_read) line_read_q <= line_in_q;
    end
    always_comb begin
      if (known_q) begin
        // A beat that is taken goes to one place, and nothing else is written.
        assert (rtl_we[r] == (is_row & ~is_scale_q));
        assert (!rtl_we[r] || rtl_waddr[r*(`SLOT_WIDTH+`LINE_WIDTH)+:`SLOT_WIDTH+`LINE_WIDTH]
                == {slot_q[`SLOT_WIDTH-1:0], line_q[`LINE_WIDTH-1:0]});
        if (full_q[slot] && in_k) begin
          assert (has_line_q == (Row'(r) < rows_in_q));
          assert (!has_line_q || rtl_word[r*Line+:Line] == line_in_q);
        end else if (taking && in_k) begin
          assert (has_line_q == (here & (Row'(r) < row_q
                  | (Row'(r) == row_q & ~is_scale_q & line_q > {1'b0, watched_line}))));
          assert (!has_line_q || rtl_word[r*Line+:Line] == line_in_q);
        end
        if (read_line_q && Row'(r) < rows_read_q) assert (x[r*Word+:Word] == line_read_q[word_q*Word+:Word]);
      end
    end
`ifdef GROUP_SCALES
    logic has_scale_q, brings_scale;
    logic [ScaleLine-1:0] scale_in_q, scale_read_q;
    assign brings_scale = is_row & is_scale_q & here & scale_line_q == {1'b0, watched_scale_line};
    always_ff @(posedge clk_i) begin
      if (freed) has_scale_q <= 1'b0;
      else if (brings_scale) has_scale_q <= 1'b1;
      if (brings_scale) scale_in_q <= s_data_i[ScaleLine-1:0];
      if (is_scale_read) scale_read_q <= scale_in_q;
    end
    always_comb begin
      if (known_q) begin
        assert (rtl_scale_we[r] == (is_row & is_scale_q));
        assert (!rtl_scale_we[r] || rtl_scale_waddr[r*ScaleAddress+:ScaleAddress]
                == {slot_q[`SLOT_WIDTH-1:0], scale_line_q[`SCALE_LINE_WIDTH-1:0]});
        if (full_q[slot] && scale_in_k) begin
          assert (has_scale_q == (Row'(r) < rows_in_q));
          assert (!has_scale_q || rtl_scale_word[r*ScaleLine+:ScaleLine] == scale_in_q);
        end else if (taking && scale_in_k) begin
          assert (has_scale_q == (here & (Row'(r) < row_q
                  | (Row'(r) == row_q & (~is_scale_q | scale_line_q > {1'b0, watched_scale_line})))));
          assert (!has_scale_q || rtl_scale_word[r*ScaleLine+:ScaleLine] == scale_in_q);
        end
        if (read_scale_q && Row'(r) < scale_rows_read_q) begin
          assert (scale[r*`X_SCALE_WIDTH+:`X_SCALE_WIDTH] == scale_read_q[scale_word_q*`X_SCALE_WIDTH+:`X_SCALE_WIDTH]);
        end
      end
    end
`elsif ACTIVATION_SCALE
    logic has_scale_q;
    logic [15:0] scale_in_q, scale_read_q;
    always_ff @(posedge clk_i) begin
      if (freed) has_scale_q <= 1'b0;
      else if (is_row && is_scale_q && here) has_scale_q <= 1'b1;
      if (is_row && is_scale_q && here) scale_in_q <= s_data_i[15:0];
      if (is_read) scale_read_q <= scale_in_q;
    end
    always_comb begin
      if (known_q) begin
        assert (rtl_scale_we[r] == (is_row & is_scale_q));
        assert (!rtl_scale_we[r] || rtl_scale_waddr[r*`SLOT_WIDTH+:`SLOT_WIDTH] == slot_q[`SLOT_WIDTH-1:0]);
        if (full_q[slot]) begin
          assert (has_scale_q == (Row'(r) < rows_in_q));
          assert (!has_scale_q || rtl_scale_word[r*16+:16] == scale_in_q);
        end else if (taking) begin
          assert (has_scale_q == (here & (Row'(r) < row_q | (Row'(r) == row_q & ~is_scale_q))));
          assert (!has_scale_q || rtl_scale_word[r*16+:16] == scale_in_q);
        end
        if (read_slot_q && Row'(r) < rows_read_q) assert (scale[r*16+:16] == scale_read_q);
      end
    end
`endif
  end
`endif

  // What makes this inductive: the numbers' ranges, and the unit's registers.
  (* keep *) logic rtl_active, rtl_is_scale;
  (* keep *) logic [`DIM_WIDTH-1:0] rtl_m_left;
  (* keep *) logic [`K_WIDTH-1:0] rtl_k_left;
  (* keep *) logic [RowWidth-1:0] rtl_row;
  (* keep *) logic [`SLOT_WIDTH-1:0] rtl_slot;
`ifdef WEIGHT_STATIONARY
  (* keep *) logic [(Banks > 1 ? $clog2(Banks) : 1)-1:0] rtl_bank;
  (* keep *) logic [`GROUP_WIDTH-1:0] rtl_group;
`else
  (* keep *) logic [`LINE_WIDTH-1:0] rtl_line;
  (* keep *) logic [`WORD_WIDTH-1:0] rtl_word_number;
`endif
  always_comb begin
    if (known_q) begin
      assert (rtl_active == taking);
      if (job_q) begin
        assert (k_q != '0 && k_q <= `MAX_K && rows_q <= m_q);
        assert (rtl_slot == slot_q && slot_q < `SLOTS);
        assert (rtl_m_left == m_q - rows_q);
`ifdef GROUP_SCALES
        assert (rtl_k_left == (is_scale_q ? ScalePlace'(k_q) - scale_first : ScalePlace'(k_q) - ScalePlace'(first)));
        assert (rtl_scale_line == scale_line_q);
        assert (is_scale_q || scale_line_q == '0);
        assert (scale_first < ScalePlace'(k_q));
        if (full_q[slot_q]) assert (scale_line_q == '0);
`else
        assert (rtl_k_left == Place'(k_q) - first);
`endif
`ifdef WEIGHT_STATIONARY
        assert (rtl_group == line_group && rtl_bank == line_bank);
`else
        assert (rtl_line == line_q);
`endif
        assert (rtl_is_scale == is_scale_q);
        assert (!is_scale_q || line_q == '0);
        assert (first < Place'(k_q));
        assert (rtl_row == row_q && row_q < `ROWS);
        // A block begins in a free slot.
        if (full_q[slot_q]) assert (row_q == '0 && line_q == '0 && is_scale_q == HasScale);
      end
`ifndef WEIGHT_STATIONARY
      if (read_line_q || read_slot_q) assert (rtl_word_number == word_q);
`endif
    end
  end

endmodule
