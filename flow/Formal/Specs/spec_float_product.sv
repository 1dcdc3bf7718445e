// Product of a floating-point activation and an integer or a minifloat: the significands with *, the
// shifts, of the weight by the magnitude's or added to the other, the signs, the special values.
module spec_float_product #(
  parameter int WWidth = 4,
  parameter int MagWidth = 15,
  parameter bit IsSigned = 0,
  parameter int ExpWidth = 0,
  parameter bit IsFlint = 0,
  parameter bit IsOutlier = 0,
  parameter bit AddsShifts = 0,
  parameter int XWidth = 16,
  parameter int XExp = 5,
  parameter int ShiftWidth = XExp,
  parameter bit HasInfinity = 1,
  parameter bit HasSpecials = 1
) (
  input  logic [XWidth-1:0] x_i,
  input  logic [WWidth-1:0] w_i,
  output logic        neg_o,
  output logic [MagWidth-1:0] mag_o,
  output logic [ShiftWidth-1:0] shift_o,
  output logic        nan_o,
  output logic        inf_o
);

  logic x_neg, x_nan, x_inf;
  logic [XExp-1:0] x_shift;
  logic [XWidth-1-XExp:0] sig;
  spec_activation #(
    .XWidth(XWidth),
    .XExp(XExp),
    .HasInfinity(HasInfinity),
    .HasSpecials(HasSpecials)
  ) u_activation (
    .x_i,
    .neg_o(x_neg),
    .sig_o(sig),
    .shift_o(x_shift),
    .nan_o(x_nan),
    .inf_o(x_inf)
  );
  logic w_neg;
  logic [WWidth-1:0] w_abs;
  logic [6:0] w_shift;
  spec_weight #(
    .WWidth(WWidth),
    .IsSigned(IsSigned),
    .ExpWidth(ExpWidth),
    .IsFlint(IsFlint),
    .IsOutlier(IsOutlier)
  ) u_weight (
    .w_i,
    .neg_o(w_neg),
    .sig_o(w_abs),
    .shift_o(w_shift)
  );
  always_comb begin
    neg_o = x_neg != w_neg;
    mag_o = (MagWidth'(sig) * MagWidth'(w_abs)) << (AddsShifts ? 7'd0 : w_shift);
    shift_o = ShiftWidth'(x_shift) + (AddsShifts ? ShiftWidth'(w_shift) : '0);
    nan_o = x_nan || (x_inf && w_abs == 0);
    inf_o = x_inf && w_abs != 0;
  end

endmodule
