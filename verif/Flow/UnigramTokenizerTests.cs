using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Flow;

public sealed class UnigramTokenizerTests
{
    // "▁the" (-1) beats "▁t" + "he" (-3); "cat" in pieces is "▁c" + "at" (-4), better than letters.
    private const string Pieces =
        """[["<unk>",0],["▁the",-1],["▁t",-1],["he",-2],["▁c",-2],["at",-2],["a",-3],["t",-3],["▁",-4],[":",null]]""";

    [TestCase("the cat", new[] { 1, 4, 5 })]
    [TestCase("  the\n the ", new[] { 1, 1 })]
    [TestCase("tat", new[] { 2, 5 })]
    [TestCase("xt", new[] { 8, 0, 7 })]
    [TestCase("a:", new[] { 8, 6, 9 })]
    [TestCase("", new int[0])]
    public void Takes_the_most_probable_cut(string text, int[] expected)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["vocab.json"], Pieces);
        var tokenizer = new UnigramTokenizer(Vocabulary.Read(scratch["vocab.json"]));
        Assert.That(tokenizer.Encode(text), Is.EqualTo(expected));
    }

    [TestCase("{}")]
    [TestCase("[[1,2]]")]
    [TestCase("[[\"a\"]]")]
    [TestCase("[")]
    public void Refuses_what_is_no_vocabulary(string text)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["vocab.json"], text);
        Assert.That(
            () => Vocabulary.Read(scratch["vocab.json"]),
            Throws.TypeOf<InputException>().With.Message.Contains("vocab.json"));
    }
}
