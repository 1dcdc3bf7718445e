using MixPe.Generator.Bundles;

namespace MixPe.Sim.Host;

/// <summary>How a module's ports lie in the packed records of one cycle: inputs and outputs each in declaration
/// order, the clock and what is held left out.</summary>
public sealed class RecordLayout
{
    private readonly Dictionary<string, PortSlice> _byName;

    /// <summary>The layout of a module.</summary>
    /// <exception cref="ArgumentException">The port table cannot be driven: a width below 1, a name twice, more
    /// than one clock, a clock or reset that is not one input bit.</exception>
    public RecordLayout(ModuleSpec module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Module = module;
        var inputs = new List<PortSlice>();
        var outputs = new List<PortSlice>();
        var held = new List<PortSlice>();
        _byName = [];
        for (int index = 0; index < module.Ports.Count; index++)
        {
            var port = module.Ports[index];
            Check(module, port);
            var list = port.Role == PortRole.Held ? held : port.Direction == PortDirection.Input ? inputs : outputs;
            int offset = port.Role is PortRole.Clock or PortRole.Held ? 0 : list.Sum(slice => slice.Words);
            var slice = new PortSlice(port.Name, port.Direction, port.Role, index, offset, port.Bits);
            if (!_byName.TryAdd(port.Name, slice))
            {
                throw new ArgumentException($"module {module.Name}: port {port.Name} is listed twice");
            }

            if (port.Role != PortRole.Clock)
            {
                list.Add(slice);
            }
            else if (Clock is null)
            {
                Clock = slice;
            }
            else
            {
                throw new ArgumentException(
                    $"module {module.Name}: clocks {Clock.Name} and {port.Name}; a model has at most one");
            }
        }

        Inputs = inputs;
        Outputs = outputs;
        Held = held;
        InputWords = inputs.Sum(slice => slice.Words);
        OutputWords = outputs.Sum(slice => slice.Words);
    }

    /// <summary>The module.</summary>
    public ModuleSpec Module { get; }

    /// <summary>Input ports, without the clock and what is held.</summary>
    public IReadOnlyList<PortSlice> Inputs { get; }

    /// <summary>Input ports that are poked once and keep their value; zero at first. Their offsets mean nothing.
    /// </summary>
    public IReadOnlyList<PortSlice> Held { get; }

    /// <summary>Output ports.</summary>
    public IReadOnlyList<PortSlice> Outputs { get; }

    /// <summary>The clock; null if the module is combinational. Its offset means nothing.</summary>
    public PortSlice? Clock { get; }

    /// <summary>32-bit words of the inputs of one cycle.</summary>
    public int InputWords { get; }

    /// <summary>32-bit words of the outputs of one cycle.</summary>
    public int OutputWords { get; }

    /// <summary>The port of that name.</summary>
    /// <exception cref="KeyNotFoundException">The module has no such port.</exception>
    public PortSlice this[string name] => _byName.TryGetValue(name, out var slice)
        ? slice
        : throw new KeyNotFoundException(
            $"module {Module.Name} has no port '{name}'; it has {string.Join(", ", _byName.Keys)}");

    /// <summary>Input records that do nothing: all zero, resets inactive (high).</summary>
    /// <param name="cycles">Number of records.</param>
    /// <returns>[cycles × <see cref="InputWords"/>] words.</returns>
    public uint[] NewInputs(int cycles)
    {
        var records = new uint[checked(cycles * InputWords)];
        foreach (var reset in Inputs.Where(slice => slice.Role == PortRole.Reset))
        {
            for (int at = reset.Offset; at < records.Length; at += InputWords)
            {
                records[at] = 1;
            }
        }

        return records;
    }

    /// <summary>Room for output records.</summary>
    /// <param name="cycles">Number of records.</param>
    /// <returns>[cycles × <see cref="OutputWords"/>] words.</returns>
    public uint[] NewOutputs(int cycles) => new uint[checked(cycles * OutputWords)];

    private static void Check(ModuleSpec module, PortSpec port)
    {
        if (port.Bits < 1)
        {
            throw new ArgumentException($"module {module.Name}: port {port.Name} has {port.Bits} bits");
        }

        if (port.Role == PortRole.Held && port.Direction != PortDirection.Input)
        {
            throw new ArgumentException($"module {module.Name}: {port.Role} {port.Name} must be an input");
        }

        if (port.Role is PortRole.Clock or PortRole.Reset && (port.Bits != 1 || port.Direction != PortDirection.Input))
        {
            throw new ArgumentException($"module {module.Name}: {port.Role} {port.Name} must be an input of one bit");
        }
    }
}
