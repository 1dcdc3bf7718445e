using System.Globalization;
using System.Text;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Verif.Rtl;

/// <summary>A test bench text for a four-valued simulator: resets the array, plays beats, and prints every result and
/// every output bit that is neither 0 nor 1.</summary>
internal static class IcarusBench
{
    public const string Top = "mixpe_bench";

    /// <summary>The text. Payload is driven at all times.</summary>
    /// <param name="bundle">The design's bundle.</param>
    /// <param name="o">Operands of one tile.</param>
    public static string Write(RtlBundle bundle, GemmOperands o)
    {
        Design design = bundle.Design;
        var layout = new RecordLayout(bundle.Top);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"module {Top};\n  logic clk_i = 1'b0;\n");
        foreach (PortSpec port in bundle.Top.Ports.Where(port => port.Role != PortRole.Clock))
        {
            string start = port.Direction == PortDirection.Input ? " = '0" : "";
            text.Append(CultureInfo.InvariantCulture, $"  logic [{port.Bits - 1}:0] {port.Name}{start};\n");
        }

        text.Append(CultureInfo.InvariantCulture, $$"""
              {{bundle.Top.Name}} u_dut (.*);
              integer c;
              task cycle;
                begin
                  #1;
                  if (rst_ni !== 1'b0) begin
                    if ((^{ready_o, y_valid_o, y_o}) === 1'bx) $display("X %b %b %h", ready_o, y_valid_o, y_o);
                    for (c = 0; c < {{design.Columns}}; c = c + 1)
                      if (y_valid_o[c]) $display("Y %0d %h", c, y_o[c*{{design.Output.Bits}}+:{{design.Output.Bits}}]);
                  end
                  clk_i = 1'b1;
                  #1;
                  clk_i = 1'b0;
                end
              endtask
              initial begin
                cycle;
                rst_ni = 1'b1;
                repeat (3) cycle;

            """);
        foreach (uint[] record in BeatRecords.Of(layout, design, o))
        {
            foreach (PortSlice port in layout.Inputs)
            {
                IEnumerable<uint> words = port.Of(record).ToArray().AsEnumerable().Reverse();
                string digits = string.Concat(words.Select(word => word.ToString("x8", CultureInfo.InvariantCulture)));
                text.Append(CultureInfo.InvariantCulture, $"    {port.Name} = {port.Words * 32}'h{digits};\n");
            }

            // A held beat waits for ready_o, which a bench that only counts cycles could not see.
            text.Append("    #1; while (ready_o !== 1'b1) begin cycle; #1; end\n    cycle;\n");
        }

        int tail = (2 * design.Rows) + design.Columns + 16;
        text.Append(CultureInfo.InvariantCulture, $"    valid_i = 1'b0;\n    repeat ({tail}) cycle;\n");
        text.Append("    $finish(0);\n  end\nendmodule\n");
        return text.ToString();
    }
}
