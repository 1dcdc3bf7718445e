using System.Text;

namespace MixPe.Verif.Synthesis;

/// <summary>A ripple-carry adder of full-adder cells with its sum registered.</summary>
internal static class AdderChain
{
    public const int Bits = 12;

    /// <summary>The chain, its full adders as they are.</summary>
    public static MappedModule Map()
    {
        StringBuilder text = new($"module chain(input clk, input [{Bits - 1}:0] a, b, output logic [{Bits}:0] s); "
            + $"logic [{Bits}:0] c; logic [{Bits}:0] t; assign c[0] = 1'b0; assign t[{Bits}] = c[{Bits}]; "
            + "always_ff @(posedge clk) s <= t; ");
        for (int i = 0; i < Bits; i++)
        {
            text.Append($"FAX1 fa{i}(.A(a[{i}]), .B(b[{i}]), .C(c[{i}]), .YC(c[{i + 1}]), .YS(t[{i}])); ");
        }

        return MappedModule.Of(text.Append("endmodule").ToString(), "chain");
    }
}
