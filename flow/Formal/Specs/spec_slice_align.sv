// A finite activation of XExp bits of exponent as an integer of Slices * SliceBits bits, less the slices that skip_i leaves out:
// its significand in places that lose nothing, divided by the unit, rest against one half. Places below the slices are zero.
module spec_slice_align #(
  parameter int XExp = 5,
  parameter int Slices = 2,
  parameter int SliceBits = 8,
  parameter int Bits = Slices * SliceBits
) (
  input  logic [15:0] x_i,
  input  logic [XExp-1:0] exp_i,
  input  logic [Slices-2:0] skip_i,
  output logic [Bits-1:0] x_o
);

  localparam int Fraction = 15 - XExp;

  // From Bits + 2 places below the largest exponent on a number is less than half of any unit.
  localparam int Most = Bits + 2;
  localparam int Wide = Bits + Most;
  logic [XExp-1:0] field, own;
  logic [XExp:0] distance;
  logic [Wide-1:0] value, unit, rest, count, limit;
  int places;
  always_comb begin
    field = x_i[14-:XExp];
    own = field == '0 ? XExp'(1) : field;
    distance = {1'b0, exp_i} - {1'b0, own};
    if (distance > (XExp + 1)'(Most)) distance = (XExp + 1)'(Most);
    // The hidden bit of the largest exponent is the place below the sign's.
    value = Wide'({field != '0, x_i[Fraction-1:0]}) << (Wide - 2 - Fraction);
    value = value >> distance;
    places = Bits;
    for (int i = 0; i < Slices - 1; i++) begin
      if (skip_i[i]) places = places - SliceBits;
    end
    unit = Wide'(1) << (Wide - places);
    limit = (Wide'(1) << (places - 1)) - 1'b1;
    count = value >> (Wide - places);
    rest = value & (unit - 1'b1);
    if ((rest << 1) > unit || ((rest << 1) == unit && count[0])) count = count + 1'b1;
    if (x_i[15]) count = -count;
    else if (count > limit) count = limit;
    // Without a sign, at the upper end of the word.
    count = count + limit + 1'b1;
    x_o = Bits'(count << (Bits - places));
  end

endmodule
