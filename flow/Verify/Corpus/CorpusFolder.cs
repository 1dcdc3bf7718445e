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
    /// <exception cref="CorpusException">Some cannot be read; every fault is named.</exception>
    public IReadOnlyList<CorpusCase> Read()
    {
        if (File.Exists(path))
        {
            throw new CorpusException($"{path}: a folder of kept cases is wanted, and this is a file");
        }

        List<CorpusCase> cases = [];
        List<string> faults = [];
        string[] files = Directory.Exists(path) ? Directory.GetFiles(path, "*.json") : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            try
            {
                cases.Add(CorpusCase.Read(file));
            }
            catch (CorpusException e)
            {
                faults.Add(e.Message);
            }
        }

        return faults.Count == 0 ? cases : throw new CorpusException(string.Join('\n', faults));
    }

    /// <summary>Keeps a case; the same case again is the same file.</summary>
    /// <returns>The case with its file.</returns>
    public CorpusCase Add(CorpusCase kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        string text = kept.Write();
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
        string file = Path.Combine(
            path, string.Create(CultureInfo.InvariantCulture, $"{kept.Check.Replace('/', '-')}-{hash}.json"));
        Directory.CreateDirectory(path);
        AtomicFile.WriteText(file, text);
        return kept with { File = file };
    }
}
