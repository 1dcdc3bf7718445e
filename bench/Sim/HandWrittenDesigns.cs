using MixPe.Generator.Bundles;

namespace MixPe.Bench.Sim;

/// <summary>A 4×8 bit shift-add PE and a 16×16 output-stationary array of it, written by hand.</summary>
internal static class HandWrittenDesigns
{
    private const string PeText = """
        // Signed 4 bit by signed 8 bit: shift and add, the top weight bit counts negative.
        module bench_pe (
          input  logic [3:0]  w_i,
          input  logic [7:0]  x_i,
          output logic [11:0] p_o
        );
          logic [11:0] x;
          assign x = { {4{x_i[7]}}, x_i };
          assign p_o = ({12{w_i[0]}} & x) + ({12{w_i[1]}} & (x << 1)) + ({12{w_i[2]}} & (x << 2))
            - ({12{w_i[3]}} & (x << 3));
        endmodule

        """;

    private const string ArrayText = """
        // Activations enter on the left, weights on top; drain_i shifts the sums down, one row a cycle.
        module bench_array (
          input  logic         clk_i,
          input  logic         rst_ni,
          input  logic         drain_i,
          input  logic [127:0] x_i,
          input  logic [63:0]  w_i,
          output logic [383:0] y_o
        );
          logic [7:0]  x [16][17];
          logic [3:0]  w [17][16];
          logic [23:0] y [17][16];
          for (genvar r = 0; r < 16; r++) begin : gen_left
            assign x[r][0] = x_i[8*r +: 8];
          end
          for (genvar c = 0; c < 16; c++) begin : gen_rim
            assign w[0][c] = w_i[4*c +: 4];
            assign y[0][c] = 24'd0;
            assign y_o[24*c +: 24] = y[16][c];
          end
          for (genvar r = 0; r < 16; r++) begin : gen_row
            for (genvar c = 0; c < 16; c++) begin : gen_col
              logic [11:0] p;
              logic [23:0] sum;
              logic [7:0]  x_q;
              logic [3:0]  w_q;
              bench_pe u_pe (.w_i(w[r][c]), .x_i(x[r][c]), .p_o(p));
              always_ff @(posedge clk_i) begin
                if (!rst_ni) begin
                  sum <= 24'd0;
                  x_q <= 8'd0;
                  w_q <= 4'd0;
                end else begin
                  sum <= drain_i ? y[r][c] : sum + { {12{p[11]}}, p };
                  x_q <= x[r][c];
                  w_q <= w[r][c];
                end
              end
              assign x[r][c+1] = x_q;
              assign w[r+1][c] = w_q;
              assign y[r+1][c] = sum;
            end
          end
        endmodule

        """;

    public static BenchDesign Pe { get; } = new(
        [new BundleFile("bench_pe.sv", PeText)],
        Module("bench_pe", In("w_i", 4), In("x_i", 8), Out("p_o", 12)));

    public static BenchDesign Array { get; } = new(
        [new BundleFile("bench_pe.sv", PeText), new BundleFile("bench_array.sv", ArrayText)],
        Module(
            "bench_array",
            In("clk_i", 1) with { Role = PortRole.Clock },
            In("rst_ni", 1) with { Role = PortRole.Reset },
            In("drain_i", 1),
            In("x_i", 128),
            In("w_i", 64),
            Out("y_o", 384)));

    private static ModuleSpec Module(string name, params PortSpec[] ports) => new(name, name, "Benchmark.", ports);

    private static PortSpec In(string name, int bits) => new(name, PortDirection.Input, bits, "Input.");

    private static PortSpec Out(string name, int bits) => new(name, PortDirection.Output, bits, "Output.");
}
