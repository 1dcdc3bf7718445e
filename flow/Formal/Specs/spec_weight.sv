// A weight taken apart: (-1)^neg * sig * 2^shift in units of the format's smallest number. An integer is its own
// significand; with ExpWidth the code is a sign, a biased exponent and a fraction, every pattern a finite number.
// With IsOutlier it is one of a pair: its sign, whether its neighbour is a victim, and its other three bits.
module spec_weight #(
  parameter int WWidth = 4,
  parameter bit IsSigned = 0,
  parameter int ExpWidth = 0,
  parameter bit IsFlint = 0,
  parameter bit IsOutlier = 0
) (
  input  logic [WWidth-1:0] w_i,
  output logic        neg_o,
  output logic [WWidth-1:0] sig_o,
  output logic [6:0]  shift_o
);

  localparam int FracWidth = WWidth - 1 - ExpWidth;
  logic [WWidth-1:0] unsigned_w, exponent;
  always_comb begin
    neg_o = IsSigned & w_i[WWidth-1];
    unsigned_w = w_i;
    unsigned_w[WWidth-1] = 1'b0;
    exponent = unsigned_w >> FracWidth;
    if (IsOutlier && w_i[WWidth-2]) begin
      // The outlier of a pair: 8, 12, 16, 24, 32, 48, 64, 96.
      sig_o = w_i[0] ? 3 : 2;
      shift_o = 7'd2 + 7'(w_i[2:1]);
    end else if (IsOutlier) begin
      // From -7 to 7 in two's complement; its most negative one is a zero.
      sig_o = neg_o ? WWidth'(3'(-w_i[2:0])) : WWidth'(w_i[2:0]);
      shift_o = 7'd0;
    end else if (IsFlint) begin
      // 0, 1, 2, 3, 16, 8, 4, 6.
      case (3'(unsigned_w))
        3'd4: begin sig_o = 1; shift_o = 7'd4; end
        3'd5: begin sig_o = 1; shift_o = 7'd3; end
        3'd6: begin sig_o = 1; shift_o = 7'd2; end
        3'd7: begin sig_o = 3; shift_o = 7'd1; end
        default: begin sig_o = unsigned_w; shift_o = 7'd0; end
      endcase
    end else if (ExpWidth == 0) begin
      sig_o = neg_o ? -w_i : w_i;
      shift_o = 7'd0;
    end else begin
      sig_o = (unsigned_w & WWidth'((1 << FracWidth) - 1)) | (exponent == 0 ? '0 : WWidth'(1 << FracWidth));
      shift_o = exponent == 0 ? 7'd0 : 7'(exponent) - 7'd1;
    end
  end

endmodule
