using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MixPe.Sim.Build;

/// <summary>Collects all that determines a build into one hash. Each part carries its length, so that no two
/// lists of parts read the same.</summary>
public sealed class CacheKey
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a part.</summary>
    public CacheKey Add(string part)
    {
        _text.Append(part.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(part).Append('\n');
        return this;
    }

    /// <summary>Adds a list of parts and its length.</summary>
    public CacheKey AddAll(IEnumerable<string> parts)
    {
        var list = parts.ToList();
        Add(list.Count.ToString(CultureInfo.InvariantCulture));
        list.ForEach(part => Add(part));
        return this;
    }

    /// <summary>First 128 bits of the SHA-256, in lower-case hexadecimal.</summary>
    public string Hash() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text.ToString())).AsSpan(0, 16));
}
