using System.Globalization;

namespace MixPe.Flow.Encoder;

/// <summary>What NFKC needs to know of Unicode's characters, out of nfkc.txt; verif/Encoder/make-nfkc-table.js makes
/// it.</summary>
internal sealed class NfkcTable
{
    private static readonly Lazy<NfkcTable> Embedded = new(Read);

    private readonly Dictionary<int, int[]> _mappings = [];
    private readonly Dictionary<int, byte> _classes = [];
    private readonly Dictionary<(int First, int Second), int> _composites = [];

    private NfkcTable()
    {
    }

    /// <summary>The table of this tool.</summary>
    public static NfkcTable Instance => Embedded.Value;

    /// <summary>A character's full compatibility decomposition, or null.</summary>
    public int[]? Mapping(int code) => _mappings.GetValueOrDefault(code);

    /// <summary>A character's canonical combining class.</summary>
    public byte Class(int code) => _classes.GetValueOrDefault(code);

    /// <summary>The primary composite of two characters, or null.</summary>
    public int? Composite(int first, int second) =>
        _composites.TryGetValue((first, second), out int code) ? code : null;

    private static NfkcTable Read()
    {
        NfkcTable table = new();
        using Stream stream = typeof(NfkcTable).Assembly.GetManifestResourceStream("nfkc.txt")!;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "d":
                    table._mappings.Add(Code(words[1]), [.. words[2..].Select(Code)]);
                    break;
                case "c":
                    for (int code = Code(words[1]); code <= Code(words[2]); code++)
                    {
                        table._classes.Add(code, byte.Parse(words[3], CultureInfo.InvariantCulture));
                    }

                    break;
                case "p":
                    table._composites.Add((Code(words[1]), Code(words[2])), Code(words[3]));
                    break;
                default:
                    // A comment.
                    break;
            }
        }

        return table;
    }

    private static int Code(string word) => int.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
