using System.Text.Json;

namespace MixPe.Flow.Report.Documents;

/// <summary>What a command wrote with --json, as it lies in a directory.</summary>
/// <param name="File">Name of its file.</param>
/// <param name="Kind">The command that writes such documents.</param>
/// <param name="Root">The document.</param>
public sealed record ToolDocument(string File, DocumentKind Kind, JsonElement Root)
{
    /// <summary>The design's module prefix.</summary>
    public string Design => Root.GetProperty("design").GetString()!;
}
