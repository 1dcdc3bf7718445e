using System.Text.Json;
using MixPe.Cli;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Tensors;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Flow;

public sealed class SimulateTests
{
    private static readonly string[] Small =
    [
        "--set", "rows=2", "--set", "columns=2", "--set", "lanes=2", "--set", "group=4",
    ];

    [Test]
    public void Json_has_the_promised_fields()
    {
        var (code, output, error) = Run(Generate, ["simulate", "mixpe-w4a8", "--gemm", "3,5,10", .. Small, "--json"]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[]
            {
                "design", "shape", "slices", "wide_groups", "compared", "mismatches", "cycles", "predicted_cycles", "macs", "utilization", "sqnr_db",
                "max_abs_error", "cosine",
            }));
            Assert.That(root.GetProperty("compared").GetInt64(), Is.EqualTo(15));
            Assert.That(root.GetProperty("mismatches").GetInt64(), Is.Zero);
            Assert.That(root.GetProperty("macs").GetInt64(), Is.EqualTo(150));
            Assert.That(root.GetProperty("sqnr_db").GetDouble(), Is.InRange(10, 60));
        }
    }

    [Test]
    public void A_wrong_bit_in_the_rtl_is_exit_1_and_named()
    {
        var broken = new BundleGenerator(Mutation.Apply("pe", "acc_q <= acc_d;", "acc_q <= ~acc_d;"));
        var (code, output, _) = Run(broken.Generate, ["simulate", "mixpe-w4a8", "--gemm", "3,5,10", .. Small]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCode.CheckFailed));
            Assert.That(output, Does.Contain("15 mismatches").And.Contain("golden").And.Contain("RTL"));
        }
    }

    [Test]
    public void The_dump_is_enough_to_compute_the_result_again()
    {
        using var scratch = new ScratchFolder();
        string[] files = ["--dump", scratch["dump"], "--out", scratch["y.npy"]];
        var (code, _, error) = Run(Generate, ["simulate", "mixpe-w4a8", "--gemm", "3,5,10", .. Small, .. files]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        double[] w = Load("w_codes"), x = Load("x_codes"), scale = Load("w_scale"), zero = Load("w_zero");
        double[] xScale = Load("x_scale"), y = Load("y");
        Assert.That(NpyFile.Read(scratch["y.npy"]).ToDoubles(), Is.EqualTo(y));
        const int n = 5, k = 10, group = 4, groups = 3;
        for (int i = 0; i < y.Length; i++)
        {
            float acc = 0;
            for (int g = 0; g < groups; g++)
            {
                double t = Enumerable.Range(g * group, Math.Min(group, k - (g * group)))
                    .Sum(at => (w[(i % n * k) + at] - zero[(i % n * groups) + g]) * x[(i / n * k) + at]);
                acc += (float)t * (float)scale[(i % n * groups) + g];
            }

            Assert.That(y[i], Is.EqualTo(acc * (float)xScale[i / n]), $"y[{i / n}, {i % n}]");
        }

        double[] Load(string name) => NpyFile.Read(Path.Combine(scratch["dump"], name + ".npy")).ToDoubles();
    }

    [TestCase("simulate", "mixpe-w4a8")]
    [TestCase("simulate", "mixpe-w4a8", "--gemm", "1,2")]
    [TestCase("simulate", "mixpe-w4a8", "--gemm", "0,2,3")]
    [TestCase("simulate", "mixpe-w4a8", "--gemm", "1,2,3", "--weights", "w.npy")]
    [TestCase("simulate", "mixpe-w4a8", "--weights", "nowhere.npy")]
    [TestCase("simulate", "mixpe-w4a8", "--gemm", "99999,99999,99999")]
    [TestCase("simulate", "mixpe-w4a8", "--gemm", "1,2,3", "--wave-window", "1")]
    public void Bad_input_is_exit_2_with_a_reason(params string[] args)
    {
        var (code, output, error) = Run(Generate, args);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCode.BadInput));
            Assert.That(output, Is.Empty);
            Assert.That(error.Trim(), Is.Not.Empty);
        }
    }

    [Test]
    public void Columns_that_disagree_are_named_with_the_cure()
    {
        using var scratch = new ScratchFolder();
        NpyFile.Write(scratch["w.npy"], Tensor.FromSingles("w", [4, 3], new float[12]));
        NpyFile.Write(scratch["x.npy"], Tensor.FromSingles("x", [2, 4], new float[8]));
        var (code, _, error) = Run(
            Generate, ["simulate", "mixpe-w4a8", "--weights", scratch["w.npy"], "--activations", scratch["x.npy"]]);
        Assert.That((code, error), Is.EqualTo((ExitCode.BadInput, error)));
        Assert.That(error, Does.Contain("[4, 3]").And.Contain("[2, 4]").And.Contain("--transpose"));
    }

    [Test]
    public void A_narrow_output_is_written_as_what_numpy_has()
    {
        using var scratch = new ScratchFolder();
        string[] half = ["--set", "out=fp16", "--out", scratch["y.npy"]];
        Run(Generate, ["simulate", "mixpe-w4a8", "--gemm", "2,2,4", .. Small, .. half]);
        Assert.That(NpyFile.Describe(scratch["y.npy"]).Type, Is.EqualTo(TensorType.Float16));
    }

    private static RtlBundle Generate(Design design) => BundleGenerator.Create().Generate(design);

    private static (int Code, string Output, string Error) Run(Func<Design, RtlBundle> generate, string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = new CommandLineApp(generate).Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
