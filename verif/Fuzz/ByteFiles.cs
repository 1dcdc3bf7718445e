using MixPe.Generator.Designs;

namespace MixPe.Verif.Fuzz;

/// <summary>Named designs with bytes changed, as a broken disk or a careless editor leaves them.</summary>
internal static class ByteFiles
{
    private static readonly byte[][] Dictionary =
    [
        .. new[]
        {
            "\0", "\r", "\r\n", "\t", ": ", "- ", "&a ", "*a", "!!x ", "{", "}", "[", "]", "\"", "'", "|\n", ">\n", "%YAML 1.2\n",
            "---\n", "...\n", "<<: ", "? ", "#", "\uFEFF", "\u0085", "\u2028", "\\", "\U0001F600", "\uFFFF", "99999999999999999999",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        [0xff], [0xfe, 0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80],
    ];

    /// <summary>Draws one.</summary>
    public static FuzzFile Draw(Random random)
    {
        NamedDesign named = NamedDesigns.All[random.Next(NamedDesigns.All.Count)];
        List<byte> bytes = [.. named.Bytes.Span];
        int count = 1 << random.Next(6);
        for (int i = 0; i < count; i++)
        {
            Change(bytes, random);
        }

        return new FuzzFile(FuzzKind.Bytes, [.. bytes], $"{named.Name} with {count} changes");
    }

    private static void Change(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(random.Next(1, 40), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, Dictionary[random.Next(Dictionary.Length)]);
                break;
        }
    }
}
