// Drives an array with free beats, its data path cut away, and states what must come out, cycle by cycle.
// ARRAY, PE, ACT_SUM and GROUP_DEQUANT are the design's module names, the other macros its widths.
// ZERO_POINT and ACTIVATION_SCALE are defined for the designs that have them, GROUP_SCALES too where each group of a row of X
// has a scale, of X_SCALE_WIDTH bits.

// STAGES is the number of registers from a PE's operands to its accumulator.

// A PE with its registers and no arithmetic: a finished group leaves one bit of its last operands.
module `PE (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic first_i,
  input  logic last_i,
  input  logic [`X_WIDTH-1:0] x_i,
  input  logic [`W_WIDTH-1:0] w_i,
  output logic first_o,
  output logic last_o,
  output logic [`X_WIDTH-1:0] x_o,
  output logic [`W_WIDTH-1:0] w_o,
  input  logic shift_i,
  input  logic [`STATE_WIDTH-1:0] dot_i,
  output logic [`STATE_WIDTH-1:0] dot_o
);

  // What a group that ends leaves waits for the pipeline: the end, and the bits.
  logic [`STAGES*3-1:0] wait_q;
  logic [2:0] ended;
  if (`STAGES == 1) begin : gen_now
    assign ended = {last_o, x_o[4], w_o[2]};
  end else begin : gen_later
    assign ended = wait_q[(`STAGES-2)*3+:3];
  end
  always_ff @(posedge clk_i) begin
    first_o <= rst_ni & first_i;
    last_o <= rst_ni & last_i;
    x_o <= x_i;
    w_o <= w_i;
    wait_q <= {wait_q, last_o & rst_ni, x_o[4], w_o[2]};
    if (!rst_ni) begin
      for (int s = 0; s < `STAGES; s++) wait_q[s*3+2] <= 1'b0;
    end
    if (ended[2]) dot_o <= ended[1:0];
    else if (shift_i) dot_o <= dot_i;
  end

  // Until payload from before the reset has left, only the marks are known.
  logic [5:0] age = 6'd0;
  always_ff @(posedge clk_i) begin
    if (!rst_ni) age <= 6'd0;
    else if (age < 6'd`SETTLED) age <= age + 6'd1;
  end
  always_comb begin
    if (age >= 6'd`SETTLED) begin
      // The marks are those of the beat whose activations are here, and the weights are that beat's.
      assert (first_o == x_o[0]);
      assert (last_o == x_o[1]);
      assert (x_o[2] == w_o[1]);
      assert (!x_o[2] || x_o[3] == w_o[0]);
    end
  end

endmodule
`ifdef ZERO_POINT

// Likewise an activation sum; its marks come STAGES - 1 cycles after the activations.
module `ACT_SUM (
  input  logic clk_i,
  input  logic first_i,
  input  logic last_i,
  input  logic [`X_WIDTH-1:0] x_i,
  input  logic shift_i,
  input  logic [`SUM_WIDTH-1:0] sum_i,
  output logic [`SUM_WIDTH-1:0] sum_o
);

  logic [`STAGES*5-1:0] wait_q;
  logic [4:0] x;
  always_ff @(posedge clk_i) wait_q <= {wait_q, x_i[4:0]};
  if (`STAGES == 1) begin : gen_now
    assign x = x_i[4:0];
  end else begin : gen_later
    assign x = wait_q[(`STAGES-2)*5+:5];
  end
  always_ff @(posedge clk_i) begin
    if (last_i) sum_o <= x[4];
    else if (shift_i) sum_o <= sum_i;
  end

  // The unit has no reset; the harness' is connected to this net after elaboration.
  (* keep *) logic harness_rst_n;
  logic [5:0] age = 6'd0;
  always_ff @(posedge clk_i) begin
    if (!harness_rst_n) age <= 6'd0;
    else if (age < 6'd`SETTLED) age <= age + 6'd1;
  end
  always_comb begin
    if (age >= 6'd`SETTLED) begin
      assert (first_i == x[0]);
      assert (last_i == x[1]);
    end
  end

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
    y_o[1:0] = dot_i[1:0];
    y_o[2] = first_i;
    y_o[3] = end_i;
    y_o[4] = scale_i[`SCALE_WIDTH-1];
`ifdef ZERO_POINT
    y_o[5] = sum_i[0];
    y_o[6] = zero_i[0];
`endif
`ifdef ACTIVATION_SCALE
    y_o[7] = x_scale_i[0];
`endif
  end

endmodule

module array_harness (
  input logic clk_i,
  input logic rst_i,
  input logic valid_i,
  input logic last_i,
  input logic end_i,
  input logic beat_i,
  input logic [`ROWS-1:0] x_i,
  input logic [`COLUMNS-1:0] w_i,
  input logic [`COLUMNS-1:0] zero_i,
  input logic [`COLUMNS-1:0] scale_i,
  input logic [`ROWS-1:0] x_scale_i
);

  // A first cycle of reset; from then on it comes and goes, with beats or without. Nothing is assumed.
  logic known_q = 1'b0;
  always_ff @(posedge clk_i) known_q <= 1'b1;
  (* keep *) logic rst_n;
  assign rst_n = known_q & ~rst_i;

  // A beat that is offered in a reset is none.
  logic ready, take;
  assign take = valid_i & ready & rst_n;
  logic start_q = 1'b1;
  logic [`ROWS*`X_WIDTH-1:0] x;
  logic [`COLUMNS*`W_WIDTH-1:0] w;
  logic [`COLUMNS*`SCALE_WIDTH-1:0] scale;
  for (genvar r = 0; r < `ROWS; r++) begin : gen_x
    assign x[r*`X_WIDTH+:`X_WIDTH] = {x_i[r], beat_i, rst_n, last_i & rst_n, start_q & rst_n};
  end
  for (genvar c = 0; c < `COLUMNS; c++) begin : gen_w
    assign w[c*`W_WIDTH+:`W_WIDTH] = {w_i[c], take, beat_i};
    assign scale[c*`SCALE_WIDTH+:`SCALE_WIDTH] = {scale_i[c], {(`SCALE_WIDTH-1){1'b0}}};
  end
`ifdef ZERO_POINT
  logic [`COLUMNS*`ZERO_WIDTH-1:0] zero;
  for (genvar c = 0; c < `COLUMNS; c++) begin : gen_zero
    assign zero[c*`ZERO_WIDTH+:`ZERO_WIDTH] = zero_i[c];
  end
`endif
`ifdef ACTIVATION_SCALE
  logic [`ROWS*`X_SCALE_WIDTH-1:0] x_scale;
  for (genvar r = 0; r < `ROWS; r++) begin : gen_x_scale
    assign x_scale[r*`X_SCALE_WIDTH+:`X_SCALE_WIDTH] = `X_SCALE_WIDTH'(x_scale_i[r]);
  end
`endif

  localparam int Band = `ROWS / `UNITS;
  logic [`UNITS*`COLUMNS-1:0] valid;
  logic [`UNITS*`COLUMNS*`OUT_WIDTH-1:0] seen;
  `ARRAY #(
    .Rows(`ROWS),
    .Columns(`COLUMNS),
    .Units(`UNITS)
  ) u_array (
    .clk_i(clk_i),
    .rst_ni(rst_n),
    .valid_i(valid_i),
    .ready_o(ready),
    .last_i(last_i),
    .end_i(end_i),
    .x_i(x),
    .w_i(w),
`ifdef ZERO_POINT
    .zero_i(zero),
`endif
    .scale_i(scale),
`ifdef ACTIVATION_SCALE
    .x_scale_i(x_scale),
`endif
    .y_valid_o(valid),
    .y_o(seen)
  );

  // Cycles since the last beat of a group was taken.
  logic [5:0] since_q = 6'(Band);
  always_ff @(posedge clk_i) begin
    if (!rst_n) start_q <= 1'b1;
    else if (take) start_q <= last_i;
    if (!rst_n) since_q <= 6'(Band);
    else if (take & last_i) since_q <= 6'd1;
    else if (since_q < 6'(Band)) since_q <= since_q + 6'd1;
  end
  always_comb if (known_q) assert (ready == (!last_i || since_q >= 6'(Band)));

  // What was taken k + 1 cycles ago is record k.
  localparam int History = 2 * `ROWS + `COLUMNS + `STAGES;
  localparam int Record = 3 + 2 * `ROWS + 3 * `COLUMNS;
  logic first_group_q = 1'b1;
  logic [History*Record-1:0] taken_q = '0;
  // What the array's own group_first_q must be: the mark of the next group, as each unit's drain sees it.
  logic [`ROWS+`STAGES-2:0] first_group_late_q = '1;
  (* keep *) logic [`UNITS-1:0] first_group_late;
  for (genvar u = 0; u < `UNITS; u++) begin : gen_late
    assign first_group_late[u] = first_group_late_q[(u+1)*Band+`STAGES-2];
  end
  always_ff @(posedge clk_i) begin
    if (!rst_n) first_group_q <= 1'b1;
    else if (take & last_i) first_group_q <= end_i;
    first_group_late_q <= rst_n ? {first_group_late_q, first_group_q} : '1;
    if (!rst_n) taken_q <= '0;
    else taken_q <= {taken_q, scale_i, zero_i, w_i, x_scale_i, x_i, end_i, first_group_q, take & last_i};
  end

  // Row Band - 1 - j of unit u enters it in column c (u + 1) * Band + STAGES + 1 + c + j cycles after the group's last
  // beat, once.
  for (genvar i = 0; i < `UNITS * `COLUMNS; i++) begin : gen_check
    localparam int U = i / `COLUMNS;
    localparam int C = i % `COLUMNS;
    logic [Band-1:0] hit;
    logic [7:0] got;
    assign got = seen[i*`OUT_WIDTH+:8];
    for (genvar j = 0; j < Band; j++) begin : gen_row
      localparam int Row = U * Band + Band - 1 - j;
      logic [Record-1:0] then_q;
      assign then_q = taken_q[((U+1)*Band+`STAGES+C+j)*Record+:Record];
      assign hit[j] = then_q[0];
      always_comb begin
        if (known_q && then_q[0]) begin
          assert (got[2] == then_q[1]);
          assert (got[3] == then_q[2]);
          assert (got[1] == then_q[3+Row]);
          assert (got[0] == then_q[3+2*`ROWS+C]);
          assert (got[4] == then_q[3+2*`ROWS+2*`COLUMNS+C]);
`ifdef ZERO_POINT
          assert (got[5] == then_q[3+Row]);
          assert (got[6] == then_q[3+2*`ROWS+`COLUMNS+C]);
`endif
`ifdef ACTIVATION_SCALE
`ifdef GROUP_SCALES
          assert (got[7] == then_q[3+`ROWS+Row]);
`else
          assert (!then_q[2] || got[7] == then_q[3+`ROWS+Row]);
`endif
`endif
        end
      end
    end
    always_comb if (known_q) assert (valid[i] == |hit);
  end

endmodule
