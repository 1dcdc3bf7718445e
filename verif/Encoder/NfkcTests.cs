using System.Globalization;
using System.Text.Json;
using MixPe.Flow.Encoder;
using NUnit.Framework;

namespace MixPe.Verif.Encoder;

/// <summary>Normalization beside Node's.</summary>
public sealed class NfkcTests
{
    private const int Texts = 20_000;

    // Composing and reordering need neighbours: letters, marks of many classes, jamo and syllables side by side.
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x20, 0x7e), (0xc0, 0x17f), (0x300, 0x345), (0x300, 0x345), (0x591, 0x5c7), (0x64b, 0x655), (0x900, 0x957),
        (0x1100, 0x1112), (0x1161, 0x1175), (0x11a7, 0x11c2), (0xac00, 0xac40), (0x1ea0, 0x1ef9), (0x1f00, 0x1fff),
        (0x3040, 0x309a), (0xf900, 0xfa20), (0xff00, 0xffef), (0x1d15e, 0x1d172), (0x11131, 0x11132),
        (0x11127, 0x11127), (0xd800, 0xdfff),
    ];

    [Test]
    public void Normal_forms_are_nodes()
    {
        Random random = new(7);
        string[] texts = [.. Enumerable.Range(0, Texts).Select(_ => Draw(random))];
        using JsonDocument document = NodeScript.Run("normalize.js", texts.Select(NodeScript.Units));
        JsonElement root = document.RootElement;
        int[][] expected = root.GetProperty("texts").Deserialize<int[][]>()!;
        Assert.That(expected, Has.Length.EqualTo(Texts));
        for (int i = 0; i < Texts; i++)
        {
            string text = texts[i];
            Assert.That(
                Nfkc.Normalize(text), Is.EqualTo(expected[i]), () => string.Join(' ', NodeScript.Units(text)));
        }
    }

    [Test]
    public void Every_character_that_Node_has_changes_as_it_does_there()
    {
        using JsonDocument document = NodeScript.Run("normalize.js", Array.Empty<int[]>());
        JsonElement root = document.RootElement;
        int[][] assigned = root.GetProperty("assigned").Deserialize<int[][]>()!;
        var changed = root.GetProperty("changed").Deserialize<Dictionary<int, int[]>>()!;
        int compared = 0;
        foreach (int code in assigned.SelectMany(range => Enumerable.Range(range[0], range[1] - range[0] + 1)))
        {
            // A Node with a newer Unicode than the table's knows more characters than .NET, whose Unicode is older.
            if (CharUnicodeInfo.GetUnicodeCategory(code) != UnicodeCategory.OtherNotAssigned)
            {
                string text = code is >= 0xd800 and < 0xe000 ? ((char)code).ToString() : char.ConvertFromUtf32(code);
                Assert.That(
                    Nfkc.Normalize(text), Is.EqualTo(changed.GetValueOrDefault(code, [code])), () => $"U+{code:X4}");
                compared++;
            }
        }

        Assert.That(compared, Is.GreaterThan(280_000));
    }

    private static string Draw(Random random)
    {
        string text = "";
        for (int left = random.Next(1, 9); left > 0; left--)
        {
            (int first, int last) = Ranges[random.Next(Ranges.Length)];
            int code = random.Next(first, last + 1);
            text += code > char.MaxValue ? char.ConvertFromUtf32(code) : (char)code;
        }

        return text;
    }
}
