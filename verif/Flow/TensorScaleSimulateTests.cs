using System.Text.Json;
using MixPe.Cli;
using MixPe.Flow.Gemm;
using MixPe.Generator.Rtl;
using MixPe.Model.Tensors;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Flow;

/// <summary>A scale of the tensors from outside: simulate, its files, cycles.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TensorScaleSimulateTests
{
    private const int M = 5;
    private const int N = 4;
    private const int K = 24;

    private static readonly string[] Small =
    [
        "nvfp4", "--set", "rows=2", "--set", "columns=3", "--set", "lanes=4", "--set", "group=8", "--set", "dequant_units=1", "--set", "y_words=2",
        "--set", "w_words=4",
    ];

    // A power of two in W is one in the scale of W: codes and scales of groups are the same, far below what these reach alone.
    [Test]
    public void A_tensor_of_small_numbers_loses_nothing()
    {
        using var scratch = new ScratchFolder();
        Random random = new(3);
        float[] w = Matrix.Normal(N, K, 1, random).Values, x = Matrix.Normal(M, K, 1, random).Values;
        NpyFile.Write(scratch["x.npy"], Tensor.FromSingles("x", [M, K], x));
        (double[] y, double scale) = Result(w);
        (double[] small, double smallScale) = Result(Array.ConvertAll(w, value => value / (1 << 20)));
        double expected = (float)((double)w.Max(Math.Abs) / 2688) * (float)((double)x.Max(Math.Abs) / 2688);
        Assert.That(scale, Is.EqualTo(expected));
        Assert.That(smallScale, Is.EqualTo(scale / (1 << 20)));
        Assert.That(small, Is.EqualTo(y.Select(value => value / (1 << 20))));

        (double[] Y, double Scale) Result(float[] weights)
        {
            NpyFile.Write(scratch["w.npy"], Tensor.FromSingles("w", [N, K], weights));
            string[] files = ["--weights", scratch["w.npy"], "--activations", scratch["x.npy"], "--dump", scratch["dump"]];
            var run = Run(["simulate", .. Small, .. files]);
            Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Done, "")));
            using var meta = JsonDocument.Parse(File.ReadAllText(scratch["dump/meta.json"]));
            Assert.That(meta.RootElement.GetProperty("tensor_scale").GetBoolean());
            return (NpyFile.Read(scratch["dump/y.npy"]).ToDoubles(), NpyFile.Read(scratch["dump/tensor_scale.npy"]).ToDoubles().Single());
        }
    }

    [Test]
    public void A_job_for_other_test_benches_has_its_scale()
    {
        using var scratch = new ScratchFolder();
        var run = Run(["simulate", .. Small, "--gemm", "5,4,24", "--streams", scratch["job"], "--dump", scratch["dump"]]);
        Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Done, "")));
        int bits = BitConverter.SingleToInt32Bits((float)NpyFile.Read(scratch["dump/tensor_scale.npy"]).ToDoubles().Single());
        Assert.That(File.ReadAllText(scratch["job/job.svh"]), Does.Contain(FormattableString.Invariant($"localparam int JobTensorScale = {bits};")));
    }

    [TestCase("fp32", "none", 2)]
    [TestCase("fp16", "none", 3)]
    [TestCase("fp16", "stream", 2)]
    public void Cycles_of_its_registers_are_counted(string format, string addend, int cycles)
    {
        Assert.That(Of("fp32") - Of("none"), Is.EqualTo(cycles));

        long Of(string scale)
        {
            var run = Run([
                "cycles", .. Small, "--set", $"tensor_scale={scale}", "--set", $"out={format}", "--set", $"addend={addend}",
                "--gemm", "5,4,24", "--json"]);
            return JsonDocument.Parse(run.Output).RootElement.GetProperty("gemms")[0].GetProperty("cycles").GetInt64();
        }
    }

    [Test]
    public void The_array_by_itself_is_refused()
    {
        var run = Run(["simulate", .. Small, "--gemm", "5,4,24", "--on", "array"]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Error, Does.Contain("--on: array: nvfp4 has tensor_scale fp32, by which the tile multiplies"));
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = new CommandLineApp(BundleGenerator.Create().Generate).Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
