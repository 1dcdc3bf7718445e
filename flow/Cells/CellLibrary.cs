namespace MixPe.Flow.Cells;

/// <summary>A library of cells, read from a Liberty file. Times are in ns, capacitances in pF, voltages in V, leakage
/// in W and energies in J, whatever the file's units.</summary>
public sealed class CellLibrary
{
    private readonly Dictionary<string, LibraryCell> _byName;

    internal CellLibrary(string name, LibertyUnits units, IReadOnlyList<LibraryCell> cells)
    {
        Name = name;
        Units = units;
        Cells = cells;
        _byName = cells.ToDictionary(cell => cell.Name, StringComparer.Ordinal);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The file's units.</summary>
    public LibertyUnits Units { get; }

    /// <summary>Nominal supply in V.</summary>
    public required double Voltage { get; init; }

    /// <summary>Where delays and slews are measured. Rising and falling edges are taken to be alike.</summary>
    public required LibraryThresholds Thresholds { get; init; }

    /// <summary>The cells, in the file's order.</summary>
    public IReadOnlyList<LibraryCell> Cells { get; }

    /// <summary>Area of the smallest cell that is a NAND of two inputs, which gate equivalents are counted
    /// in.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public double Nand2Area => Smallest(Cells, true, true, true, false)?.Area
        ?? throw new InvalidOperationException($"the library {Name} has no NAND cell of two inputs");

    /// <summary>Cells whose tables of internal_power have the energy of the load in them, so that it would count twice:
    /// those with an output whose <see cref="LoadShareOfInternalPower"/> is over a half.</summary>
    public IReadOnlyList<LibraryCell> CellsWithLoadInInternalPower =>
        [.. Cells.Where(cell => cell.Outputs.Any(pin => LoadShareOfInternalPower(pin) > 0.5))];

    /// <summary>The smallest combinational cell of one output with a function, of those that may be used; null if there is none.</summary>
    /// <param name="table">The function for every state of the inputs, the first input being the lowest bit.</param>
    public LibraryCell? Smallest(params bool[] table) => Smallest(Cells.Where(cell => !cell.DontUse), table);

    /// <summary>The cell of that name, if there is one.</summary>
    public LibraryCell? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Which part of the energy to charge an output's load is in its tables of internal_power: the growth of
    /// rise and fall energy with the load over the square of the supply, the mean of its groups. The Liberty User Guide
    /// leaves that energy out, so it should be about 0; where a library's maker integrated the current of the supply
    /// and took nothing off, it is about 1.</summary>
    public double LoadShareOfInternalPower(LibraryPin output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return LoadShare.Of(output, Voltage);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="LibertyException">It is no Liberty file that is understood.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CellLibrary Load(string path)
    {
        using StreamReader reader = new(path);
        return Read(reader, path);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">Its name in messages.</param>
    /// <exception cref="LibertyException">It is no Liberty that is understood.</exception>
    public static CellLibrary Read(TextReader reader, string file)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new CellLibraryReader(LibertyParser.Read(reader, file)).Read();
    }

    private static LibraryCell? Smallest(IEnumerable<LibraryCell> cells, params bool[] table) => cells.Where(cell =>
            cell is { Register: null, Outputs: [{ ThreeState: null }] }
            && cell.Table(cell.Outputs[0])?.SequenceEqual(table) == true)
        .MinBy(cell => cell.Area);
}
