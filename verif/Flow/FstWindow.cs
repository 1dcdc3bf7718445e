using System.Buffers.Binary;

namespace MixPe.Verif.Flow;

/// <summary>The time span of an FST file, from its header block: type 0, length, start and end, each big-endian.
/// </summary>
/// <param name="Start">First time.</param>
/// <param name="End">Last time.</param>
internal sealed record FstWindow(ulong Start, ulong End)
{
    /// <exception cref="InvalidDataException">The file does not begin with a header block.</exception>
    public static FstWindow Of(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        return file.Length > 25 && file[0] == 0
            ? new FstWindow(BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(9)),
                BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(17)))
            : throw new InvalidDataException($"{path}: {file.Length} bytes, which do not begin as an FST file");
    }
}
