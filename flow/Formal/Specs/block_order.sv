// The order of a job's blocks: block after block of rows in the pass, then the next columns with the same rows, then
// the next pass. Both sequencers' harnesses follow it; ROWS, COLUMNS, ROW_BLOCKS, SLOTS, SLOT_WIDTH and DIM_WIDTH are
// theirs.
module block_order (
  input  logic clk_i,
  // Begins, at the first block.
  input  logic start_i,
  // The block is done: on to the next one.
  input  logic done_i,
  // There is a block; what makes the claims inductive holds then.
  input  logic active_i,
  input  logic [`DIM_WIDTH-1:0] m_i,
  input  logic [`DIM_WIDTH-1:0] n_i,
  // Rows that are left from this block on and from its pass on, and columns.
  output logic [`DIM_WIDTH+1:0] left_o,
  output logic [`DIM_WIDTH+1:0] pass_left_o,
  output logic [`DIM_WIDTH+1:0] columns_left_o,
  // Number of the block in its pass, slot of the pass' first block, slot and page of this one.
  output logic [(`ROW_BLOCKS > 1 ? $clog2(`ROW_BLOCKS) : 1):0] block_o,
  output logic [`SLOT_WIDTH+1:0] base_o,
  output logic [`SLOT_WIDTH+1:0] slot_o,
  output logic page_o,
  // The last one of the pass with these columns, the last columns, the last block.
  output logic block_last_o,
  output logic columns_last_o,
  output logic job_last_o
);

  localparam int Dim = `DIM_WIDTH + 2;
  localparam int Slot = `SLOT_WIDTH + 2;
  localparam int Block = (`ROW_BLOCKS > 1 ? $clog2(`ROW_BLOCKS) : 1) + 1;

  // The first row of X of the pass and of the block, and the first row of W.
  logic page_q;
  logic [Dim-1:0] pass_q, rows_q, columns_q;
  logic [Block-1:0] block_q;
  logic [Slot-1:0] base_q, slot_sum;
  assign left_o = Dim'(m_i) - rows_q;
  assign pass_left_o = Dim'(m_i) - pass_q;
  assign columns_left_o = Dim'(n_i) - columns_q;
  assign block_o = block_q;
  assign base_o = base_q;
  assign slot_sum = base_q + Slot'(block_q);
  assign slot_o = slot_sum >= Slot'(`SLOTS) ? slot_sum - Slot'(`SLOTS) : slot_sum;
  assign page_o = page_q;
  assign block_last_o = left_o <= Dim'(`ROWS) | block_q + Block'(1) == Block'(`ROW_BLOCKS);
  assign columns_last_o = columns_left_o <= Dim'(`COLUMNS);
  assign job_last_o = block_last_o & columns_last_o & left_o <= Dim'(`ROWS);
  always_ff @(posedge clk_i) begin
    if (start_i) begin
      pass_q <= '0;
      rows_q <= '0;
      columns_q <= '0;
      block_q <= '0;
      base_q <= '0;
      page_q <= 1'b0;
    end else if (done_i) begin
      if (!block_last_o) begin
        rows_q <= rows_q + Dim'(`ROWS);
        block_q <= block_q + Block'(1);
      end else begin
        block_q <= '0;
        page_q <= ~page_q;
        if (!columns_last_o) begin
          rows_q <= pass_q;
          columns_q <= columns_q + Dim'(`COLUMNS);
        end else begin
          pass_q <= rows_q + Dim'(`ROWS);
          rows_q <= rows_q + Dim'(`ROWS);
          columns_q <= '0;
          base_q <= slot_o + Slot'(1) == Slot'(`SLOTS) ? '0 : slot_o + Slot'(1);
        end
      end
    end
  end

  always_comb begin
    if (active_i) begin
      assert (rows_q < Dim'(m_i) && columns_q < Dim'(n_i) && pass_q <= rows_q);
      assert (block_q < Block'(`ROW_BLOCKS) && base_q < Slot'(`SLOTS));
      assert (rows_q == pass_q + Dim'(block_q) * Dim'(`ROWS));
    end
  end

endmodule
