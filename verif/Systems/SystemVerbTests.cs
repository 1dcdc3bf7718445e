using System.Text.Json;
using MixPe.Cli;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Tensors;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Systems;

/// <summary>mixpe system from outside.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SystemVerbTests
{
    private static readonly string[] Small =
    [
        .. new[] { "rows=2", "columns=3", "lanes=2", "y_words=2", "row_blocks=2", "dequant_units=1", "w_words=8" }
            .SelectMany(field => new[] { "--set", field }),
    ];

    [TestCase("comet", "dense added")]
    [TestCase("quik", "dense added")]
    [TestCase("spqr", "dense added")]
    [TestCase("svdquant", "dense down added")]
    [TestCase("svdquant-nvfp4", "dense down added")]
    public void A_system_runs_bit_for_bit_in_the_predicted_cycles(string system, string parts)
    {
        var (code, output, error) = Run(["system", system, "--gemm", "5,7,130", "--json", .. Small]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        JsonElement root = JsonDocument.Parse(output).RootElement;
        JsonElement[] each = [.. root.GetProperty("parts").EnumerateArray()];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                root.EnumerateObject().Select(field => field.Name),
                Is.EqualTo(new[] { "system", "shape", "parts", "mismatches", "cycles", "whole", "alone" }));
            Assert.That(string.Join(' ', each.Select(part => part.GetProperty("name").GetString())), Is.EqualTo(parts));
            Assert.That(each.Select(part => part.GetProperty("mismatches").GetInt64()), Has.All.Zero);
            Assert.That(each.Select(part => part.GetProperty("compared").GetInt64()), Has.All.GreaterThanOrEqualTo(35));
            Assert.That(
                each.Select(part => part.GetProperty("cycles").GetInt64()),
                Is.EqualTo(each.Select(part => part.GetProperty("predicted_cycles").GetInt64())));
            Assert.That(
                root.GetProperty("cycles").GetInt64(), Is.EqualTo(each.Sum(part => part.GetProperty("cycles").GetInt64())));
            JsonElement[] ofOneJob = [.. each.Where(part => part.GetProperty("jobs").GetInt32() == 1)];
            Assert.That(
                ofOneJob.Select(part => part.GetProperty("macs").GetInt64()),
                Is.EqualTo(ofOneJob.Select(part => Sizes(part.GetProperty("shape")))));
            Assert.That(each.Sum(part => part.GetProperty("mac_share").GetDouble()), Is.EqualTo(1).Within(1e-9));
            Assert.That(Sqnr(root, "whole"), Is.GreaterThan(Sqnr(root, "alone")));
        }
    }

    // As above, in one tile, whose groups are what its rows and lanes hold.
    [Test]
    public void Blocks_of_both_kinds_run_in_one_tile()
    {
        string[] small =
        [
            .. new[] { "rows=2", "lanes=2", "group=4", "columns=4", "shared_columns=2", "y_words=2", "row_blocks=2", "x_words=2", "w_words=8" }
                .SelectMany(field => new[] { "--set", field }),
        ];
        var (code, output, error) = Run(["system", "comet-one-tile", "--gemm", "5,7,130", "--json", .. small]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        JsonElement root = JsonDocument.Parse(output).RootElement;
        JsonElement part = root.GetProperty("parts").EnumerateArray().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(part.GetProperty("mismatches").GetInt64(), Is.Zero);
            Assert.That(part.GetProperty("compared").GetInt64(), Is.EqualTo(35));
            Assert.That(part.GetProperty("cycles").GetInt64(), Is.EqualTo(part.GetProperty("predicted_cycles").GetInt64()));
            Assert.That(Sqnr(root, "whole"), Is.GreaterThan(Sqnr(root, "alone")));
        }

        string[] lines = Run(["system", "comet-one-tile", "--gemm", "5,7,130", .. small]).Output.TrimEnd().Split('\n');
        Assert.That(lines[2], Does.Match(@"^  dense  comet_w4ax .* int4 by int8 and int4 .*\[5, 130\] x \[130, 7\] +4550 ?100\.0 % "));
        Assert.That(lines[^1], Does.Match(@"against FP64: SQNR [0-9.]+ dB; with all blocks in int4 [0-9.]+ dB"));
    }

    [Test]
    public void Files_give_what_the_lines_say()
    {
        using var scratch = new ScratchFolder();
        Random random = new(3);
        float[] w = Matrix.Normal(4, 70, 0.02, random).Values, x = Matrix.Normal(3, 70, 1, random).Values;
        NpyFile.Write(scratch["w.npy"], Tensor.FromSingles("w", [4, 70], w));
        NpyFile.Write(scratch["wt.npy"], Tensor.FromSingles(
            "w", [70, 4], [.. Enumerable.Range(0, w.Length).Select(i => w[(i % 4 * 70) + (i / 4)])]));
        NpyFile.Write(scratch["x.npy"], Tensor.FromSingles("x", [3, 70], x));
        string[] files = ["--activations", scratch["x.npy"], "--calibration", scratch["x.npy"], "--out", scratch["y.npy"]];
        var (code, output, error) = Run(["system", "quik", "--weights", scratch["w.npy"], .. files, .. Small]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        string[] lines = output.TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.EqualTo(6));
        Assert.That(lines[2], Does.Contain("int4 by int4").And.Contain("[3, 7] x [7, 4]").And.Match(" 84 +9.9 % "));
        Assert.That(lines[3], Does.Contain("fp16 by fp16").And.Contain("[3, 64] x [64, 4]").And.Match(" 768 +90.1 % "));
        Assert.That(lines[4], Does.Contain("24 outputs compared with the golden model, 0 mismatches"));
        Assert.That(lines[5], Does.Match(@"against FP64: SQNR [0-9.]+ dB; without outlier columns [0-9.]+ dB"));
        double[] y = NpyFile.Read(scratch["y.npy"]).ToDoubles();
        double[] exact = [.. Enumerable.Range(0, 12).Select(i => Enumerable.Range(0, 70).Sum(
            k => (double)x[(i / 4 * 70) + k] * w[(i % 4 * 70) + k]))];
        Assert.That(y, Is.EqualTo(exact).Within(0.05));

        // 63 of 70 columns stay in FP16, so transposed weights that are not taken for such would not fit.
        Assert.That(Run(["system", "quik", "--weights", scratch["wt.npy"], "--transpose", .. files, .. Small]).Code, Is.Zero);
        Assert.That(NpyFile.Read(scratch["y.npy"]).ToDoubles(), Is.EqualTo(y));
    }

    // A chain whose first tile multiplies its results: a bit of the tensors' scale there is a mismatch of that part, and of what it adds up to
    // none, since the parts after it take the bits that came.
    [Test]
    public void A_wrong_scale_of_tensors_is_found_in_its_part()
    {
        var broken = new BundleGenerator(Mutation.Apply("tile", ".scale_i(tensor_scale)", ".scale_i(tensor_scale ^ 32'd1)"));
        var (code, output, _) = Run(broken.Generate, ["system", "svdquant-nvfp4", "--gemm", "3,4,70", "--json", .. Small]);
        Assert.That(code, Is.EqualTo(ExitCode.CheckFailed));
        long[] wrong =
        [
            .. JsonDocument.Parse(output).RootElement.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("mismatches").GetInt64()),
        ];
        Assert.That((wrong[0] > 0, wrong[1], wrong[2]), Is.EqualTo((true, 0, 0)));
    }

    [TestCase("quik", 70)]
    [TestCase("spqr", 70)]
    [TestCase("comet", 130)]
    public void A_wrong_bit_is_found_in_its_part(string system, int k)
    {
        var broken = new BundleGenerator(Mutation.Apply("addend", "assign rounded = sum_q;", "assign rounded = ~sum_q;"));
        var (code, output, _) = Run(broken.Generate, ["system", system, "--gemm", $"3,4,{k}", "--json", .. Small]);
        Assert.That(code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(
            JsonDocument.Parse(output).RootElement.GetProperty("parts").EnumerateArray()
                .Select(part => part.GetProperty("mismatches").GetInt64()),
            Is.EqualTo(new long[] { 0, 12 }));
    }

    [Test]
    public void A_system_of_mixed_blocks_says_what_runs_in_which_precision()
    {
        var (code, output, error) = Run(["system", "comet", "--gemm", "3,4,300", .. Small]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        string[] lines = output.TrimEnd().Split('\n');
        Assert.That(lines[2], Does.Match(@"^  dense  w4a4 .* int4 by int4 .*\[3, 172\] x \[172, 4\] +2064 +57\.3 % "));
        Assert.That(lines[3], Does.Match(@"^  added  w4a8_sym .* int4 by int8 .*\[3, 128\] x \[128, 4\] +1536 +42\.7 % "));
        Assert.That(lines[^1], Does.Match(@"against FP64: SQNR [0-9.]+ dB; with all blocks in int4 [0-9.]+ dB"));
    }

    [Test]
    public void The_list_has_every_named_system()
    {
        string output = Run("system", "--list").Output;
        Assert.That(output, Does.Match(@"^comet +INT4.*arXiv 2410\.12168\)\ncomet-one-tile +INT4.*arXiv 2410\.12168\)\nquik +INT4.*arXiv 2310\.09259\)\nspqr +UINT3.*arXiv 2306\.03078\)\nsvdquant +W = .*arXiv 2411\.05007\)\nsvdquant-nvfp4 +W = .*NVFP4\)\n$"));
        JsonElement[] systems = [.. JsonDocument.Parse(Run("system", "--list", "--json").Output).RootElement.EnumerateArray()];
        Assert.That(
            systems.Select(system => string.Join(' ', system.GetProperty("designs").EnumerateArray().Select(design => design.GetString()))),
            Is.EqualTo(new[] { "w4a4 w4a8_sym", "comet_w4ax", "w4a4 fp16_dot8_addend", "spqr fp16_dot8_addend", "w4a4 fp16_dot8 fp16_dot8_addend", "nvfp4 fp16_dot8 fp16_dot8_addend" }));
    }

    [TestCase("system", "give a system, or --list")]
    [TestCase("system quik", "give either --gemm M,N,K or --weights")]
    [TestCase("system quik --gemm 3,4,63", "K of 63: quik keeps 63 columns in FP16, and at least one not")]
    [TestCase("system comet --gemm 3,4,128", "K of 128: comet has blocks of 128, and at least one of each kind: K is at least 129")]
    [TestCase("system quik --gemm 3,4,5000", "dense: K of 4937: max_k of w4a4 is 4096")]
    [TestCase("system quik --gemm 3,4,100 --activations x.npy", "go with --weights, not with --gemm")]
    [TestCase("system quik --gemm 3,4,100 --set out=fp16", "dense-part")]
    [TestCase("system quik --gemm 3,4,100 --set rows=0", "part-design")]
    [TestCase("system quick --gemm 3,4,100", "did you mean 'quik'?")]
    [TestCase("system quik --gemm 1,134217728,200", "a matrix has at most 134217728 elements")]
    public void What_cannot_run_is_refused_with_its_reason(string args, string reason)
    {
        var (code, output, error) = Run(args.Split(' '));
        Assert.That((code, output), Is.EqualTo((ExitCode.BadInput, "")));
        Assert.That(error, Does.Contain(reason));
    }

    private static long Sizes(JsonElement shape) =>
        new[] { "m", "n", "k" }.Aggregate(1L, (product, size) => product * shape.GetProperty(size).GetInt64());

    private static double Sqnr(JsonElement root, string which) => root.GetProperty(which).GetProperty("sqnr_db").GetDouble();

    private static (int Code, string Output, string Error) Run(params string[] args) =>
        Run(BundleGenerator.Create().Generate, args);

    private static (int Code, string Output, string Error) Run(Func<Design, RtlBundle> generate, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = new CommandLineApp(generate).Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
