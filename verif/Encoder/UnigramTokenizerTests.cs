using System.Text.Json;
using System.Text.Json.Serialization;
using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Encoder;

public sealed class UnigramTokenizerTests
{
    // "▁the" (-1) beats "▁t" + "he" (-3); "cat" in pieces is "▁c" + "at" (-4), better than letters.
    private const string Pieces =
        """
        [["<unk>",0],["<s>",0],["</s>",0],["r3",0],["r4",0],["r5",0],
        ["▁the",-1],["▁t",-1],["he",-2],["▁c",-2],["at",-2],["a",-3],["t",-3],["▁",-4],[":",null],["at",-2],
        ["h",-3],["e",-3],["c",-3]]
        """;

    [TestCase("the cat", new[] { 6, 9, 15 })]
    [TestCase("  the ", new[] { 13, 13, 6, 13 })]
    [TestCase("tat", new[] { 7, 15 })]
    [TestCase("xt", new[] { 13, 0, 12 })]
    [TestCase("xy\nzt", new[] { 13, 0, 12 })]
    [TestCase("a:", new[] { 13, 11, 14 })]
    [TestCase("\uff41\u00a0:", new[] { 13, 11, 13, 14 })]
    [TestCase("r3", new[] { 13, 0 })]
    [TestCase("\ud83d\ude00t\ud83d", new[] { 13, 0, 12, 0 })]
    [TestCase("", new int[0])]
    public void Cuts_as_the_original_does(string text, int[] expected)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["vocab.json"], Pieces);
        var tokenizer = new UnigramTokenizer(Vocabulary.Read(scratch["vocab.json"]));
        Assert.That(tokenizer.Encode(text), Is.EqualTo(expected));
    }

    [Test]
    public void Random_vocabularies_cut_as_in_the_original()
    {
        Random random = new(11);
        var cases = Enumerable.Range(0, 300).Select(_ => Draw(random)).ToArray();
        using JsonDocument document = NodeScript.Run("tokenize.js", cases);
        int[][][] expected = document.RootElement.Deserialize<int[][][]>()!;
        using var scratch = new ScratchFolder();
        for (int i = 0; i < cases.Length; i++)
        {
            File.WriteAllText(scratch["vocab.json"], JsonSerializer.Serialize(cases[i].Vocabulary));
            var tokenizer = new UnigramTokenizer(Vocabulary.Read(scratch["vocab.json"]));
            Assert.That(
                cases[i].Texts.Select(tokenizer.Encode), Is.EqualTo(expected[i]), JsonSerializer.Serialize(cases[i]));
        }
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

    // Few letters, so that pieces overlap; scores that tie, that are 0 and that are missing; the reserved six in front.
    private static Case Draw(Random random)
    {
        object?[] scores = [-1, -2, -2, -3.5, 0, null, 2];
        string Word(int longest) => new(
            [.. Enumerable.Range(0, random.Next(1, longest + 1)).Select(_ => "ab\u2581\u00e9"[random.Next(4)])]);
        object?[][] pieces =
        [
            .. Enumerable.Range(0, 6).Select(i => new object?[] { i == 0 ? "?" : $"r{i}", 0 }),
            .. Enumerable.Range(0, random.Next(1, 12))
                .Select(_ => new[] { Word(4), scores[random.Next(scores.Length)] }),
        ];
        return new Case(pieces, [.. Enumerable.Range(0, 20).Select(_ => Word(12).Replace('\u2581', ' '))]);
    }

    // As tokenize.js reads it.
    private sealed record Case(
        [property: JsonPropertyName("vocabulary")] object?[][] Vocabulary,
        [property: JsonPropertyName("texts")] string[] Texts);
}
