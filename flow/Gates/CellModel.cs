using MixPe.Flow.Cells;

namespace MixPe.Flow.Gates;

/// <summary>What a cell does in each of its states. Bit i of a state is input i; of a flip-flop, the bit after the last
/// input is what it stores.</summary>
internal sealed class CellModel
{
    /// <summary>The most bits that a state has: tables grow with its power of two.</summary>
    private const int MostBits = 10;

    /// <summary>Makes the tables of a cell.</summary>
    /// <exception cref="NetlistException">An output's function is missing, or the cell has too many inputs.</exception>
    public CellModel(LibraryCell cell)
    {
        Cell = cell;
        Bits = cell.Inputs.Count + (cell.Register is null ? 0 : 1);
        if (Bits > MostBits)
        {
            throw new NetlistException(
                $"the cell {cell.Name} has {cell.Inputs.Count} inputs; {MostBits} are understood");
        }

        Outputs = new byte[1 << Bits];
        Next = new bool[cell.Register is null ? 0 : Outputs.Length];
        for (int state = 0; state < Outputs.Length; state++)
        {
            for (int output = 0; output < cell.Outputs.Count; output++)
            {
                Outputs[state] |= (byte)(Of(cell.Outputs[output], state) ? 1 << output : 0);
            }

            if (cell.Register is { } register)
            {
                // A clear or preset is looked at when the clock comes.
                Next[state] = !Holds(register.Clear, state, otherwise: false)
                    && (Holds(register.Preset, state, otherwise: false)
                        || Holds(register.Next, state, otherwise: false));
            }
        }

        ClockPin = cell.Register is { Clock.Inputs: [string clock] }
            ? cell.Inputs.TakeWhile(pin => pin.Name != clock).Count()
            : -1;
    }

    /// <summary>The cell.</summary>
    public LibraryCell Cell { get; }

    /// <summary>Bits of a state.</summary>
    public int Bits { get; }

    /// <summary>Its outputs in each state, the first in bit 0.</summary>
    public byte[] Outputs { get; }

    /// <summary>What a flip-flop stores next, by its state.</summary>
    public bool[] Next { get; }

    /// <summary>Place of a flip-flop's clock among the inputs; −1 of a combinational cell.</summary>
    public int ClockPin { get; }

    /// <summary>Value of a condition in a state.</summary>
    /// <param name="when">The condition.</param>
    /// <param name="state">The state.</param>
    /// <param name="otherwise">Value if there is no condition.</param>
    public bool Holds(BooleanFunction? when, int state, bool otherwise = true)
    {
        if (when is null)
        {
            return otherwise;
        }

        bool[] values = [.. when.Inputs.Select(name => Value(name, when, state))];
        return when.Evaluate(values);
    }

    /// <summary>The delay arc that a change takes: one whose sense fits and whose condition holds; failing that one
    /// without a condition, and failing that any that fits.</summary>
    /// <param name="state">The state after the change of the input.</param>
    /// <param name="pin">The input.</param>
    /// <param name="output">The output, which has the value that it has in the state.</param>
    public TimingArc? Delay(int state, int pin, int output)
    {
        bool inputRises = (state >> pin & 1) != 0;
        bool rises = (Outputs[state] >> output & 1) != 0;
        string name = Cell.Inputs[pin].Name;
        TimingArc[] fitting = [.. Cell.Outputs[output].Timing.Where(arc =>
            arc.RelatedPin == name
            && (pin == ClockPin ? arc.IsClockEdge : arc.IsCombinational)
            && (rises ? arc.CellRise : arc.CellFall) is not null
            && Fits(arc.Sense, inputRises, rises))];
        return fitting.FirstOrDefault(arc => arc.When is not null && Holds(arc.When, state))
            ?? fitting.FirstOrDefault(arc => arc.When is null)
            ?? fitting.FirstOrDefault();
    }

    /// <summary>The energy arc that a change of an output takes, by the input that caused it: one whose condition
    /// holds, failing that one without a condition; those of the input before those of any.</summary>
    public PowerArc? OutputEnergy(int state, int pin, int output)
    {
        string name = Cell.Inputs[pin].Name;
        IReadOnlyList<PowerArc> arcs = Cell.Outputs[output].Power;
        return Choose(arcs.Where(arc => arc.RelatedPin == name), state)
            ?? Choose(arcs.Where(arc => arc.RelatedPin is null), state);
    }

    /// <summary>The energy arc that a change of an input takes, whatever becomes of the outputs.</summary>
    public PowerArc? InputEnergy(int state, int pin) => Choose(Cell.Inputs[pin].Power, state);

    private PowerArc? Choose(IEnumerable<PowerArc> arcs, int state) =>
        arcs.FirstOrDefault(arc => arc.When is not null && Holds(arc.When, state))
        ?? arcs.FirstOrDefault(arc => arc.When is null);

    private static bool Fits(Unateness sense, bool inputRises, bool rises) => sense switch
    {
        Unateness.Positive => inputRises == rises,
        Unateness.Negative => inputRises != rises,
        _ => true,
    };

    private bool Of(LibraryPin output, int state) => output.Function is { } function
        ? Holds(function, state)
        : throw new NetlistException($"the cell {Cell.Name} has an output {output.Name} without a function");

    private bool Value(string name, BooleanFunction function, int state)
    {
        for (int i = 0; i < Cell.Inputs.Count; i++)
        {
            if (Cell.Inputs[i].Name == name)
            {
                return (state >> i & 1) != 0;
            }
        }

        if (Cell.Register is { } register && (name == register.State || name == register.Complement))
        {
            return (state >> Cell.Inputs.Count & 1) != 0 == (name == register.State);
        }

        LibraryPin? output = Cell.Outputs.FirstOrDefault(pin => pin.Name == name && pin.Function != function);
        return output is not null
            ? Of(output, state)
            : throw new NetlistException($"the cell {Cell.Name}: \"{function}\" has a name that is no pin: {name}");
    }
}
