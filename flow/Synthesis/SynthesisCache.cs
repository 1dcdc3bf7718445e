using System.IO.Compression;
using System.Text.Json;
using MixPe.Model.Files;

namespace MixPe.Flow.Synthesis;

/// <summary>Netlists that have been made, a file each: what was interrupted goes on where it was.</summary>
/// <param name="root">Directory of finished builds.</param>
internal sealed class SynthesisCache(string root)
{
    private readonly string _folder = Path.Combine(root, "synth");

    /// <summary>The netlist of that key, made if there is none.</summary>
    public Candidate GetOrAdd(string key, Func<Candidate> make)
    {
        string file = Path.Combine(_folder, key + ".json.gz");
        if (Read(file) is { } kept)
        {
            return kept;
        }

        Candidate made = make();
        Directory.CreateDirectory(_folder);
        AtomicFile.Write(file, stream =>
        {
            using GZipStream packed = new(stream, CompressionLevel.Fastest);
            JsonSerializer.Serialize(packed, made);
        });
        return made;
    }

    // A file that is not to be read, as one from another version, is made again.
    private static Candidate? Read(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using GZipStream packed = new(File.OpenRead(file), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<Candidate>(packed);
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException)
        {
            return null;
        }
    }
}
