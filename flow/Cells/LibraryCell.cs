namespace MixPe.Flow.Cells;

/// <summary>A cell of a library.</summary>
public sealed record LibraryCell
{
    private readonly IReadOnlyList<LibraryPin> _pins = [];

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Area, in the library's unit: most use µm².</summary>
    public double Area { get; init; }

    /// <summary>Leakage in W: cell_leakage_power, or the mean of the states if it is left out.</summary>
    public double Leakage { get; init; }

    /// <summary>True if synthesis must leave it alone.</summary>
    public bool DontUse { get; init; }

    /// <summary>What it stores; null for a combinational cell.</summary>
    public LibraryRegister? Register { get; init; }

    /// <summary>Its pins, in the library's order.</summary>
    public IReadOnlyList<LibraryPin> Pins
    {
        get => _pins;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _pins = value;
            Inputs = [.. value.Where(pin => pin.IsInput)];
            Outputs = [.. value.Where(pin => pin.IsOutput)];
        }
    }

    /// <summary>Its inputs, in the library's order.</summary>
    public IReadOnlyList<LibraryPin> Inputs { get; private init; } = [];

    /// <summary>Its outputs, in the library's order.</summary>
    public IReadOnlyList<LibraryPin> Outputs { get; private init; } = [];

    /// <summary>An output's function for every state of the inputs, in their order, the first being the lowest bit; null if
    /// it has none, or one of something else than the inputs.</summary>
    /// <param name="output">The output.</param>
    public bool[]? Table(LibraryPin output)
    {
        ArgumentNullException.ThrowIfNull(output);
        string[] inputs = [.. Inputs.Select(pin => pin.Name)];
        return output.Function is { } function && function.Inputs.All(inputs.Contains) ? function.Table(inputs) : null;
    }

    /// <summary>The pin of that name, if there is one.</summary>
    public LibraryPin? Pin(string name) => _pins.FirstOrDefault(pin => pin.Name == name);
}
