namespace MixPe.Generator.Designs;

/// <summary>A design file that comes with the tool.</summary>
/// <param name="Name">What a user types; the file's name without its ending.</param>
/// <param name="File">designs/NAME.yaml.</param>
/// <param name="Bytes">The file.</param>
public sealed record NamedDesign(string Name, string File, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Loads it.</summary>
    /// <exception cref="DesignException">The design is refused.</exception>
    public Design Load() => DesignLoader.Parse(Bytes.Span, File);
}
