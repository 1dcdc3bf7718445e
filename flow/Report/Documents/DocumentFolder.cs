using System.Text;
using System.Text.Json;
using MixPe.Flow.Gemm;

namespace MixPe.Flow.Report.Documents;

/// <summary>Finds the documents of a directory: its *.json files, known by their members, not by their names.</summary>
public static class DocumentFolder
{
    private const int MaximumBytes = 64 << 20;

    // What else the root has beside "design".
    private static readonly (DocumentKind Kind, string[] Members)[] Signs =
    [
        (DocumentKind.Synth, ["unit", "library", "points"]),
        (DocumentKind.Fpga, ["unit", "target", "luts"]),
        (DocumentKind.Estimate, ["model", "layers", "roofline"]),
        (DocumentKind.Verify, ["level", "seed", "checks"]),
        (DocumentKind.Mutate, ["seed", "units"]),
        (DocumentKind.Prove, ["proofs"]),
    ];

    /// <summary>Reads them, by their files' names.</summary>
    /// <param name="directory">The directory; those in it are not looked into.</param>
    /// <returns>The documents, and the names of the files that are of another kind.</returns>
    /// <exception cref="InputException">Some are no JSON, or too long: each is named.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static (IReadOnlyList<ToolDocument> Documents, IReadOnlyList<string> Others) Read(string directory)
    {
        List<ToolDocument> documents = [];
        List<string> others = [];
        List<string> faults = [];
        foreach (string file in Directory.GetFiles(directory, "*.json").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(file);
            if (new FileInfo(file).Length > MaximumBytes)
            {
                faults.Add($"{file}: it is longer than {MaximumBytes} bytes");
                continue;
            }

            try
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file, Encoding.UTF8));
                if (KindOf(document.RootElement) is { } kind)
                {
                    documents.Add(new ToolDocument(name, kind, document.RootElement.Clone()));
                }
                else
                {
                    others.Add(name);
                }
            }
            catch (JsonException e)
            {
                faults.Add($"{file}: it is no JSON: {e.Message}");
            }
        }

        return faults.Count > 0 ? throw new InputException(string.Join(Environment.NewLine, faults)) : (documents, others);
    }

    private static DocumentKind? KindOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("design", out JsonElement design)
            || design.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        foreach ((DocumentKind kind, string[] members) in Signs)
        {
            if (members.All(member => root.TryGetProperty(member, out _)))
            {
                return kind;
            }
        }

        return null;
    }
}
