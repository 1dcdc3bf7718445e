using MixPe.Cli;
using MixPe.Generator.Rtl;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Flow;

/// <summary>A dump holds what numpy needs to compute a result again, in the types that numpy has for it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DumpTests
{
    private const int M = 4;
    private const int N = 5;
    private const int K = 18;
    private const int Group = 8;
    private const int Lanes = 2;

    private static readonly string[] Sizes =
    [
        $"group={Group}", $"lanes={Lanes}", "rows=1", "columns=2", "target=asic",
    ];

    [TestCase("uint4", "fp16")]
    [TestCase("int4", "fp32", Category = "Nightly")]
    public void The_files_of_integer_scales_have_those_of_the_channels(string weights, string format)
    {
        using var scratch = new ScratchFolder();
        string[] fields = [.. Sizes, $"weights={weights}", "scale=uint8", $"out={format}", $"zero_point={(weights == "uint4" ? "integer" : "none")}"];
        Simulate([.. fields.SelectMany(field => new[] { "--set", field }), "--dump", scratch["dump"]]);
        var dump = new DumpFiles(scratch["dump"]);
        Assert.That(dump.Meta("scale"), Is.EqualTo("uint8"));
        Assert.That(dump.Tensors, Does.Contain($"w_scale UInt8 [{N}, 3]").And.Contain($"w_channel_scale Float16 [{N}]"));
        Assert.That(dump.Values("w_scale"), Has.Some.GreaterThan(1));
        Assert.That(dump.Values("y"), Has.Length.EqualTo(M * N).And.All.Not.Zero);
        Assert.That(dump.Result(), Is.EqualTo(dump.Values("y")));
    }

    [TestCase("fp16")]
    [TestCase("fp32")]
    public void The_files_of_a_tile_that_adds_have_what_is_added(string format)
    {
        using var scratch = new ScratchFolder();
        string[] fields = [.. Sizes, "addend=stream", $"out={format}"];
        Simulate([.. fields.SelectMany(field => new[] { "--set", field }), "--dump", scratch["dump"]]);
        var dump = new DumpFiles(scratch["dump"]);
        Assert.That(dump.Meta("addend"), Is.EqualTo("True"));
        Assert.That(dump.Tensors, Does.Contain($"c Float32 [{M}, {N}]"));
        Assert.That(dump.Values("c"), Has.Length.EqualTo(M * N).And.All.Not.Zero);
        Assert.That(dump.Result(), Is.EqualTo(dump.Values("y")));
    }

    // weights, activations, zero points, activation scale, accumulator, fused, out
    [TestCase("uint4", "int8", true, true, "exact", false, "bf16")]
    [TestCase("int4", "int8", false, true, "exact", true, "fp32")]
    [TestCase("int8", "int8", false, true, "exact", false, "fp32")]
    [TestCase("int4", "int8", false, false, "exact", false, "fp32")]
    [TestCase("uint8", "int8", true, true, "exact", false, "fp16")]
    [TestCase("int4", "fp16", true, false, "exact", false, "fp16")]
    [TestCase("uint4", "fp8_e5m2", true, true, "exact", false, "fp32")]
    [TestCase("uint4", "fp16", true, true, "exact", true, "bf16")]
    [TestCase("uint4", "fp16", true, false, "exact", false, "fp32")]
    [TestCase("int4", "fp16", false, false, "fp32", false, "fp32")]
    [TestCase("int4", "bf16", false, false, "fp32", false, "bf16")]
    public void The_files_alone_give_the_result(
        string weights, string activations, bool hasZero, bool hasScale, string accumulator, bool fused, string format)
    {
        using var scratch = new ScratchFolder();
        string[] fields =
        [
            .. Sizes, $"weights={weights}", $"activations={activations}", $"accumulator={accumulator}", $"out={format}",
            $"zero_point={(hasZero ? "integer" : "none")}", $"activation_scale={(hasScale ? "fp16" : "none")}",
            $"fused={(fused ? "true" : "false")}",
        ];
        Simulate([.. fields.SelectMany(field => new[] { "--set", field }), "--dump", scratch["dump"]]);
        var dump = new DumpFiles(scratch["dump"]);

        string integer = weights.StartsWith('i') ? "Int8" : "UInt8";
        string[] tensors =
        [
            $"w_codes {integer} [{N}, {K}]",
            $"w_scale Float16 [{N}, 3]",
            .. hasZero ? new[] { $"w_zero {integer} [{N}, 3]" } : [],
            $"x_codes {(activations == "int8" ? "Int8" : "UInt16")} [{M}, {K}]",
            .. hasScale ? new[] { $"x_scale Float16 [{M}]" } : [],
            $"y {(format == "fp16" ? "Float16" : "Float32")} [{M}, {N}]",
        ];
        string[] names = ["weights", "activations", "group", "accumulator", "fused", "out", "lanes"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(dump.Tensors, Is.EquivalentTo(tensors));
            Assert.That(names.Select(dump.Meta), Is.EqualTo(new[]
            {
                weights, activations, $"{Group}", accumulator, $"{fused}", format, $"{Lanes}",
            }));
        }

        // Signed codes that were written unsigned would all be positive.
        Assert.That(dump.Values("w_codes"), weights.StartsWith('i') ? Has.Some.Negative : Has.None.Negative);
        Assert.That(dump.Values("y"), Has.Length.EqualTo(M * N).And.All.Not.Zero);
        Assert.That(dump.Result(), Is.EqualTo(dump.Values("y")));
    }

    private static void Simulate(string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = new CommandLineApp(BundleGenerator.Create().Generate).Run(
            ["simulate", "mixpe-w4a8", "--gemm", $"{M},{N},{K}", .. args], output, error);
        Assert.That((code, error.ToString()), Is.EqualTo((ExitCode.Done, "")));
    }
}
