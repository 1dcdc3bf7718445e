using MixPe.Flow.Cells;

namespace MixPe.Flow.Gates;

/// <summary>An instance of a cell.</summary>
/// <param name="Name">Its name in the netlist.</param>
/// <param name="Cell">Its cell.</param>
/// <param name="Inputs">The net at each input, in the cell's order; one that is left open is
/// <see cref="GateNetlist.Zero"/>.</param>
/// <param name="Outputs">The net at each output, in the cell's order; −1 for one that is left open.</param>
public sealed record GateInstance(
    string Name, LibraryCell Cell, IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs)
{
    /// <summary>True for a flip-flop.</summary>
    public bool IsRegister => Cell.Register is not null;

    /// <summary>Place of an input of that name; −1 if there is none.</summary>
    public int InputOf(string pin) => Place(Cell.Inputs, pin);

    /// <summary>Place of an output of that name; −1 if there is none.</summary>
    public int OutputOf(string pin) => Place(Cell.Outputs, pin);

    /// <summary>Place of the output that drives a net; −1 if none does.</summary>
    public int OutputOf(int net)
    {
        for (int i = 0; i < Outputs.Count; i++)
        {
            if (Outputs[i] == net)
            {
                return i;
            }
        }

        return -1;
    }

    private static int Place(IReadOnlyList<LibraryPin> pins, string name)
    {
        for (int i = 0; i < pins.Count; i++)
        {
            if (pins[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
