using MixPe.Generator.Bundles;
using MixPe.Sim.Build;
using MixPe.Sim.Host;
using NUnit.Framework;

namespace MixPe.Verif.Sim;

/// <summary>Modules that are verilated by themselves and called as functions, beside the same build without.</summary>
public sealed class FunctionModuleTests
{
    private const int Cycles = 200;

    // Ports of one bit, one word, two words and more; two instances, one behind a register and one behind the other.
    private const string LeafText = """
        module leaf (
          input  logic        add_i,
          input  logic [18:0] a_i,
          input  logic [63:0] b_i,
          input  logic [79:0] c_i,
          output logic        odd_o,
          output logic [79:0] y_o
        );
          logic [79:0] sum;
          assign sum = 80'(a_i) + 80'(b_i);
          assign y_o = add_i ? sum + c_i : sum ^ c_i;
          assign odd_o = ^y_o;
        endmodule

        """;

    private const string TopText = """
        module top (
          input  logic        clk_i,
          input  logic        add_i,
          input  logic [18:0] a_i,
          input  logic [63:0] b_i,
          input  logic [79:0] c_i,
          output logic [79:0] y_o
        );
          logic        odd, odd_next;
          logic [79:0] first, second, second_q;
          leaf u_first (.add_i, .a_i, .b_i, .c_i, .odd_o(odd), .y_o(first));
          leaf u_second (.add_i(odd), .a_i, .b_i, .c_i(first), .odd_o(odd_next), .y_o(second));
          always_ff @(posedge clk_i) second_q <= odd_next ? second : ~second;
          assign y_o = second_q ^ first;
        endmodule

        """;

    private static readonly PortSpec[] Operands =
    [
        SimBench.In("add_i", 1), SimBench.In("a_i", 19), SimBench.In("b_i", 64), SimBench.In("c_i", 80),
    ];

    private static readonly ModuleSpec Leaf =
        SimBench.Module("leaf", [.. Operands, SimBench.Out("odd_o", 1), SimBench.Out("y_o", 80)]);

    private static readonly ModuleSpec Top = SimBench.Module(
        "top", [SimBench.Clock(), .. Operands, SimBench.Out("y_o", 80)]);

    private static readonly BundleFile[] Sources = [new("rtl/leaf.sv", LeafText), new("rtl/top.sv", TopText)];

    private string _folder = "";

    [OneTimeSetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("mixpe-function-").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_function_gives_the_bits_of_the_module_in_every_thread()
    {
        VerilatedLibrary plain = Build(new BuildOptions { NoInline = ["leaf"] });
        VerilatedLibrary called = Build(new BuildOptions { Functions = [Leaf] });
        uint[] expected = Run(plain);
        Assert.That(called.Folder, Is.Not.EqualTo(plain.Folder), "the choice is part of the cache's key");
        Assert.That(expected.Distinct().Count(), Is.GreaterThan(Cycles));
        Parallel.For(0, 4, _ => Assert.That(Run(called), Is.EqualTo(expected)));
    }

    [Test]
    public void A_shared_module_gives_the_bits_of_an_inlined_one() =>
        Assert.That(Run(Build(new BuildOptions { Shared = [Leaf] })), Is.EqualTo(Run(Build(new BuildOptions()))));

    [Test]
    public void What_is_no_function_is_refused()
    {
        Assert.That(() => Build(new BuildOptions { Functions = [Top] }), Throws.ArgumentException);
        Assert.That(
            () => Build(new BuildOptions { Functions = [Leaf with { Name = "elsewhere" }] }), Throws.ArgumentException);
    }

    private static uint[] Run(VerilatedLibrary library)
    {
        using VerilatedModel model = library.Create(1);
        RecordLayout layout = model.Layout;
        uint[] inputs = layout.NewInputs(Cycles);
        Random random = new(2);
        for (int cycle = 0; cycle < Cycles; cycle++)
        {
            Span<uint> record = inputs.AsSpan(cycle * layout.InputWords, layout.InputWords);
            foreach (PortSlice port in layout.Inputs)
            {
                Span<uint> words = port.Of(record);
                for (int i = 0; i < words.Length; i++)
                {
                    words[i] = (uint)random.NextInt64(1L << 32);
                }

                words[^1] &= port.LastWordMask;
            }
        }

        uint[] outputs = layout.NewOutputs(Cycles);
        model.Run(inputs, outputs, Cycles);

        // The first cycle shows the register's random start.
        return outputs[layout.OutputWords..];
    }

    private VerilatedLibrary Build(BuildOptions options) =>
        new VerilatedBuild(new BuildEnvironment { CacheRoot = _folder }).GetOrBuild(
            Sources, Top, options with { Optimization = OptimizationLevel.O0 });
}
