using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MixPe.Model.Files;

namespace MixPe.Flow.Verify.Corpus;

/// <summary>The folder of failing cases.</summary>
/// <param name="path">Its path; it need not exist.</param>
public sealed class CorpusFolder(string path)
{
    /// <summary>Every kept case, by file.</summary>
    /// <exception cref="CorpusException">One cannot be read.</exception>
    public IReadOnlyList<(string File, CorpusCase Case)> Read() => Directory.Exists(path)
        ?
        [
            .. Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal)
                .Select(file => (file, CorpusCase.Parse(File.ReadAllText(file), file))),
        ]
        : [];

    /// <summary>Keeps a case; the same case again is the same file.</summary>
    /// <returns>The file.</returns>
    public string Add(CorpusCase kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        string text = kept.Write();
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
        string file = Path.Combine(
            path, string.Create(CultureInfo.InvariantCulture, $"{kept.Check.Replace('/', '-')}-{hash}.json"));
        Directory.CreateDirectory(path);
        AtomicFile.WriteText(file, text);
        return file;
    }
}
