// Drives a weight-stationary array with any words of weights and rows of X, its data path cut away, and states what
// enters the dequantization units, cycle by cycle.
// ARRAY, PE, ACT_SUM and GROUP_DEQUANT are the design's module names, the other macros its widths.
// ZERO_POINT and ACTIVATION_SCALE are defined for the designs that have them, GROUP_SCALES too where each group of a row of X
// has a scale, of X_SCALE_WIDTH bits.

// STAGES is the number of registers from a PE's operands to its sum.

// What a bit of a beat is when it meets the partial sum: STAGES - 1 cycles late.
module pipeline_wait (
  input  logic clk_i,
  input  logic bit_i,
  output logic bit_o
);

  logic [`STAGES:0] line;
  logic [`STAGES:1] line_q;
  assign line = {line_q, bit_i};
  always_ff @(posedge clk_i) line_q <= line[`STAGES-1:0];
  assign bit_o = line[`STAGES-1];

endmodule

// A PE with its registers and no arithmetic: it appends a bit of its activations and one of its weights to what comes
// from above. What holds of these bits holds of any function in their place.
module `PE (
  input  logic clk_i,
  input  logic load_i,
  input  logic [`X_WIDTH-1:0] x_i,
  input  logic [`W_WIDTH-1:0] w_i,
  input  logic [`STATE_WIDTH-1:0] dot_i,
  output logic load_o,
  output logic [`X_WIDTH-1:0] x_o,
  output logic [`STATE_WIDTH-1:0] dot_o
);

  logic [`W_WIDTH-1:0] w_used;
  logic x_late, w_late;
  pipeline_wait u_x (
    .clk_i(clk_i),
    .bit_i(x_o[0]),
    .bit_o(x_late)
  );
  pipeline_wait u_w (
    .clk_i(clk_i),
    .bit_i(w_used[0]),
    .bit_o(w_late)
  );
  always_ff @(posedge clk_i) begin
    load_o <= load_i;
    x_o <= x_i;
    dot_o <= {dot_i, x_late, w_late};
    if (load_i) w_used <= w_i;
  end

endmodule
`ifdef ZERO_POINT

// Likewise an activation sum.
module `ACT_SUM (
  input  logic clk_i,
  input  logic [`X_WIDTH-1:0] x_i,
  input  logic [`SUM_WIDTH-1:0] sum_i,
  output logic [`SUM_WIDTH-1:0] sum_o
);

  logic x_late;
  pipeline_wait u_x (
    .clk_i(clk_i),
    .bit_i(x_i[0]),
    .bit_o(x_late)
  );
  always_ff @(posedge clk_i) sum_o <= {sum_i, x_late};

endmodule
`endif

// A dequantization unit that shows what enters it.
module `GROUP_DEQUANT #(
  parameter int Rows = 1
) (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic valid_i,
  input  logic first_i,
  input  logic end_i,
  input  logic [`STATE_WIDTH-1:0] dot_i,
`ifdef ZERO_POINT
  input  logic [`SUM_WIDTH-1:0] sum_i,
  input  logic [`ZERO_WIDTH-1:0] zero_i,
`endif
  input  logic [`SCALE_WIDTH-1:0] scale_i,
`ifdef ACTIVATION_SCALE
  input  logic [`X_SCALE_WIDTH-1:0] x_scale_i,
`endif
  output logic y_valid_o,
  output logic [`OUT_WIDTH-1:0] y_o
);

  assign y_valid_o = valid_i;
  always_comb begin
    y_o = '0;
    y_o[0] = first_i;
    y_o[1] = end_i;
    y_o[2] = scale_i[`SCALE_WIDTH-1];
    y_o[4+:2*`ROWS] = dot_i[2*`ROWS-1:0];
`ifdef ZERO_POINT
    y_o[3] = zero_i[0];
    y_o[4+2*`ROWS+:`ROWS] = sum_i[`ROWS-1:0];
`endif
`ifdef ACTIVATION_SCALE
    y_o[4+3*`ROWS] = x_scale_i[0];
`endif
  end

endmodule

module ws_array_harness (
  input logic clk_i,
  input logic rst_i,
  input logic valid_i,
  input logic end_i,
  input logic [`ROWS-1:0] x_i,
  input logic [`COLUMNS-1:0] w_i,
  input logic [`COLUMNS-1:0] zero_i,
  input logic [`COLUMNS-1:0] scale_i,
  input logic x_scale_i
);

  localparam int Count = $clog2(`ROWS + 1);

  // A first cycle of reset; from then on it comes and goes, at any time.
  logic known_q = 1'b0;
  always_ff @(posedge clk_i) known_q <= 1'b1;
  logic rst_n;
  assign rst_n = known_q & ~rst_i;

  // Rows of the group that have entered.
  logic [Count-1:0] rows_q = '0;
  logic first, ends, ends_q, first_group_q;
  assign first = rows_q == '0;
  // All rows of a group belong to the last one of K, or none.
  assign ends = ~rst_n | first ? end_i : ends_q;
  always_ff @(posedge clk_i) begin
    if (!rst_n) begin
      rows_q <= '0;
      first_group_q <= 1'b1;
    end else begin
      if (valid_i) rows_q <= rows_q == Count'(`ROWS - 1) ? '0 : rows_q + Count'(1);
      if (valid_i && rows_q == Count'(`ROWS - 1)) first_group_q <= ends;
    end
    if (valid_i && first) ends_q <= end_i;
  end

  logic [`ROWS*`X_WIDTH-1:0] x;
  logic [`COLUMNS*`W_WIDTH-1:0] w;
  logic [`COLUMNS*`SCALE_WIDTH-1:0] scale;
  for (genvar r = 0; r < `ROWS; r++) begin : gen_x
    assign x[r*`X_WIDTH+:`X_WIDTH] = x_i[r];
  end
  for (genvar c = 0; c < `COLUMNS; c++) begin : gen_w
    assign w[c*`W_WIDTH+:`W_WIDTH] = w_i[c];
    assign scale[c*`SCALE_WIDTH+:`SCALE_WIDTH] = {scale_i[c], {(`SCALE_WIDTH-1){1'b0}}};
  end
`ifdef ZERO_POINT
  logic [`COLUMNS*`ZERO_WIDTH-1:0] zero;
  for (genvar c = 0; c < `COLUMNS; c++) begin : gen_zero
    assign zero[c*`ZERO_WIDTH+:`ZERO_WIDTH] = zero_i[c];
  end
`endif

  logic [`COLUMNS-1:0] enters;
  logic [`COLUMNS*`OUT_WIDTH-1:0] seen;
  `ARRAY #(
    .Rows(`ROWS),
    .Columns(`COLUMNS)
  ) u_array (
    .clk_i(clk_i),
    .rst_ni(rst_n),
    .w_i(w),
    .valid_i(valid_i),
    .end_i(ends),
    .x_i(x),
`ifdef ZERO_POINT
    .zero_i(zero),
`endif
    .scale_i(scale),
`ifdef ACTIVATION_SCALE
    .x_scale_i(`X_SCALE_WIDTH'(x_scale_i)),
`endif
    .y_valid_o(enters),
    .y_o(seen)
  );

  // Weights as the rows of PEs use them, row r those of the word that came r cycles after its group's first row of X, and
  // whether there was one: what leads a word in is not reset. The group's scales and zero points.
  localparam int Words = `ROWS * `COLUMNS;
  logic [`ROWS-1:0] begins, begins_q = '0, known_words_q = '0;
  logic [Words-1:0] used, used_q;
  logic [`COLUMNS-1:0] zero_q, scale_q, zeros, scales;
  logic known_scales_q = 1'b0;
  assign begins = `ROWS'({begins_q, known_q & valid_i & first});
  for (genvar r = 0; r < `ROWS; r++) begin : gen_used
    assign used[r*`COLUMNS+:`COLUMNS] = begins[r] ? w_i : used_q[r*`COLUMNS+:`COLUMNS];
  end
  assign zeros = first ? zero_i : zero_q;
  assign scales = first ? scale_i : scale_q;
  always_ff @(posedge clk_i) begin
    begins_q <= begins;
    known_words_q <= known_words_q | begins;
    used_q <= used;
    if (!rst_n) known_scales_q <= 1'b0;
    else if (valid_i) known_scales_q <= 1'b1;
    if (valid_i) begin
      zero_q <= zeros;
      scale_q <= scales;
    end
  end

  // The row that entered k + 1 cycles ago is record k, and what the PEs used k + 1 cycles ago is word k.
  localparam int History = `ROWS + `COLUMNS + `STAGES;
  localparam int Record = 4 + `ROWS + 2 * `COLUMNS;
  logic [History*Record-1:0] entered_q = '0;
  localparam int Held = `ROWS + Words;
  logic [(History+1)*Held-1:0] held_late;
  logic [History*Held-1:0] held_late_q = '0;
  assign held_late = {held_late_q, used_q, known_words_q};
  always_ff @(posedge clk_i) begin
    held_late_q <= held_late;
    if (!rst_n) entered_q <= '0;
    else entered_q <= {entered_q, scales, zeros, x_i, x_scale_i, ends, first_group_q, valid_i};
  end

  // A row enters column c's unit Rows + 1 + Stages + c cycles after it entered the array, once; nothing else does.
  for (genvar c = 0; c < `COLUMNS; c++) begin : gen_column
    logic [Record-1:0] row;
    logic [4+3*`ROWS:0] got;
    logic [`ROWS-1:0] xs;
    assign row = entered_q[(`ROWS+`STAGES+c)*Record+:Record];
    assign xs = row[4+:`ROWS];
    assign got = seen[c*`OUT_WIDTH+:5+3*`ROWS];
    always_comb begin
      if (known_q) begin
        assert (enters[c] == row[0]);
        if (row[0]) begin
          assert (got[0] == row[1]);
          assert (got[1] == row[2]);
          assert (got[2] == row[4+`ROWS+`COLUMNS+c]);
`ifdef ZERO_POINT
          assert (got[3] == row[4+`ROWS+c]);
`endif
`ifdef ACTIVATION_SCALE
`ifdef GROUP_SCALES
          assert (got[4+3*`ROWS] == row[3]);
`else
          assert (!row[2] || got[4+3*`ROWS] == row[3]);
`endif
`endif
        end
      end
    end
    // Row 0's bits are the highest ones: it comes first.
    for (genvar r = 0; r < `ROWS; r++) begin : gen_bit
      localparam int Place = `ROWS - 1 - r;
      logic weight;
      assign weight = held_late[(`ROWS+`STAGES+c-r)*Held+`ROWS+r*`COLUMNS+c];
      always_comb begin
        if (known_q && row[0]) begin
          assert (got[4+2*Place+:2] == {xs[r], weight});
`ifdef ZERO_POINT
          assert (got[4+2*`ROWS+Place] == xs[r]);
`endif
        end
      end
    end
  end

  // What makes this inductive: the counters, and what the array keeps as long as nothing enters. What it holds is what
  // was known so many cycles ago; of scales and zero points, if no reset came since.
  (* keep *) logic [`ROWS*`COLUMNS-1:0] rtl_used;
  (* keep *) logic [`COLUMNS-1:0] rtl_scale_edge, rtl_scale_foot, rtl_zero_edge, rtl_zero_foot;
  (* keep *) logic [(`ROWS > 1 ? $clog2(`ROWS) : 1)-1:0] rtl_row;
  (* keep *) logic rtl_k_first;
  localparam int Known = 1 + 2 * `COLUMNS;
  logic [(History+1)*Known-1:0] known_late;
  logic [History*Known-1:0] known_late_q = '0;
  assign known_late = {known_late_q, scale_q, zero_q, known_scales_q};
  always_ff @(posedge clk_i) begin
    known_late_q <= rst_n ? known_late : '0;
  end
  always_comb begin
    if (known_q) begin
      assert (rows_q < `ROWS && rtl_row == rows_q && rtl_k_first == first_group_q);
      assert (first || (known_scales_q && known_words_q[0]));
      // A row of PEs has its first weights a cycle after the row above.
      for (int r = 1; r < `ROWS; r++) begin
        assert (!known_words_q[r-1] || known_words_q[r] || begins_q[r-1]);
      end
      for (int k = 0; k < History; k++) begin
        for (int r = 0; r < `ROWS; r++) begin
          // Word k of the row's PEs is one that came.
          if (k >= r && entered_q[k*Record]) assert (held_late[(k-r)*Held+r]);
        end
      end
    end
  end
  for (genvar c = 0; c < `COLUMNS; c++) begin : gen_held
    for (genvar r = 0; r < `ROWS; r++) begin : gen_row
      logic [Held-1:0] then;
      assign then = held_late[(c+1)*Held+:Held];
      always_comb begin
        if (known_q && then[r]) assert (rtl_used[r*`COLUMNS+c] == then[`ROWS+r*`COLUMNS+c]);
      end
    end
    logic [Known-1:0] entry, foot;
    assign entry = known_late[(c+`STAGES)*Known+:Known];
    assign foot = known_late[(`ROWS+c+`STAGES)*Known+:Known];
    always_comb begin
      if (known_q && entry[0]) begin
        assert (rtl_scale_edge[c] == entry[1+`COLUMNS+c]);
`ifdef ZERO_POINT
        assert (rtl_zero_edge[c] == entry[1+c]);
`endif
      end
      if (known_q && foot[0]) begin
        assert (rtl_scale_foot[c] == foot[1+`COLUMNS+c]);
`ifdef ZERO_POINT
        assert (rtl_zero_foot[c] == foot[1+c]);
`endif
      end
    end
  end

endmodule
