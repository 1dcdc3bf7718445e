using MixPe.Flow.Gemm;
using MixPe.Model.Tensors;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Flow;

public sealed class MatrixFileTests
{
    [Test]
    public void Reads_and_transposes()
    {
        using var scratch = new ScratchFolder();
        NpyFile.Write(scratch["w.npy"], Tensor.FromSingles("w", [2, 3], [1, 2, 3, 4, 5, 6]));
        var straight = MatrixFile.Read(scratch["w.npy"]);
        var turned = MatrixFile.Read(scratch["w.npy"], transpose: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((straight.Rows, straight.Columns), Is.EqualTo((2, 3)));
            Assert.That((turned.Rows, turned.Columns), Is.EqualTo((3, 2)));
            Assert.That(turned.Values, Is.EqualTo(new float[] { 1, 4, 2, 5, 3, 6 }));
        }
    }

    [Test]
    public void Names_the_file_that_is_not_there() =>
        Assert.That(
            () => MatrixFile.Read("nowhere/w.npy:layer"),
            Throws.TypeOf<InputException>().With.Message.Contains("nowhere/w.npy:layer"));

    [Test]
    public void Names_the_tensor_that_is_not_there()
    {
        using var scratch = new ScratchFolder();
        NpyFile.Write(scratch["w.npy"], Tensor.FromSingles("w", [1, 1], [1]));
        Assert.That(
            () => MatrixFile.Read(scratch["w.npy"] + ":other"),
            Throws.TypeOf<InputException>().With.Message.Contains("other"));
    }
}
