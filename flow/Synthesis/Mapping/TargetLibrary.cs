using System.Security.Cryptography;
using MixPe.Flow.Cells;
using MixPe.Flow.Gemm;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis.Mapping;

/// <summary>The library that a design is mapped to, with what synthesis asks of it.</summary>
/// <param name="Cells">Its cells.</param>
/// <param name="File">Full path of its Liberty file.</param>
/// <param name="Hash">SHA-256 of the file, in hexadecimal.</param>
public sealed record TargetLibrary(CellLibrary Cells, string File, string Hash)
{
    /// <summary>The name that stands for Oklahoma State University's 0.18 µm cells.</summary>
    public const string Osu018 = "osu018";

    // Inputs of the smallest NAND that an output drives.
    private const int DrivenInputs = 4;

    private readonly Dictionary<string, double> _areas =
        Cells.Cells.ToDictionary(cell => cell.Name, cell => cell.Area, StringComparer.Ordinal);

    /// <summary>Its name.</summary>
    public string Name => Cells.Name;

    /// <summary>Area of each cell, in the library's unit, µm² as a rule.</summary>
    public IReadOnlyDictionary<string, double> Areas => _areas;

    /// <summary>Cells that hold a state.</summary>
    public IReadOnlySet<string> Registers { get; } =
        Cells.Cells.Where(cell => cell.Register is not null).Select(cell => cell.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Its smallest full adder; null if it has none.</summary>
    public FullAdderCell? FullAdder { get; } = FullAdderCell.Find(Cells);

    /// <summary>Its smallest buffer, which drives the inputs.</summary>
    public string Buffer => BufferCell.Name;

    /// <summary>That buffer.</summary>
    public LibraryCell BufferCell { get; } = Smallest(Cells, "buffer", false, true);

    /// <summary>Load of each output, in pF: four inputs of its smallest NAND.</summary>
    public double LoadPf { get; } = DrivenInputs
        * Smallest(Cells, "NAND of two inputs", true, true, true, false).Inputs.Max(pin => pin.Capacitance);

    /// <summary>Reads the library of that name, or a Liberty file.</summary>
    /// <param name="library">osu018, or the path of a file.</param>
    /// <exception cref="ToolException">The named library is not installed.</exception>
    /// <exception cref="InputException">The file is not there, is no Liberty, or has not what synthesis needs.</exception>
    public static TargetLibrary Load(string library)
    {
        ArgumentNullException.ThrowIfNull(library);
        bool isNamed = library == Osu018;
        string file = isNamed ? SynthesisTools.Osu018File : Path.GetFullPath(library);
        if (!System.IO.File.Exists(file))
        {
            throw isNamed
                ? new ToolNotFoundException(SynthesisTools.Osu018)
                : new InputException($"--lib: {library}: there is no such file; a Liberty file or '{Osu018}' is wanted");
        }

        // A script takes a path in quotation marks, without a way to write one in it.
        if (file.AsSpan().ContainsAny("\"\n{}"))
        {
            throw new InputException($"--lib: {library}: quotation marks and braces in a path are not understood");
        }

        try
        {
            return new TargetLibrary(
                CellLibrary.Load(file), file, Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(file))));
        }
        catch (LibertyException fault)
        {
            throw new InputException($"--lib: {fault.Message}");
        }
    }

    private static LibraryCell Smallest(CellLibrary cells, string words, params bool[] table) =>
        cells.Smallest(table) ?? throw new InputException($"--lib: {cells.Name} has no {words}");
}
