using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>JSON documents in a directory that several machines see: each appears whole, by a rename.</summary>
internal static class SharedFile
{
    private static readonly JsonSerializerOptions Style = new(JsonStyle.Options)
    {
        // Figures arrive bit by bit: those that exact products leave without a bound, too.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes a document.</summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static void Write<T>(string path, T document)
    {
        // Machines must not take each other's files for leftovers: nothing is removed here, and names differ by machine.
        string temporary = string.Create(
            CultureInfo.InvariantCulture,
            $"{path}.{Environment.MachineName}.{Environment.ProcessId}.{Guid.NewGuid():N}.part");
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                JsonSerializer.Serialize(stream, document, Style);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            // Not there after the move.
            File.Delete(temporary);
        }
    }

    /// <summary>Reads a document; null if it is not there, or not whole.</summary>
    public static T? Read<T>(string path)
        where T : class
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(stream, Style);
        }
        catch (Exception e) when (e is IOException or JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
