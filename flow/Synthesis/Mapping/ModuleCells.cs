namespace MixPe.Flow.Synthesis.Mapping;

/// <summary>Cells of one module of a netlist, its instances' own not counted.</summary>
/// <param name="Name">The module's name in its source.</param>
/// <param name="Times">Instances of it in the whole netlist.</param>
/// <param name="Cells">Number of cells by type, in one of them.</param>
public sealed record ModuleCells(string Name, int Times, IReadOnlyDictionary<string, int> Cells)
{
    /// <summary>Area of one instance, in the library's unit.</summary>
    /// <exception cref="SynthesisException">It has a cell that is not the library's.</exception>
    public double Area(TargetLibrary library) => Sum(library, _ => true);

    /// <summary>Area of the registers of one instance, in the library's unit.</summary>
    public double RegisterArea(TargetLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        return Sum(library, library.Registers.Contains);
    }

    private double Sum(TargetLibrary library, Func<string, bool> counts)
    {
        ArgumentNullException.ThrowIfNull(library);
        return Cells.Where(cell => counts(cell.Key)).Sum(cell => cell.Value * (library.Areas.TryGetValue(cell.Key, out double area)
            ? area
            : throw new SynthesisException($"{Name}: cell {cell.Key} is not one of {library.Name}: it was not mapped")));
    }
}
