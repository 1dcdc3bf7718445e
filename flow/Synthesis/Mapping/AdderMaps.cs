namespace MixPe.Flow.Synthesis.Mapping;

/// <summary>Verilog for Yosys' techmap: what its adder cells become.</summary>
internal static class AdderMaps
{
    /// <summary>A carry-save adder as Yosys' own full adders, in the place of the design's module of that name.</summary>
    public static string CarrySave(string module) => $"""
        module {module} #(parameter int Width = 1) (
          input logic [Width-1:0] a_i, b_i, c_i, output logic [Width-1:0] sum_o, carry_o
        );
          \$fa #(.WIDTH(Width)) u_fa (.A(a_i), .B(b_i), .C(c_i), .X(carry_o), .Y(sum_o));
        endmodule

        """;

    /// <summary>A $alu whose carry runs through full adders.</summary>
    public const string Ripple = """
        (* techmap_celltype = "$alu" *)
        module mixp_ripple (A, B, CI, BI, X, Y, CO);
          parameter A_SIGNED = 0;
          parameter B_SIGNED = 0;
          parameter A_WIDTH = 1;
          parameter B_WIDTH = 1;
          parameter Y_WIDTH = 1;
          input [A_WIDTH-1:0] A;
          input [B_WIDTH-1:0] B;
          input CI, BI;
          output [Y_WIDTH-1:0] X, Y, CO;
          wire [Y_WIDTH-1:0] a, b0, b;
          \$pos #(.A_SIGNED(A_SIGNED), .A_WIDTH(A_WIDTH), .Y_WIDTH(Y_WIDTH)) u_a (.A(A), .Y(a));
          \$pos #(.A_SIGNED(B_SIGNED), .A_WIDTH(B_WIDTH), .Y_WIDTH(Y_WIDTH)) u_b (.A(B), .Y(b0));
          assign b = BI ? ~b0 : b0;
          assign X = a ^ b;
          wire [Y_WIDTH:0] c;
          assign c[0] = CI;
          assign CO = c[Y_WIDTH:1];
          genvar i;
          generate
            for (i = 0; i < Y_WIDTH; i = i + 1) begin : g
              \$fa #(.WIDTH(1)) u_fa (.A(a[i]), .B(b[i]), .C(c[i]), .X(c[i+1]), .Y(Y[i]));
            end
          endgenerate
        endmodule

        """;

    /// <summary>A $fa as a library's full adders; where an input is constant, as gates, which fold.</summary>
    public static string FullAdder(FullAdderCell cell) => $$"""
        (* techmap_celltype = "$fa" *)
        module mixp_full_adder (A, B, C, X, Y);
          parameter WIDTH = 1;
          parameter _TECHMAP_CONSTMSK_A_ = 0;
          parameter _TECHMAP_CONSTMSK_B_ = 0;
          parameter _TECHMAP_CONSTMSK_C_ = 0;
          input [WIDTH-1:0] A, B, C;
          output [WIDTH-1:0] X, Y;
          genvar i;
          generate
            for (i = 0; i < WIDTH; i = i + 1) begin : g
              if (_TECHMAP_CONSTMSK_A_[i] || _TECHMAP_CONSTMSK_B_[i] || _TECHMAP_CONSTMSK_C_[i]) begin : gates
                assign Y[i] = A[i] ^ B[i] ^ C[i];
                assign X[i] = (A[i] & B[i]) | (A[i] & C[i]) | (B[i] & C[i]);
              end else begin : cell
                {{cell.Name}} u_fa (.{{cell.Inputs[0]}}(A[i]), .{{cell.Inputs[1]}}(B[i]), .{{cell.Inputs[2]}}(C[i]),
                  .{{cell.Carry}}(X[i]), .{{cell.Sum}}(Y[i]));
              end
            end
          endgenerate
        endmodule

        """;
}
