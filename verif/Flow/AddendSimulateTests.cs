using System.Text.Json;
using MixPe.Cli;
using MixPe.Flow.Gemm;
using MixPe.Generator.Rtl;
using MixPe.Model.Tensors;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Flow;

/// <summary>Addends from outside: simulate, its streams, cycles.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AddendSimulateTests
{
    private const int M = 5;
    private const int N = 4;

    private static readonly string[] Small =
    [
        "mixpe-w4a8", "--set", "rows=2", "--set", "columns=3", "--set", "lanes=2", "--set", "group=4", "--set", "y_words=2",
        "--set", "addend=stream",
    ];

    [Test]
    public void A_file_of_addends_is_added_to_what_is_there_without_it()
    {
        using var scratch = new ScratchFolder();
        Random random = new(3);
        NpyFile.Write(scratch["w.npy"], Tensor.FromSingles("w", [N, 10], Matrix.Normal(N, 10, 1, random).Values));
        NpyFile.Write(scratch["x.npy"], Tensor.FromSingles("x", [M, 10], Matrix.Normal(M, 10, 1, random).Values));
        float[] c = Matrix.Normal(M, N, 3, random).Values;
        NpyFile.Write(scratch["c.npy"], Tensor.FromSingles("c", [M, N], c));
        double[] plain = Result([]);
        double[] sum = Result(["--addend", scratch["c.npy"]]);
        Assert.That(sum, Is.EqualTo(plain.Zip(c, (y, one) => (double)((float)y + one))));

        double[] Result(string[] args)
        {
            string[] files = ["--weights", scratch["w.npy"], "--activations", scratch["x.npy"], "--out", scratch["y.npy"]];
            var run = Run(["simulate", .. Small, .. files, .. args]);
            Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Done, "")));
            return NpyFile.Read(scratch["y.npy"]).ToDoubles();
        }
    }

    [Test]
    public void The_streams_of_a_job_have_those_of_addends()
    {
        using var scratch = new ScratchFolder();
        var run = Run(["simulate", .. Small, "--gemm", "5,4,10", "--streams", scratch["job"]]);
        Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Done, "")));
        string job = File.ReadAllText(Path.Combine(scratch["job"], "job.svh"));
        string[] addends = File.ReadAllLines(Path.Combine(scratch["job"], "c.hex"));

        // Blocks of three columns and of one: two beats and one, for each of five rows; 64 bits, 8 of TKEEP, TLAST.
        Assert.That(addends, Has.Length.EqualTo(15).And.All.Length.EqualTo(19));
        Assert.That(job, Does.Contain("JobCBeats = 15;").And.Contain("JobCStream = 64;").And.Contain("JobYBeats = 15;"));
    }

    [Test]
    public void Cycles_and_bytes_of_addends_are_counted()
    {
        JsonElement with = Of(Small), without = Of(Small[..^2]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(with.GetProperty("c_bytes").GetInt64(), Is.EqualTo(15 * 8));
            Assert.That(without.GetProperty("c_bytes").GetInt64(), Is.Zero);
            Assert.That(
                with.GetProperty("cycles").GetInt64() - without.GetProperty("cycles").GetInt64(), Is.EqualTo(3), "three registers");
        }

        static JsonElement Of(string[] design)
        {
            var run = Run(["cycles", .. design, "--gemm", "5,4,10", "--json"]);
            return JsonDocument.Parse(run.Output).RootElement.GetProperty("gemms")[0];
        }
    }

    [TestCase("--on array", "--on: array: mixpe_w4a8 has addend stream, which the tile adds")]
    [TestCase("--set out=fp16 --addend x.npy", "[5, 10]; results are [5, 4]")]
    public void What_does_not_fit_is_refused(string args, string message)
    {
        using var scratch = new ScratchFolder();
        NpyFile.Write(scratch["x.npy"], Tensor.FromSingles("x", [M, 10], new float[M * 10]));
        var run = Run(
            ["simulate", .. Small, "--gemm", "5,4,10", .. args.Split(' ').Select(word => word == "x.npy" ? scratch[word] : word)]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Error, Does.Contain(message));
    }

    [Test]
    public void A_design_that_adds_nothing_takes_no_addends()
    {
        var run = Run(["simulate", "mixpe-w4a8", "--gemm", "5,4,10", "--addend", "c.npy"]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Error, Does.Contain("--addend: c.npy: addend of mixpe_w4a8 is none"));
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = new CommandLineApp(BundleGenerator.Create().Generate).Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
