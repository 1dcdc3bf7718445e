using MixPe.Cli;
using MixPe.Generator.Rtl;
using MixPe.Model.Tensors;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>mixpe simulate of a quantized file, on a small array with a dump beside it.</summary>
internal sealed class StoredRun : IDisposable
{
    private static readonly string[] Small = ["--set", "rows=2", "--set", "columns=2", "--set", "lanes=2"];

    private static readonly string[] Units = ["--set", "dequant_units=1"];
    private const string Usual = "mixpe-w4a8";

    /// <summary>The design that runs.</summary>
    public string Design { get; init; } = Usual;

    private readonly ScratchFolder _scratch = new();

    /// <summary>Puts a file there.</summary>
    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_scratch[name], bytes);
        return _scratch[name];
    }

    /// <summary>Runs the verb with 3 rows of activations of as many columns; nothing may be wrong.</summary>
    public void Run(string weights, int k, params string[] more)
    {
        float[] x = [.. Enumerable.Range(0, 3 * k).Select(i => (((i * 37) % 101) - 50) / 16f)];
        NpyFile.Write(_scratch["x.npy"], Tensor.FromSingles("x", [3, k], x));
        var (code, output, error) = Start(Design, [weights, "--activations", _scratch["x.npy"], "--dump", _scratch["dump"], .. more]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        Assert.That(output, Does.Contain(" 0 mismatches"));
    }

    /// <summary>Runs the verb, which must refuse the weights.</summary>
    /// <returns>The one line that says why.</returns>
    public static string Refused(string weights, params string[] more) => RefusedBy(Usual, weights, more);

    /// <summary>Runs the verb of another design, which must refuse the weights.</summary>
    /// <returns>The one line that says why.</returns>
    public static string RefusedBy(string design, string weights, params string[] more)
    {
        var (code, output, error) = Start(design, [weights, .. more]);
        Assert.That((code, output), Is.EqualTo((ExitCode.BadInput, "")), error);
        Assert.That(error.TrimEnd(), Does.Not.Contain("\n"));
        return error;
    }

    /// <summary>A part of the dump.</summary>
    public double[] Dumped(string name) => NpyFile.Read(Path.Combine(_scratch["dump"], name + ".npy")).ToDoubles();

    /// <summary>True if the dump has it.</summary>
    public bool HasDumped(string name) => File.Exists(Path.Combine(_scratch["dump"], name + ".npy"));

    /// <summary>Compares Y with the file's weights, the codes less their zero points as one integer each: a group's sum is
    /// exact, then scaled and added in binary32 (docs/arithmetic.md).</summary>
    /// <param name="integers">[n, k] integers.</param>
    /// <param name="scales">[n, groups] scales.</param>
    /// <param name="n">Rows.</param>
    /// <param name="group">Length of a group.</param>
    public void RequireY(int[] integers, double[] scales, int n, int group)
    {
        int k = integers.Length / n;
        int groups = (k + group - 1) / group;
        double[] x = Dumped("x_codes");
        double[] xScale = Dumped("x_scale");
        double[] y = Dumped("y");
        Assert.That(y, Has.Length.EqualTo(3 * n));
        for (int i = 0; i < y.Length; i++)
        {
            (int row, int channel) = (i / n, i % n);
            float sum = 0;
            for (int g = 0; g < groups; g++)
            {
                long dot = Enumerable.Range(g * group, Math.Min(group, k - (g * group)))
                    .Sum(at => integers[(channel * k) + at] * (long)x[(row * k) + at]);
                sum += (float)dot * (float)scales[(channel * groups) + g];
            }

            Assert.That(y[i], Is.EqualTo(sum * (float)xScale[row]), $"y[{row}, {channel}]");
        }
    }

    public void Dispose() => _scratch.Dispose();

    private static (int Code, string Output, string Error) Start(string design, string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] all = ["simulate", design, .. Small, .. design == Usual ? [] : Units, "--weights", .. args];
        int code = new CommandLineApp(BundleGenerator.Create().Generate).Run(all, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
