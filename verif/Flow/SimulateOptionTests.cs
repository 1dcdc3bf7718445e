using System.Globalization;
using MixPe.Cli;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;
using MixPe.Model.Metrics;
using MixPe.Model.Tensors;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Flow;

/// <summary>What the options of simulate do to a run, seen from outside.</summary>
public sealed class SimulateOptionTests
{
    private static readonly string[] Small =
    [
        "--set", "rows=2", "--set", "columns=2", "--set", "lanes=2", "--set", "group=4",
    ];

    // Square weights: a transposition that is left out still fits.
    [TestCase(6, 6)]
    [TestCase(5, 10)]
    public void Transposed_weights_give_the_same_result(int n, int k)
    {
        using var scratch = new ScratchFolder();
        var random = new Random(8);
        float[] w = Matrix.Normal(n, k, 0.02, random).Values;
        float[] turned = [.. Enumerable.Range(0, w.Length).Select(i => w[(i % n * k) + (i / n)])];
        NpyFile.Write(scratch["w.npy"], Tensor.FromSingles("w", [n, k], w));
        NpyFile.Write(scratch["wt.npy"], Tensor.FromSingles("w", [k, n], turned));
        NpyFile.Write(scratch["x.npy"], Tensor.FromSingles("x", [3, k], Matrix.Normal(3, k, 1, random).Values));

        double[] plain = Result(scratch, Weights("w.npy"));
        Assert.That(plain, Has.Length.EqualTo(3 * n).And.Some.Not.Zero);
        Assert.That(Result(scratch, [.. Weights("wt.npy"), "--transpose"]), Is.EqualTo(plain));
        if (n == k)
        {
            Assert.That(Result(scratch, Weights("wt.npy")), Is.Not.EqualTo(plain), "without --transpose");
        }

        string[] Weights(string file) => ["--weights", scratch[file], "--activations", scratch["x.npy"]];
    }

    [Test]
    public void The_seed_decides_the_operands()
    {
        using var scratch = new ScratchFolder();
        double[] first = Result(scratch, ["--gemm", "3,5,10", "--seed", "7"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Result(scratch, ["--gemm", "3,5,10", "--seed", "7"]), Is.EqualTo(first), "the same seed");
            Assert.That(Result(scratch, ["--gemm", "3,5,10", "--seed", "8"]), Is.Not.EqualTo(first), "another seed");
        }
    }

    [Test]
    public void A_waveform_holds_the_window_that_was_asked_for()
    {
        using var scratch = new ScratchFolder();
        FstWindow start = Window("0,20"), later = Window("13,20"), shorter = Window("13,8");

        // Two times a cycle: the clock's edges. Cycle 0 comes after two cycles of reset.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(start, Is.EqualTo(new FstWindow(2 * 2, (2 * 22) - 1)), "0,20");
            Assert.That((later.Start - start.Start, later.End - start.End), Is.EqualTo((26UL, 26UL)), "13,20");
            Assert.That(shorter, Is.EqualTo(new FstWindow(later.Start, later.Start + (2 * 8) - 1)), "13,8");
        }

        FstWindow Window(string window)
        {
            string file = scratch[string.Create(CultureInfo.InvariantCulture, $"{window}.fst")];
            Result(scratch, ["--gemm", "3,5,10", "--wave", file, "--wave-window", window]);
            return FstWindow.Of(file);
        }
    }

    [Test]
    public void The_first_five_mismatches_are_listed_and_no_more()
    {
        var broken = new BundleGenerator(Mutation.Apply("pe", "acc_q <= acc_d;", "acc_q <= ~acc_d;"));
        var (code, output, _) = Run(broken.Generate, ["simulate", "mixpe-w4a8", "--gemm", "3,5,10", .. Small]);
        string[] places = [.. output.Split('\n')
            .Where(line => line.Contains("golden", StringComparison.Ordinal))
            .Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)].Trim())];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCode.CheckFailed));
            Assert.That(output, Does.Contain("15 outputs compared, 15 mismatches"));
            Assert.That(places, Is.EqualTo(new[] { "y[0, 0]", "y[0, 1]", "y[0, 2]", "y[0, 3]", "y[0, 4]" }));
        }
    }

    [Test]
    public void Binary16_activations_have_a_scale_of_one()
    {
        Design scaled = RtlDesigns.Make("uint4", "fp16", "activation_scale=fp16");
        Design plain = RtlDesigns.Make("uint4", "fp16", "activation_scale=none");
        var random = new Random(9);
        Matrix w = Matrix.Normal(7, 20, 0.02, random), x = Matrix.Normal(4, 20, 1, random);
        GemmProblem problem = GemmProblem.Quantize(scaled, w, x);
        uint[] y = GoldenGemm.Run(scaled.Arithmetic, problem.Operands);
        double[] values = Array.ConvertAll(y, bits => (double)BitConverter.UInt32BitsToSingle(bits));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.Operands.ActivationScales, Is.EqualTo(new ushort[] { 0x3c00, 0x3c00, 0x3c00, 0x3c00 }));
            Assert.That(
                y, Is.EqualTo(GoldenGemm.Run(plain.Arithmetic, GemmProblem.Quantize(plain, w, x).Operands)), "bits");

            // A factor of 2 would be an error as large as the signal: 0 dB.
            Assert.That(Fidelity.Measure(problem.Reference, values).SqnrDb, Is.InRange(10, 60), "SQNR");
        }
    }

    // Y of a run that must succeed.
    private static double[] Result(ScratchFolder scratch, string[] args)
    {
        string path = scratch["y.npy"];
        File.Delete(path);
        var (code, _, error) = Run(
            BundleGenerator.Create().Generate, ["simulate", "mixpe-w4a8", .. Small, .. args, "--out", path]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        return NpyFile.Read(path).ToDoubles();
    }

    private static (int Code, string Output, string Error) Run(Func<Design, RtlBundle> generate, string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = new CommandLineApp(generate).Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
