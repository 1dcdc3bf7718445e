using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>A GEMM without an index of K, without a row or without a channel is refused: the hardware has no beat that
/// says so.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ZeroLengthTests
{
    [TestCase(1, 1, 0)]
    [TestCase(0, 1, 1)]
    [TestCase(1, 0, 1)]
    public void The_model_refuses_it(int m, int n, int k)
    {
        Design design = RtlDesigns.Make("uint4", "int8");
        GemmOperands o = new(m, n, k, new ushort[n * k], new ushort[m * k], new ushort[n], new int[n], new ushort[m]);
        Assert.That(
            () => GemmCheck.Require(design.Arithmetic, o),
            Throws.ArgumentException.With.Message.Contains($"M={m}, N={n}, K={k}: each must be at least 1"));
    }

    [TestCase("2,2,0")]
    [TestCase("0,2,2")]
    [TestCase("2,0,2")]
    public void The_command_line_refuses_it(string shape)
    {
        var (code, output, error) = CommandLine.Run("simulate", "mixpe-w4a8", "--gemm", shape);
        Assert.That((code, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.Contain("--gemm").And.Contain(shape));
    }
}
