using MixPe.Flow.Cells;

namespace MixPe.Flow.Synthesis.Mapping;

/// <summary>A library's full adder.</summary>
/// <param name="Name">The cell.</param>
/// <param name="Inputs">Its three inputs.</param>
/// <param name="Sum">Output that is the inputs' exclusive or.</param>
/// <param name="Carry">Output that is their majority.</param>
public sealed record FullAdderCell(string Name, IReadOnlyList<string> Inputs, string Sum, string Carry)
{
    private static readonly bool[] Odd = [false, true, true, false, true, false, false, true];
    private static readonly bool[] Majority = [false, false, false, true, false, true, true, true];

    /// <summary>The smallest of a library; null if it has none.</summary>
    /// <param name="library">The library.</param>
    public static FullAdderCell? Find(CellLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        return library.Cells.Where(cell => !cell.DontUse).OrderBy(cell => cell.Area).Select(Of).FirstOrDefault(one => one is not null);
    }

    private static FullAdderCell? Of(LibraryCell cell)
    {
        if (cell is not { Register: null, Inputs.Count: 3, Outputs.Count: 2 })
        {
            return null;
        }

        string? Output(bool[] table) =>
            cell.Outputs.FirstOrDefault(pin => cell.Table(pin)?.SequenceEqual(table) == true)?.Name;
        return Output(Odd) is { } sum && Output(Majority) is { } carry
            ? new FullAdderCell(cell.Name, [.. cell.Inputs.Select(pin => pin.Name)], sum, carry)
            : null;
    }
}
