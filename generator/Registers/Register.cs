namespace MixPe.Generator.Registers;

/// <summary>A register of 32 bits, or a counter of 64.</summary>
/// <param name="Name">Name, lower case with underscores.</param>
/// <param name="Offset">Byte address.</param>
/// <param name="Access">What reading and writing does.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Fields">Its bits, if it is not one number.</param>
public sealed record Register(
    string Name, int Offset, RegisterAccess Access, string Description, IReadOnlyList<RegisterField> Fields)
{
    /// <summary>The value of a <see cref="RegisterAccess.Constant"/>, or that of a <see cref="RegisterAccess.Configuration"/> after a
    /// reset.</summary>
    public uint Value { get; init; }

    /// <summary>Of a <see cref="RegisterAccess.Configuration"/>: results that are on their way still need it, so that it keeps what is
    /// written to it only while there are none.</summary>
    public bool ServesResults { get; init; }

    /// <summary>The parameter of the tile that a <see cref="RegisterAccess.Constant"/> is, if it is one; then
    /// <see cref="Value"/> is its default.</summary>
    public string? Parameter { get; init; }
}
