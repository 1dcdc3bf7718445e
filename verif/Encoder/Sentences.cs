namespace MixPe.Verif.Encoder;

/// <summary>Texts for the comparison with the original.</summary>
internal static class Sentences
{
    /// <summary>Ordinary and hostile ones. The first is not empty and the last is not: the original fails on a batch
    /// that has no token, and leaves out those without tokens at the end.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "hello world",
        "",
        "a",
        " ",
        "   ",
        "The quick brown fox jumps over the lazy dog.",
        "the quick brown fox jumps over the lazy dog",
        "THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG!!!",
        "  leading, trailing and   repeated    spaces  ",
        "tabs\tand\nnew lines\r\nare not spaces",
        "How old are you?",
        "What is your age?",
        "My phone is good.",
        "Your cellphone looks great.",
        "Will it snow tomorrow? Recently a lot of hurricanes have hit the US.",
        "3.14159265358979 2718281828 1e-5 0x7f 1,234,567.89",
        "Meet me at 10:30, or at 5:00: not later (please) :-) :( ://",
        "https://example.org/path?query=1&other=%20#fragment",
        "na\u00efve caf\u00e9 r\u00e9sum\u00e9 \u2013 \u201cquoted\u201d \u2018single\u2019 \u2026",
        "nai\u0308ve cafe\u0301 re\u0301sume\u0301 decomposed, a\u0323\u0302 and a\u0302\u0323",
        "\ufb01ne \ufb02ow o\ufb03ce \u2460\u2461\u2462 \u00bd \u2122 \u33a1 \ufdfa",
        "\uff26\uff55\uff4c\uff4c \uff57\uff49\uff44\uff54\uff48\u3000and\u00a0no-break\u2003spaces",
        "\u0395\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac, \u0420\u0443\u0441\u0441\u043a\u0438\u0439, "
            + "\u65e5\u672c\u8a9e, \ud55c\uad6d\uc5b4, \u1112\u1161\u11ab",
        "emoji \ud83d\ude00\ud83d\ude01 in \ud83d\udc69\u200d\ud83d\udcbb the middle\ud83d\ude80",
        "\ud83d\ude80",
        "a lone \ud800 surrogate \udfff, a nul \0 and U+FFFD \ufffd",
        "\u2581already\u2581marked\u2581",
        "\u4e00\u4e01\u4e02unknown\u4e03\u4e04runs\u4e05merge",
        "constructor __proto__ toString hasOwnProperty undefined null",
        "<s> </s> <unk> extra_token_id_1 [PAD]",
        "Pneumonoultramicroscopicsilicovolcanoconiosis antidisestablishmentarianism",
        "zzzzqqqqxxxxjjjjkkkkvvvvwwww",
        "x",
        "SELECT * FROM users WHERE name = 'Robert'); DROP TABLE students;--",
        "if (a[i] != b[i]) { return -1; } // compare",
        "The weights were trained once and rarely change, so they can be stored in four bits each; the activations are "
            + "different for every word and need more.",
        "\u201d5 and \u201d5 twice in the vocabulary",
        string.Concat(Enumerable.Repeat("one hundred and twenty-eight tokens are all that count, ", 20)),
        string.Concat(Enumerable.Repeat("a ", 127)) + "b",
        string.Concat(Enumerable.Repeat("a ", 128)) + "c",
        "... --- ... ?!?! ;;; \"\" '' `` ~~ ^^ || \\\\",
        "Das ist ein deutscher Satz \u00fcber \u00c4pfel und Stra\u00dfen.",
        "To be, or not to be, that is the question.",
    ];
}
