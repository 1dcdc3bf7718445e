using System.Security.Cryptography;
using System.Text;
using MixPe.Generator.Designs;
using MixPe.Generator.Templates;

namespace MixPe.Generator.Bundles;

/// <summary>The name of a bundle's content.</summary>
public static class BundleHash
{
    private const int Digits = 16;

    /// <summary>First 16 hexadecimal digits of SHA-256 over tool version, resolved design and templates.</summary>
    public static string Of(Design design, TemplateLibrary templates)
    {
        ArgumentNullException.ThrowIfNull(templates);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, ToolVersion.Text);
        Append(hash, ResolvedDesign.Write(design));
        foreach (var (name, text) in templates.Text)
        {
            Append(hash, name);
            Append(hash, text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    // The length goes first, so that text cannot move from one part to the next unseen.
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
        hash.AppendData(bytes);
    }
}
