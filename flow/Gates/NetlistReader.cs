using MixPe.Flow.Cells;
using MixPe.Flow.Tools.Yosys;

namespace MixPe.Flow.Gates;

/// <summary>Numbers the nets of a module of Yosys and looks its cells up.</summary>
internal sealed class NetlistReader
{
    private readonly Dictionary<int, int> _nets = new() { [0] = GateNetlist.Zero, [1] = GateNetlist.One };
    private readonly List<string> _names = ["0", "1"];
    private readonly Dictionary<int, string> _signals = [];

    /// <summary>Reads a module.</summary>
    /// <exception cref="NetlistException">It is not mapped to the library.</exception>
    public static GateNetlist Read(string name, YosysModule module, CellLibrary library)
    {
        NetlistReader reader = new();
        reader.NameSignals(module);
        GatePort[] ports = [.. module.Ports.Select(port => reader.Port(name, port.Key, port.Value))];
        GateInstance[] instances =
            [.. module.Cells.Select(cell => reader.Instance(name, cell.Key, cell.Value, library))];
        return new GateNetlist(name, library, ports, instances, [.. reader._names]);
    }

    // A name that Yosys made up gives way to one of the source.
    private void NameSignals(YosysModule module)
    {
        foreach (var (name, signal) in module.Netnames.OrderBy(signal => signal.Value.HideName))
        {
            for (int i = 0; i < signal.Bits.Count; i++)
            {
                _signals.TryAdd(signal.Bits[i].Net, signal.Bits.Count == 1 ? name : $"{name}[{i}]");
            }
        }
    }

    private GatePort Port(string module, string name, YosysPort port)
    {
        if (port.Direction is not ("input" or "output"))
        {
            throw new NetlistException(
                $"{module}: the port {name} is {port.Direction}; input and output are understood");
        }

        return new GatePort(name, port.IsInput, [.. port.Bits.Select(Net)]);
    }

    private GateInstance Instance(string module, string name, YosysCell cell, CellLibrary library)
    {
        LibraryCell found = library.Find(cell.Type) ?? throw new NetlistException(
            $"{module}: the instance {name} is a {cell.Type}, which is no cell of the library {library.Name}");
        foreach (string pin in cell.Connections.Keys)
        {
            if (found.Pin(pin) is not ({ IsInput: true } or { IsOutput: true }))
            {
                throw new NetlistException($"{module}: {name} connects {pin}, which is no pin of {cell.Type}");
            }
        }

        return new GateInstance(
            name,
            found,
            [.. found.Inputs.Select(pin => Net(cell, pin.Name) ?? GateNetlist.Zero)],
            [.. found.Outputs.Select(pin => Net(cell, pin.Name) ?? -1)]);
    }

    private int? Net(YosysCell cell, string pin) =>
        cell.Connections.TryGetValue(pin, out IReadOnlyList<YosysBit>? bits) && bits.Count == 1 ? Net(bits[0]) : null;

    // An unknown bit is 0: setundef has been there, and if not, 0 is one of the values that it may have.
    private int Net(YosysBit bit)
    {
        if (bit.Net < 0)
        {
            return GateNetlist.Zero;
        }

        if (!_nets.TryGetValue(bit.Net, out int net))
        {
            net = _names.Count;
            _nets[bit.Net] = net;
            _names.Add(_signals.GetValueOrDefault(bit.Net, $"net{bit.Net}"));
        }

        return net;
    }
}
