// Drives a weight buffer with any stream and any reads of what is full, and states what it takes, keeps, gives and
// reports. W_BUFFER is the unit's name, LANES, and the WORD_CODES codes of ELEMENT_BITS of them, those of a word, PARAM_BITS and GROUP those of a group's
// parameters, DIM_WIDTH the width of M and N, the other macros its parameters. ZERO_POINT is defined for the designs
// that have one, of ZERO_WIDTH bits, INTEGER_SCALE for those whose groups have integer scales, MINIMA for those whose groups have minima too. Nets that begin with rtl_ are connected to the unit's own after elaboration.
module w_buffer_harness (
  input logic clk_i,
  input logic rst_i,
  input logic start_i,
  input logic drop_i,
  input logic [`DIM_WIDTH-1:0] m_i,
  input logic [`DIM_WIDTH-1:0] n_i,
  input logic [`K_WIDTH-1:0] k_i,
  input logic any_row_i,
  input logic s_valid_i,
  input logic [`WORDS*`WORD_CODES*`ELEMENT_BITS-1:0] s_data_i,
  input logic [`WORDS*`WORD_CODES*`ELEMENT_BITS/8-1:0] s_keep_i,
  input logic s_last_i,
  input logic release_i,
  input logic release_page_i,
  input logic re_i,
  input logic param_re_i,
  input logic page_i,
  input logic [`LINE_WIDTH-1:0] line_i,
  input logic [`WORD_WIDTH-1:0] word_i,
  input logic [`PARAM_LINE_WIDTH-1:0] param_line_i,
  input logic [`PARAM_WORD_WIDTH-1:0] param_word_i
);

  localparam int Elements = `WORDS * `LANES;
  // A word that has more codes than lanes is taken whole.
  localparam int Codes = `WORDS * `WORD_CODES;
  localparam int Line = Codes * `ELEMENT_BITS;
  localparam int Word = `WORD_CODES * `ELEMENT_BITS;
  localparam int Bytes = Line / 8;
  // Of a group's parameters the scale is kept, and the bits of the zero point.
`ifdef ZERO_POINT
  localparam int Kept = `SCALE_WIDTH + `ZERO_WIDTH;
`else
  localparam int Kept = `SCALE_WIDTH;
`endif
  localparam int ParamLine = `PARAMS * Kept;
  // Elements that the parameters of a beat serve.
  localparam int ParamElements = `PARAMS * `GROUP;
  localparam int ColumnWidth = `COLUMNS > 1 ? $clog2(`COLUMNS) : 1;
  // Of numbers of columns, of rows of X, and of elements, with room for a beat more.
  localparam int Column = $clog2(`COLUMNS + 1) + 1;
  localparam int Dim = `DIM_WIDTH + $clog2(`PASS_ROWS + 1);
  localparam int Place = $clog2(2 ** (`LINE_WIDTH + 1) * Elements + 2 ** (`PARAM_LINE_WIDTH + 1) * ParamElements
      + 2 ** `K_WIDTH) + 1;

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

  // The sequencer reads, and frees, only what is full. It may read weights behind K: of those nothing is claimed.
  logic [1:0] full, full_q;
  logic is_release, is_read, is_param_read;
  logic [Place-1:0] param_read;
  assign is_release = release_i & full[release_page_i];
  assign is_read = re_i & full[page_i] & word_i < `WORDS;
  assign param_read = Place'(param_line_i) * Place'(ParamElements) + Place'(param_word_i) * Place'(`GROUP);
  assign is_param_read = param_re_i & full[page_i] & param_word_i < `PARAMS & param_read < Place'(k_q);

  logic ready, short_fault, long_fault, keep_fault;
  logic [`COLUMNS*Word-1:0] w;
  logic [`COLUMNS*`SCALE_WIDTH-1:0] scale;
`ifdef ZERO_POINT
  logic [`COLUMNS*`ZERO_WIDTH-1:0] zero;
`endif
  `W_BUFFER #(
    .Columns(`COLUMNS),
    .Words(`WORDS),
    .MaxK(`MAX_K),
    .KWidth(`K_WIDTH),
    .LineWidth(`LINE_WIDTH),
    .WordWidth(`WORD_WIDTH),
    .Params(`PARAMS),
    .ParamLineWidth(`PARAM_LINE_WIDTH),
    .ParamWordWidth(`PARAM_WORD_WIDTH),
    .PassRows(`PASS_ROWS)
  ) u_buffer (
    .clk_i(clk_i),
    .rst_ni(rst_n),
    .start_i(start_i),
    .drop_i(drop_i),
    .m_i(m),
    .n_i(n),
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
    .release_page_i(release_page_i),
    .re_i(is_read),
    .param_re_i(is_param_read),
    .page_i(page_i),
    .line_i(line_i),
    .word_i(word_i),
    .param_line_i(param_line_i),
    .param_word_i(param_word_i),
`ifdef ZERO_POINT
    .zero_o(zero),
`endif
    .scale_o(scale),
    .w_o(w)
  );

  // Where the stream stands: rows of X that the passes before served, rows of W of this pass that are in, the block's
  // page and its rows that are in, the row's part and the beat in it.
  logic job_q, is_param_q, page_q;
  logic [Dim-1:0] served_q;
  logic [`DIM_WIDTH-1:0] rows_q;
  logic [Column-1:0] column_q;
  logic [`LINE_WIDTH:0] line_q;
  logic [`PARAM_LINE_WIDTH:0] param_line_q;
  logic [Place-1:0] first, param_first;
  assign first = Place'(line_q) * Place'(Elements);
  assign param_first = Place'(param_line_q) * Place'(ParamElements);
  logic taking, take, param_end, row_end, pass_end, block_end;
  assign taking = job_q & served_q < Dim'(m_q);
  assign take = s_valid_i & ready & taking & ~drop_i;
  assign param_end = is_param_q & param_first + Place'(ParamElements) >= Place'(k_q);
  assign row_end = ~is_param_q & first + Place'(Elements) >= Place'(k_q);
  assign pass_end = row_end & rows_q + `DIM_WIDTH'd1 == n_q;
  assign block_end = row_end & (pass_end | column_q + Column'(1) == Column'(`COLUMNS));
  always_ff @(posedge clk_i) begin
    if (!rst_n) job_q <= 1'b0;
    else if (start_i) job_q <= 1'b1;
    else if (drop_i) job_q <= 1'b0;
    if (start_i) begin
      served_q <= '0;
      rows_q <= '0;
      page_q <= 1'b0;
      column_q <= '0;
      line_q <= '0;
      param_line_q <= '0;
      is_param_q <= 1'b1;
    end else if (take) begin
      if (is_param_q) begin
        is_param_q <= ~param_end;
        if (!param_end) param_line_q <= param_line_q + 1'b1;
      end else if (!row_end) begin
        line_q <= line_q + 1'b1;
      end else begin
        is_param_q <= 1'b1;
        param_line_q <= '0;
        line_q <= '0;
        column_q <= block_end ? '0 : column_q + Column'(1);
        rows_q <= pass_end ? '0 : rows_q + `DIM_WIDTH'd1;
        if (block_end) page_q <= ~page_q;
        if (pass_end) served_q <= served_q + Dim'(`PASS_ROWS);
      end
    end
  end
  for (genvar p = 0; p < 2; p++) begin : gen_page
    always_ff @(posedge clk_i) begin
      if (!rst_n || start_i || (is_release && release_page_i == 1'(p))) full_q[p] <= 1'b0;
      else if (take && block_end && page_q == 1'(p)) full_q[p] <= 1'b1;
    end
  end

  // What the beat holds, and the bytes that it has to mark.
  logic [Line-1:0] line;
  logic [Bytes-1:0] needed;
  for (genvar i = 0; i < Codes; i++) begin : gen_element
    localparam int Index = `WORD_CODES == `LANES ? i : i / `WORD_CODES * `LANES;
    assign line[i*`ELEMENT_BITS+:`ELEMENT_BITS] =
      first + Place'(Index) < Place'(k_q) ? s_data_i[i*`ELEMENT_BITS+:`ELEMENT_BITS] : '0;
  end
  for (genvar b = 0; b < Bytes; b++) begin : gen_byte
    // The first element, and the parameter, that it holds.
    localparam int Code = b * 8 / `ELEMENT_BITS;
    localparam int Element = `WORD_CODES == `LANES ? Code : Code / `WORD_CODES * `LANES;
    localparam int Param = b * 8 / `PARAM_BITS;
    assign needed[b] = is_param_q ? Param < `PARAMS & param_first + Place'(Param * `GROUP) < Place'(k_q)
      : first + Place'(Element) < Place'(k_q);
  end

  always_comb begin
    if (known_q) begin
      assert (ready == (drop_i | (taking & ~full_q[page_q])));
      assert (full == full_q);
      assert (short_fault == (take & s_last_i & ~(any_row_i ? row_end : pass_end)));
      assert (long_fault == (take & pass_end & ~s_last_i));
      // Without packets of rows, what raises neither is one packet a pass.
      assert (!take || any_row_i || short_fault || long_fault || s_last_i == pass_end);
      assert (keep_fault == (take & (needed & ~s_keep_i) != '0));
    end
  end

  // One line of weights and one of parameters of a page, any ones, are followed in all columns.
  (* anyconst *) logic page;
  (* anyconst *) logic [`LINE_WIDTH-1:0] watched_line;
  (* anyconst *) logic [`PARAM_LINE_WIDTH-1:0] watched_param_line;
  (* keep *) logic [`LINE_WIDTH:0] watch;
  (* keep *) logic [`PARAM_LINE_WIDTH:0] param_watch;
  assign watch = {page, watched_line};
  assign param_watch = {page, watched_param_line};
  logic here, freed, in_k, param_in_k, read_q, param_read_q;
  assign here = page_q == page;
  assign freed = start_i | (is_release & release_page_i == page);
  assign in_k = Place'(watched_line) * Place'(Elements) < Place'(k_q);
  assign param_in_k = Place'(watched_param_line) * Place'(ParamElements) < Place'(k_q);
  logic [Column-1:0] columns_in_q, columns_read_q, param_columns_read_q;
  logic [`WORD_WIDTH-1:0] word_q;
  logic [`PARAM_WORD_WIDTH-1:0] param_word_q;
  always_ff @(posedge clk_i) begin
    if (take && block_end && here) columns_in_q <= column_q + Column'(1);
    if (is_read) begin
      read_q <= page_i == page && line_i == watched_line && in_k;
      columns_read_q <= columns_in_q;
      word_q <= word_i;
    end
    if (is_param_read) begin
      param_read_q <= page_i == page && param_line_i == watched_param_line;
      param_columns_read_q <= columns_in_q;
      param_word_q <= param_word_i;
    end
    if (!rst_n) begin
      read_q <= 1'b0;
      param_read_q <= 1'b0;
    end
  end
  always_comb if (known_q && full_q[page]) assert (columns_in_q >= 1 && columns_in_q <= `COLUMNS);

  (* keep *) logic [`COLUMNS-1:0] rtl_we, rtl_param_we;
  (* keep *) logic [`COLUMNS*(1+`LINE_WIDTH)-1:0] rtl_waddr;
  (* keep *) logic [`COLUMNS*(1+`PARAM_LINE_WIDTH)-1:0] rtl_param_waddr;
  (* keep *) logic [`COLUMNS*Line-1:0] rtl_word;
  (* keep *) logic [`COLUMNS*ParamLine-1:0] rtl_param_word;
  for (genvar c = 0; c < `COLUMNS; c++) begin : gen_column
    logic take_line, take_param;
    assign take_line = take & column_q == Column'(c) & ~is_param_q;
    assign take_param = take & column_q == Column'(c) & is_param_q;
    // The lines as the stream brought them since the page became free, and as they were when they were read.
    logic has_line_q, has_param_q;
    logic [Line-1:0] line_in_q, line_read_q;
    logic [ParamLine-1:0] param_in;
    for (genvar p = 0; p < `PARAMS; p++) begin : gen_kept
`ifdef MINIMA
      // Two binary16 numbers of the super group, that of its scales lowest, then the minimum and the scale of the group.
      logic [47:0] parameters;
      assign parameters = s_data_i[p*48+:48];
      assign param_in[p*Kept+:Kept] = {parameters[31:16], parameters[39:32], parameters[47:40], parameters[15:0]};
`elsif INTEGER_SCALE
      // The channel's scale at the bottom, the zero point in the third byte, the group's scale in the fourth.
      logic [31:0] parameters;
      assign parameters = s_data_i[p*32+:32];
`ifdef ZERO_POINT
      assign param_in[p*Kept+:Kept] = {parameters[16+:`ZERO_WIDTH], parameters[31:24], parameters[15:0]};
`else
      assign param_in[p*Kept+:Kept] = {parameters[31:24], parameters[15:0]};
`endif
`elsif ZERO_POINT
      assign param_in[p*Kept+:Kept] = {s_data_i[p*`PARAM_BITS+16+:`ZERO_WIDTH], s_data_i[p*`PARAM_BITS+:`SCALE_WIDTH]};
`else
      assign param_in[p*Kept+:Kept] = s_data_i[p*`PARAM_BITS+:Kept];
`endif
    end
    logic [ParamLine-1:0] param_in_q, param_line_read_q;
    logic [Kept-1:0] param;
    assign param = param_line_read_q[param_word_q*Kept+:Kept];
    always_ff @(posedge clk_i) begin
      if (freed) has_line_q <= 1'b0;
      else if (take_line && here && line_q == {1'b0, watched_line}) has_line_q <= 1'b1;
      if (freed) has_param_q <= 1'b0;
      else if (take_param && here && param_line_q == {1'b0, watched_param_line}) has_param_q <= 1'b1;
      if (take_line && here && line_q == {1'b0, watched_line}) line_in_q <= line;
      if (take_param && here && param_line_q == {1'b0, watched_param_line}) param_in_q <= param_in;
      if (is_read) line_read_q <= line_in_q;
      if (is_param_read) param_line_read_q <= param_in_q;
    end
    always_comb begin
      if (known_q) begin
        // A beat that is taken goes to one place, and nothing else is written.
        assert (rtl_we[c] == take_line && rtl_param_we[c] == take_param);
        assert (!take_line || rtl_waddr[c*(1+`LINE_WIDTH)+:1+`LINE_WIDTH] == {page_q, line_q[`LINE_WIDTH-1:0]});
        assert (!take_param || rtl_param_waddr[c*(1+`PARAM_LINE_WIDTH)+:1+`PARAM_LINE_WIDTH]
                == {page_q, param_line_q[`PARAM_LINE_WIDTH-1:0]});
        if ((full_q[page] || taking) && in_k) begin
          assert (has_line_q == (full_q[page] ? Column'(c) < columns_in_q : here & (Column'(c) < column_q
                  | (Column'(c) == column_q & ~is_param_q & line_q > {1'b0, watched_line}))));
          assert (!has_line_q || rtl_word[c*Line+:Line] == line_in_q);
        end
        if ((full_q[page] || taking) && param_in_k) begin
          assert (has_param_q == (full_q[page] ? Column'(c) < columns_in_q : here & (Column'(c) < column_q
                  | (Column'(c) == column_q & (~is_param_q | param_line_q > {1'b0, watched_param_line})))));
          assert (!has_param_q || rtl_param_word[c*ParamLine+:ParamLine] == param_in_q);
        end
        if (read_q && Column'(c) < columns_read_q) assert (w[c*Word+:Word] == line_read_q[word_q*Word+:Word]);
        if (param_read_q && Column'(c) < param_columns_read_q) begin
          assert (scale[c*`SCALE_WIDTH+:`SCALE_WIDTH] == param[`SCALE_WIDTH-1:0]);
`ifdef ZERO_POINT
          assert (zero[c*`ZERO_WIDTH+:`ZERO_WIDTH] == param[`SCALE_WIDTH+:`ZERO_WIDTH]);
`endif
        end
      end
    end
  end

  // What makes this inductive: the numbers' ranges, and the unit's registers.
  (* keep *) logic rtl_active, rtl_is_param, rtl_page;
  (* keep *) logic [`DIM_WIDTH-1:0] rtl_m_left, rtl_n_left;
  (* keep *) logic [`K_WIDTH-1:0] rtl_k_left;
  (* keep *) logic [ColumnWidth-1:0] rtl_column;
  (* keep *) logic [`LINE_WIDTH-1:0] rtl_line;
  (* keep *) logic [`PARAM_LINE_WIDTH-1:0] rtl_param_line;
  (* keep *) logic [`WORD_WIDTH-1:0] rtl_word_number;
  (* keep *) logic [`PARAM_WORD_WIDTH-1:0] rtl_param_word_number;
  always_comb begin
    if (known_q) begin
      assert (rtl_active == taking);
      if (taking) begin
        assert (k_q != '0 && k_q <= `MAX_K && rows_q < n_q);
        assert (rtl_m_left == Dim'(m_q) - served_q);
        assert (rtl_n_left == n_q - rows_q);
        assert (rtl_k_left == Place'(k_q) - (is_param_q ? param_first : first));
        assert (rtl_line == line_q && rtl_param_line == param_line_q && rtl_is_param == is_param_q);
        assert (rtl_column == column_q && column_q < `COLUMNS);
        assert (rtl_page == page_q);
        assert (first < Place'(k_q) && param_first < Place'(k_q));
        assert (!is_param_q || line_q == '0);
        assert (is_param_q || param_first + Place'(ParamElements) >= Place'(k_q));
        // A block begins in a free page.
        if (full_q[page_q]) assert (column_q == '0 && line_q == '0 && param_line_q == '0 && is_param_q);
      end
      if (read_q) assert (rtl_word_number == word_q);
      if (param_read_q) assert (rtl_param_word_number == param_word_q);
    end
  end

endmodule
