using System.Text;
using System.Xml;
using MixPe.Flow.Drawings;
using MixPe.Flow.Explore;
using MixPe.Flow.Gemm;

namespace MixPe.Flow.Report;

/// <summary>A picture of the page, in SVG.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Svg">Its text.</param>
public sealed record ReportPicture(string Title, string Svg)
{
    private const int MaximumBytes = 8 << 20;

    /// <summary>The pictures of a directory, by their files' names: its *.svg but what explore draws, which the page has as a plot.</summary>
    /// <param name="directory">The directory; those in it are not looked into.</param>
    /// <exception cref="InputException">Some are no SVG, or too long: each is named.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static IReadOnlyList<ReportPicture> Read(string directory)
    {
        List<ReportPicture> pictures = [];
        List<string> faults = [];
        foreach (string file in Directory.GetFiles(directory, "*.svg").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(file) == ExploreFiles.Chart)
            {
                continue;
            }

            if (new FileInfo(file).Length > MaximumBytes)
            {
                faults.Add($"{file}: it is longer than {MaximumBytes} bytes");
                continue;
            }

            try
            {
                string text = File.ReadAllText(file, Encoding.UTF8);
                pictures.Add(new ReportPicture(SvgTitle.Of(text) ?? Path.GetFileName(file), text));
            }
            catch (XmlException e)
            {
                faults.Add($"{file}: it is no SVG: {e.Message}");
            }
        }

        return faults.Count > 0 ? throw new InputException(string.Join(Environment.NewLine, faults)) : pictures;
    }

    /// <summary>Its address within the page: as an image, so that nothing in it runs or fetches.</summary>
    public string Address => $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(Svg))}";
}
