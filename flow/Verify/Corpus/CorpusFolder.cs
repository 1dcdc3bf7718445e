using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
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

        string[] files = Directory.Exists(path) ? Directory.GetFiles(path, "*.json") : [];
        return Each(files.Order(StringComparer.Ordinal), CorpusCase.Read);
    }

    /// <summary>Every kept case, and whether a design has the very unit that it was found on.</summary>
    /// <param name="bundle">The design's bundle.</param>
    /// <param name="generate">From a design to its bundle.</param>
    /// <exception cref="CorpusException">Some cannot be read or no longer fit; every fault is named.</exception>
    public IReadOnlyList<(CorpusCase Case, bool IsOf)> Read(RtlBundle bundle, Func<Design, RtlBundle> generate) =>
        Each(Read(), kept => (kept, kept.IsOf(bundle, generate)));

    // All faults at once.
    private static List<TResult> Each<T, TResult>(IEnumerable<T> items, Func<T, TResult> make)
    {
        List<TResult> made = [];
        List<string> faults = [];
        foreach (T item in items)
        {
            try
            {
                made.Add(make(item));
            }
            catch (CorpusException e)
            {
                faults.Add(e.Message);
            }
        }

        return faults.Count == 0 ? made : throw new CorpusException(string.Join('\n', faults));
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
