using System.Text;
using MixPe.Generator.Designs;

namespace MixPe.Verif.Fuzz;

/// <summary>Files that nobody writes by mistake: what is known to break readers of YAML.</summary>
internal static class HostileFiles
{
    private const string Fields = "name: a\nweights: uint4\nactivations: int8\n";

    private static readonly (string How, Func<Random, int, string> Text)[] Makers =
    [
        ("nested lists", (_, n) => $"{Fields}group: {new string('[', n)}"),
        ("nested lists, closed", (_, n) => $"{Fields}group: {new string('[', n)}{new string(']', n)}"),
        ("nested mappings", (_, n) => $"{Fields}group: {Repeat("{a: ", n / 4)}"),
        ("nested keys", (_, n) => $"{Repeat("? ", n / 2)}a"),
        ("nested sequences in blocks", (_, n) => $"{Fields}systems:\n{Repeat("- ", n / 2)}a"),
        ("indentation that grows", (_, n) => string.Concat(Enumerable.Range(0, (int)Math.Sqrt(n)).Select(i => $"{new string(' ', i)}a:\n"))),
        ("the whole file nested", (_, n) => new string('[', n)),
        ("a bomb of aliases", (_, n) => Bomb(Math.Min(n, 200))),
        ("an alias to itself", (_, _) => "a: &a [*a]\n"),
        ("an anchor a field", (_, n) => Repeat("x: &x 1\n", n / 8)),
        ("an alias to nothing", (_, _) => $"{Fields}group: *nowhere\n"),
        ("merge keys", (_, n) => $"{Fields}{Repeat("<<: {lanes: 4}\n", n / 16)}"),
        ("tags", (r, _) => $"{Fields}lanes: {ValidFiles.Pick(r, "!!int", "!!binary", "!!python/object/apply:os.system", "!<tag:x,2000:y>", "!", "!!", "!%", "!%zz", "!<%ff>", "!a!b")} 8\n"),
        ("a tag without an end", (_, n) => $"{Fields}lanes: !<{new string('x', n)}"),
        ("directives", (r, _) => ValidFiles.Pick(r, "%YAML 1.1\n---\n", "%YAML 99999999999999.1\n---\n", "%YAML 1.99999999999\n---\n", "%YAML 1.2\n%YAML 1.2\n---\n", "%TAG ! tag:x,1:\n---\n", "%TAG !a! !\n%TAG !a! !\n---\n", "%\n", "%YAML\n---\n", "%YAML 1\n---\n", "%FOO bar\n---\n") + Fields),
        ("many documents", (_, n) => Repeat($"---\n{Fields}", n / 60)),
        ("many ends", (_, n) => $"{Fields}{Repeat("...\n", n / 4)}"),
        ("a long line", (_, n) => $"{Fields}description: {new string('a', n)}\n"),
        ("a long quoted line", (_, n) => $"{Fields}description: \"{new string('a', n)}\"\n"),
        ("a long quoted line without an end", (_, n) => $"{Fields}description: \"{new string('a', n)}"),
        ("a long key", (_, n) => $"{new string('k', n)}: 1\n{Fields}"),
        ("a long number", (_, n) => $"{Fields}group: {new string('9', n)}\n"),
        ("a long fraction", (_, n) => $"{Fields}clock_ns: 1.{new string('0', n)}1\n"),
        ("a long comment", (_, n) => $"#{new string('#', n)}\n{Fields}"),
        ("many blanks", (_, n) => $"{Fields}lanes:{new string(' ', n)}8\n"),
        ("many tabs", (_, n) => $"{Fields}lanes:{new string('\t', n)}8\n"),
        ("many empty lines", (_, n) => $"{Fields}{new string('\n', n)}lanes: 0\n"),
        ("many unknown fields", (_, n) => string.Concat(Enumerable.Range(0, n / 10).Select(i => $"f{i}: {i}\n"))),
        ("many nearly known fields", (_, n) => string.Concat(Enumerable.Range(0, n / 14).Select(i => $"columns{i}: 1\n"))),
        ("one field many times", (_, n) => $"{Fields}{Repeat("lanes: 8\n", n / 9)}"),
        ("a list of many texts", (_, n) => $"{Fields}systems: [{Repeat("a, ", n / 3)}]\n"),
        ("a list of many lists", (_, n) => $"{Fields}systems: [{Repeat("[], ", n / 4)}]\n"),
        ("many keys that are lists", (_, n) => Repeat("? [a]\n: b\n", n / 10)),
        ("many colons", (_, n) => Repeat(": ", n / 2)),
        ("many question marks", (_, n) => Repeat("?\n", n / 2)),
        ("many commas", (_, n) => $"{Fields}systems: [{new string(',', n)}]\n"),
        ("many quotes", (_, n) => $"{Fields}description: {new string('\'', n)}\n"),
        ("many escapes", (_, n) => $"{Fields}description: \"{Repeat("\\n", n / 2)}\"\n"),
        ("escapes", (r, _) => $"{Fields}description: \"{ValidFiles.Pick(r, "\\x", "\\xZZ", "\\uD800", "\\uDFFF\\uD800", "\\U00110000", "\\UFFFFFFFF", "\\U7FFFFFFF", "\\q", "\\", "\\0", "\\e", "\\N\\_\\L\\P", "\\u0000", "\\U0000D800")}\"\n"),
        ("a block text", (r, n) => $"{Fields}description: {ValidFiles.Pick(r, "|", ">", "|+", ">-", "|9", "|0", "|99", ">+9", "| # x", "|x")}\n{Repeat("  a\n\n", n / 6)}"),
        ("indents after a block", (_, n) => $"{Fields}description: |\n{new string(' ', n)}a\n b\n"),
        ("control characters", (r, _) => $"{Fields}description: \"{(char)r.Next(0x20)}{(char)r.Next(0x7f, 0xa0)}\"\n"),
        ("zero bytes", (_, n) => new string('\0', n)),
        ("a zero byte in the middle", (_, _) => $"name: a\0b\n{Fields}"),
        ("byte order marks", (_, n) => $"{new string('\uFEFF', Math.Min(n, 9))}{Fields}"),
        ("a byte order mark inside", (_, _) => $"{Fields}\uFEFFlanes: 8\n"),
        ("line ends", (r, _) => Fields.Replace("\n", ValidFiles.Pick(r, "\r", "\r\n", "\n\r", "\u0085", "\u2028", "\u2029", "\v", "\f"), StringComparison.Ordinal)),
        ("characters beyond the basic plane", (_, n) => $"{Fields}description: \"{Repeat("\U0001F600", Math.Min(n, 100))}\"\n"),
        ("a flow mapping for the file", (r, _) => $"{{name: a, weights: uint4, activations: int8{ValidFiles.Pick(r, "", ",", ",,", ", lanes", ", ? lanes : 8", ", lanes: ", ", \"lanes\":8")}}}"),
        ("keys that are no words", (r, _) => $"{ValidFiles.Pick(r, "[a]", "{a: b}", "? |\n  x\n", "\"\"", "''", "~", "&a b", "!t b", "*a")}: 1\n{Fields}"),
        ("templates", (r, _) => $"{Fields}description: \"{ValidFiles.Pick(r, "{{name}}", "}}", "{{#each x}}", "$(rm x)", "`include", "*/", "<script>", "${x}", "%s%n", "--", "-->", "]]>")}\"\n"),
        ("a name that is a path", (r, _) => $"name: {ValidFiles.Pick(r, "../../etc/x", "/x", "a/b", "con", "a b", "\"a\\nb\"", "a\u0301", "ａ", "\"a\\0\"")}\nweights: uint4\nactivations: int8\n"),
        ("beyond the largest file", (_, _) => $"{Fields}#{new string('x', DesignRules.MaximumBytes)}\n"),
    ];

    /// <summary>Draws one: most are small, some as large as a file may be.</summary>
    public static FuzzFile Draw(Random random)
    {
        (string how, Func<Random, int, string> text) = Makers[random.Next(Makers.Length)];
        int size = random.Next(60) switch
        {
            0 => DesignRules.MaximumBytes - 200,
            < 4 => 100_000,
            _ => 1 << random.Next(12),
        };
        byte[] bytes = Encoding.UTF8.GetBytes(text(random, size));
        if (random.Next(12) == 0 && bytes.Length > 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(0x80, 0x100);
            how += ", a byte of it wrong";
        }

        return new FuzzFile(FuzzKind.Hostile, bytes, $"{how}, {bytes.Length} bytes");
    }

    private static string Bomb(int levels) => string.Concat(Enumerable.Range(0, levels).Select(i =>
        i == 0 ? "a0: &a0 [x, x]\n" : $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n"));

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
