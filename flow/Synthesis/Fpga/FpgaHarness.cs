using System.Globalization;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Synthesis.Fpga;

/// <summary>A module around a unit with more ports than a package has pins: a shift register feeds its inputs, another
/// takes its outputs, so that every path that is timed begins and ends in a register.</summary>
internal static class FpgaHarness
{
    /// <summary>Its name.</summary>
    public const string Name = "mixp_harness";

    /// <summary>Its text.</summary>
    /// <param name="unit">The unit.</param>
    public static BundleFile Of(ModuleSpec unit)
    {
        List<string> connections = [];
        int inputs = 0;
        int outputs = 0;
        foreach (PortSpec port in unit.Ports)
        {
            if (port.Role == PortRole.Clock)
            {
                connections.Add($".{port.Name}(clk_i)");
            }
            else if (port.Direction == PortDirection.Input)
            {
                connections.Add(Slice(port, "in_q", inputs));
                inputs += port.Bits;
            }
            else
            {
                connections.Add(Slice(port, "out", outputs));
                outputs += port.Bits;
            }
        }

        return new BundleFile($"rtl/{Name}.sv", string.Create(CultureInfo.InvariantCulture, $$"""
            module {{Name}} (input logic clk_i, input logic d_i, input logic take_i, output logic q_o);
              logic [{{inputs - 1}}:0] in_q;
              logic [{{outputs - 1}}:0] out, out_q;
              {{unit.Name}} u_unit ({{string.Join(", ", connections)}});
              always_ff @(posedge clk_i) begin
                in_q <= {in_q[{{inputs - 2}}:0], d_i};
                out_q <= take_i ? out : {out_q[{{outputs - 2}}:0], 1'b0};
              end
              assign q_o = out_q[{{outputs - 1}}];
            endmodule

            """));
    }

    private static string Slice(PortSpec port, string signal, int low) => string.Create(
        CultureInfo.InvariantCulture, $".{port.Name}({signal}[{low + port.Bits - 1}:{low}])");
}
