using MixPe.Generator.Bundles;

namespace MixPe.Verif.Sim;

/// <summary>Hand-written SystemVerilog that the host is tested with.</summary>
internal static class SimModules
{
    public static IReadOnlyList<int> Widths { get; } = [1, 8, 9, 16, 31, 32, 33, 63, 64, 65, 96, 300];

    /// <summary>Every output is the complement of the input of its width.</summary>
    public static string WidthsText { get; } = string.Join('\n',
        [
            "module widths (",
            string.Join(",\n", Widths.Select(bits => $"  input logic [{bits - 1}:0] a{bits}__i,\n"
                + $"  output logic [{bits - 1}:0] y{bits}_o")),
            ");",
            .. Widths.Select(bits => $"  assign y{bits}_o = ~a{bits}__i;"),
            "endmodule",
            "",
        ]);

    public static ModuleSpec WidthsModule { get; } = SimBench.Module("widths",
        [.. Widths.SelectMany(bits => new[] { SimBench.In($"a{bits}__i", bits), SimBench.Out($"y{bits}_o", bits) })]);

    public static string AccumulatorText { get; } = """
        module accu (
          input  logic        clk_i,
          input  logic        rst_ni,
          input  logic [7:0]  add_i,
          output logic [31:0] sum_o,
          output logic [7:0]  next_o
        );
          always_ff @(posedge clk_i) begin
            if (!rst_ni) sum_o <= 32'd0;
            else sum_o <= sum_o + {24'd0, add_i};
          end
          assign next_o = sum_o[7:0] + add_i;
        endmodule

        """;

    public static ModuleSpec AccumulatorModule { get; } = SimBench.Module("accu",
        SimBench.Clock(), SimBench.Reset(), SimBench.In("add_i", 8), SimBench.Out("sum_o", 32),
        SimBench.Out("next_o", 8));

    /// <summary>Ends in the way that end_i asks for, at the clock edge that sees it.</summary>
    public static string EndsText { get; } = """
        module ends (
          input  logic       clk_i,
          input  logic [2:0] end_i,
          output logic [7:0] count_o
        );
          always_ff @(posedge clk_i) begin
            count_o <= count_o + 8'd1;
            if (end_i == 3'd1) $fatal(1, "told to die with %0d", end_i);
            if (end_i == 3'd2) $error("told to err");
            if (end_i == 3'd3) $finish;
            if (end_i == 3'd4) $stop;
            if (end_i == 3'd6) $display("hello from %m");
            no_five: assert (end_i != 3'd5) else $error("saw five");
          end
        endmodule

        """;

    public static ModuleSpec EndsModule { get; } = SimBench.Module("ends",
        SimBench.Clock(), SimBench.In("end_i", 3), SimBench.Out("count_o", 8));
}
