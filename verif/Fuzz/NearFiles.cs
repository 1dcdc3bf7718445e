using System.Text;
using MixPe.Generator.Designs;

namespace MixPe.Verif.Fuzz;

/// <summary>Valid files with one or several changes, as people make them.</summary>
internal static class NearFiles
{
    private static readonly string[] Values =
    [
        "", "~", "null", "true", "yes", "0", "-1", "65", "64", "17", "16", "65536", "65537", "2147483648", "1e3", "0x10",
        "0o17", "1.5", ".5", "1.", "+8", "08", "1_000", "NaN", ".inf", "-.inf", "uint8", "INT4", "fp16 ", "[8]", "{a: 1}",
        "\"8\"", "'true'", "8 # eight", "- 8", "|\n  8", ">-\n  8", "!!int 8", "&a 8", "*a", "asic,fpga", "module", "\"\"",
        "''", "[]", "{}", "?", "exact", "fp32", "fp16", "integer", "none", "99999999999999999999999999999999999999", "1e999",
        "0.00000000000000000000000000000000000000001", "79228162514264337593543950336", "\"\\u0000\"", "\"\\U0001F600\"",
    ];

    /// <summary>Draws one.</summary>
    public static FuzzFile Draw(Random random)
    {
        FieldLines file = ValidFiles.Draw(random);
        int count = random.Next(3) == 0 ? random.Next(2, 6) : 1;
        string[] how = [.. Enumerable.Range(0, count).Select(_ => Change(file, random))];
        return new FuzzFile(FuzzKind.NearlyValid, file.ToBytes(random), string.Join("; ", how));
    }

    private static string Change(FieldLines file, Random random)
    {
        if (file.Fields.Count == 0)
        {
            return "nothing left";
        }

        int at = random.Next(file.Fields.Count);
        (string name, string value) = file.Fields[at];
        switch (random.Next(9))
        {
            case 0:
                file.Fields.RemoveAt(at);
                return $"without {name}";
            case 1:
                file.Fields.Insert(random.Next(file.Fields.Count + 1), (name, Values[random.Next(Values.Length)]));
                return $"{name} twice";
            case 2:
                file.Fields[at] = (Typo(name, random), value);
                return $"{name} misspelt";
            case 3:
                file.Fields[at] = (name, Typo(value, random));
                return $"{name}'s value misspelt";
            case 4:
                file.Fields[at] = (name, file.Fields[random.Next(file.Fields.Count)].Value);
                return $"{name} with another's value";
            case 5:
                file.Fields[at] = ($" {name}", value);
                return $"{name} indented";
            case 6:
                file.Fields[at] = (ValidFiles.Pick(random, [.. DesignFields.All.Select(field => field.Name)]), value);
                return $"{name} renamed";
            default:
                string other = Values[random.Next(Values.Length)];
                file.Fields[at] = (name, other);
                return $"{name} is {other}";
        }
    }

    private static string Typo(string word, Random random)
    {
        StringBuilder text = new(word);
        int at = random.Next(word.Length + 1);
        char any = (char)random.Next(0x20, 0x7f);
        return (word.Length, random.Next(3)) switch
        {
            (0, _) or (_, 0) => text.Insert(at, any).ToString(),
            (_, 1) => text.Remove(Math.Min(at, word.Length - 1), 1).ToString(),
            _ => $"{word[..Math.Min(at, word.Length - 1)]}{any}{word[(Math.Min(at, word.Length - 1) + 1)..]}",
        };
    }
}
