namespace MixPe.Flow.Gates;

/// <summary>A netlist laid out for simulation: arrays in place of objects. Each instance has a slot for every state and
/// input, and one for every state, input and output; delays are looked up and changes counted there, so that the
/// condition, the edges and the cause of a change need not be worked out when it happens.</summary>
internal sealed class SimulationTables
{
    private readonly GateNetlist _netlist;
    private readonly IReadOnlyList<CellModel> _models;

    public SimulationTables(GateTiming timing)
    {
        _netlist = timing.Netlist;
        _models = timing.Models;
        Nets = _netlist.NetCount;
        Gates = new Gate[_netlist.Instances.Count];
        Dictionary<CellModel, int> truths = [];
        List<byte> truth = [];
        List<int> outputs = [];
        int pins = 0;
        int arcs = 0;
        for (int i = 0; i < Gates.Length; i++)
        {
            CellModel model = _models[i];
            if (!truths.TryGetValue(model, out int offset))
            {
                offset = truth.Count;
                truths[model] = offset;
                truth.AddRange(model.Outputs);
            }

            GateInstance instance = _netlist.Instances[i];
            Gates[i] = new Gate(offset, outputs.Count, instance.Outputs.Count, pins, arcs, instance.Inputs.Count,
                instance.IsRegister);
            outputs.AddRange(instance.Outputs);
            pins += model.Outputs.Length * instance.Inputs.Count;
            arcs += model.Outputs.Length * instance.Inputs.Count * instance.Outputs.Count;
        }

        Truth = [.. truth];
        Outputs = [.. outputs];
        PinSlots = pins;
        ArcSlots = arcs;
        FanoutStart = new int[Nets + 1];
        List<GateSink> fanout = [];
        for (int net = 0; net < Nets; net++)
        {
            fanout.AddRange(_netlist.FanoutOf(net));
            FanoutStart[net + 1] = fanout.Count;
        }

        Fanout = [.. fanout];
    }

    /// <summary>Number of nets.</summary>
    public int Nets { get; }

    /// <summary>The instances.</summary>
    public Gate[] Gates { get; }

    /// <summary>Outputs by state, of every cell.</summary>
    public byte[] Truth { get; }

    /// <summary>Nets at the outputs, of every instance; −1 for one left open.</summary>
    public int[] Outputs { get; }

    /// <summary>Where the sinks of a net start.</summary>
    public int[] FanoutStart { get; }

    /// <summary>The sinks of every net.</summary>
    public GateSink[] Fanout { get; }

    /// <summary>Number of slots for a state and an input.</summary>
    public int PinSlots { get; }

    /// <summary>Number of slots for a state, an input and an output.</summary>
    public int ArcSlots { get; }

    /// <summary>Slot of a change of an input that leads to a state; of a flip-flop's clock, of an edge in it.</summary>
    public static int PinSlot(in Gate gate, int state, int pin) => gate.PinBase + state * gate.Inputs + pin;

    /// <summary>Slot of a change of an output to its value in a state, caused by an input.</summary>
    public static int ArcSlot(in Gate gate, int state, int pin, int output) =>
        gate.ArcBase + (state * gate.Inputs + pin) * gate.OutputCount + output;

    /// <summary>The delay in each slot of a state, an input and an output, in units of time, 1 at least.</summary>
    /// <param name="timing">Times of the same netlist.</param>
    /// <param name="unit">The unit of time, in ns.</param>
    public int[] Delays(GateTiming timing, double unit)
    {
        int[] delays = new int[ArcSlots];
        for (int i = 0; i < Gates.Length; i++)
        {
            int slot = Gates[i].ArcBase;
            for (int state = 0; state < _models[i].Outputs.Length; state++)
            {
                for (int pin = 0; pin < Gates[i].Inputs; pin++)
                {
                    for (int output = 0; output < Gates[i].OutputCount; output++, slot++)
                    {
                        delays[slot] = Math.Max(1, (int)Math.Round(timing.Delay(i, state, pin, output) / unit));
                    }
                }
            }
        }

        return delays;
    }

    /// <summary>An instance.</summary>
    /// <param name="TruthBase">Where its outputs by state start.</param>
    /// <param name="OutputBase">Where its output nets start.</param>
    /// <param name="OutputCount">Number of its outputs.</param>
    /// <param name="PinBase">Its first slot of a state and an input.</param>
    /// <param name="ArcBase">Its first slot of a state, an input and an output.</param>
    /// <param name="Inputs">Number of its inputs.</param>
    /// <param name="IsRegister">True for a flip-flop.</param>
    internal readonly record struct Gate(
        int TruthBase, int OutputBase, int OutputCount, int PinBase, int ArcBase, int Inputs, bool IsRegister);
}
