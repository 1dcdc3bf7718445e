using System.Text;

namespace MixPe.Flow.Report;

/// <summary>The files of flow/Report/Page, which come with the tool.</summary>
internal static class PageResource
{
    /// <summary>The text of a file.</summary>
    public static string Text(string name)
    {
        using StreamReader reader = new(
            typeof(PageResource).Assembly.GetManifestResourceStream($"report/{name}")!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
