using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;

namespace MixPe.Verif.Cli;

/// <summary>Bundles of two tiny modules: these tests are about files, not about arithmetic.</summary>
internal static class FakeBundles
{
    public const string Hash = "0123456789abcdef";

    public static RtlBundle Generate(Design design) => Generate(design, "assign y_o = x_i;");

    public static RtlBundle Generate(Design design, string body)
    {
        PortSpec[] ports =
        [
            new("clk_i", PortDirection.Input, 1, "The clock.", PortRole.Clock),
            new("rst_ni", PortDirection.Input, 1, "The reset.", PortRole.Reset),
            new("x_i", PortDirection.Input, 8, "In."),
            new("y_o", PortDirection.Output, 8, "Out."),
        ];
        ModuleSpec leaf = new("leaf", $"{design.Name}_leaf", "A leaf.", ports);
        ModuleSpec top = new("top", $"{design.Name}_top", "The top.", ports);
        BundleFile[] sources =
        [
            new($"rtl/{leaf.Name}.sv", Module(leaf.Name, body)),
            new($"rtl/{top.Name}.sv", Module(top.Name, $"{leaf.Name} u_leaf (.clk_i, .rst_ni, .x_i, .y_o);")),
        ];
        var files = BundleFiles.For(
            design,
            Hash,
            [leaf, top],
            sources,
            [new DesignConstant("top_latency", 3, "cycles", "From x_i to y_o.")],
            [new DesignConstant("sum_width", 19, "bits", "Sum of a group.")]);
        return new RtlBundle(design, Hash, [leaf, top], sources, [.. sources, .. files]);
    }

    private static string Module(string name, string body) =>
        $"module {name} (\n  input logic clk_i,\n  input logic rst_ni,\n  input logic [7:0] x_i,\n"
        + $"  output logic [7:0] y_o\n);\n  {body}\nendmodule\n";
}
