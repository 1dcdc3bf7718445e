using MixPe.Flow.Cells;

namespace MixPe.Flow.Gates;

/// <summary>Static timing of a netlist by the tables of the nonlinear delay model. The load of a net is the sum of the
/// pin capacitances on it; wires have none. Slews and arrivals go forward in topological order, rising and falling
/// edges by themselves; the worst slew of a net goes on, as in OpenSTA, even if it is not that of the latest arrival.
/// Edges do not pass a clear or preset.</summary>
public sealed class GateTiming
{
    private readonly CellModel[] _models;
    private readonly bool?[] _constants;
    private readonly NetTimes _rise;
    private readonly NetTimes _fall;
    private readonly double[] _capacitance;

    /// <summary>Times a netlist.</summary>
    /// <param name="netlist">The netlist.</param>
    /// <param name="conditions">What surrounds it; null for slews and loads of 0.</param>
    /// <exception cref="NetlistException">A cell has no function.</exception>
    public GateTiming(GateNetlist netlist, TimingConditions? conditions = null)
    {
        ArgumentNullException.ThrowIfNull(netlist);
        Netlist = netlist;
        Conditions = conditions ?? new TimingConditions();
        Dictionary<LibraryCell, CellModel> models = new(ReferenceEqualityComparer.Instance);
        _models = [.. netlist.Instances.Select(instance => models.TryGetValue(instance.Cell, out CellModel? model)
            ? model
            : models[instance.Cell] = new CellModel(instance.Cell))];
        _constants = ConstantNets.Of(netlist, _models);
        _rise = new NetTimes(netlist.NetCount);
        _fall = new NetTimes(netlist.NetCount);
        _capacitance = new double[netlist.NetCount];
        AddLoads();
        Start();
        foreach (int i in netlist.Order)
        {
            Propagate(i, arc => arc.IsCombinational);
        }

        Paths = [.. Ends().OrderByDescending(end => end.Period)];
    }

    /// <summary>The netlist.</summary>
    public GateNetlist Netlist { get; }

    /// <summary>What surrounds it.</summary>
    public TimingConditions Conditions { get; }

    /// <summary>The worst path to each register pin and each output, the worst of all first.</summary>
    public IReadOnlyList<TimingPath> Paths { get; }

    /// <summary>The worst path; null if no edge gets anywhere.</summary>
    public TimingPath? CriticalPath => Paths.Count > 0 ? Paths[0] : null;

    /// <summary>The least period in ns: arrival and setup at the registers, arrival at the outputs.</summary>
    public double MinimumPeriod => CriticalPath?.Period ?? 0;

    /// <summary>Nets with more load than max_capacitance of the pin that drives them: their times are
    /// extrapolated.</summary>
    public IReadOnlyList<int> Overloaded => [.. Enumerable.Range(0, Netlist.NetCount).Where(net =>
        Netlist.DriverOf(net) is >= 0 and var driver
        && Netlist.Instances[driver] is var instance
        && Math.Max(_rise.Load[net], _fall.Load[net]) > instance.Cell.Outputs[instance.OutputOf(net)].MaxCapacitance)];

    /// <summary>Model of each instance.</summary>
    internal IReadOnlyList<CellModel> Models => _models;

    /// <summary>The latest time that a net has an edge, in ns; minus infinity if it never does.</summary>
    public double Arrival(int net, bool isRise) => Of(isRise).Arrival[net];

    /// <summary>The latest time that a net changes, in ns; minus infinity if it never does.</summary>
    public double Arrival(int net) => Math.Max(_rise.Arrival[net], _fall.Arrival[net]);

    /// <summary>The worst slew of a net, in ns.</summary>
    public double Slew(int net, bool isRise) => Of(isRise).Slew[net];

    /// <summary>Load against one edge of a net in pF, by rise_capacitance or fall_capacitance of its pins.</summary>
    public double Load(int net, bool isRise) => Of(isRise).Load[net];

    /// <summary>Capacitance of a net in pF, by the attribute capacitance of its pins, for energies.</summary>
    public double Capacitance(int net) => _capacitance[net];

    /// <summary>Slew at an input of an instance, in ns.</summary>
    internal double PinSlew(int instance, int pin, bool isRise) => pin == _models[instance].ClockPin
        ? Conditions.ClockSlew
        : Slew(Netlist.Instances[instance].Inputs[pin], isRise);

    /// <summary>Delay in ns of a change of an input to that of an output, in the state after it.</summary>
    internal double Delay(int instance, int state, int pin, int output)
    {
        CellModel model = _models[instance];
        int net = Netlist.Instances[instance].Outputs[output];
        if (net < 0 || model.Delay(state, pin, output) is not { } arc)
        {
            return 0;
        }

        bool isRise = (model.Outputs[state] >> output & 1) != 0;
        return (isRise ? arc.CellRise : arc.CellFall)!.At(
            PinSlew(instance, pin, (state >> pin & 1) != 0), Load(net, isRise));
    }

    private NetTimes Of(bool isRise) => isRise ? _rise : _fall;

    private void AddLoads()
    {
        foreach (GateInstance instance in Netlist.Instances)
        {
            for (int pin = 0; pin < instance.Inputs.Count; pin++)
            {
                LibraryPin input = instance.Cell.Inputs[pin];
                AddLoad(instance.Inputs[pin], input.Capacitance, input.RiseCapacitance, input.FallCapacitance);
            }

            for (int pin = 0; pin < instance.Outputs.Count; pin++)
            {
                LibraryPin output = instance.Cell.Outputs[pin];
                if (instance.Outputs[pin] >= 0)
                {
                    AddLoad(instance.Outputs[pin], output.Capacitance, output.RiseCapacitance, output.FallCapacitance);
                }
            }
        }

        foreach (int net in Netlist.Ports.Where(port => !port.IsInput).SelectMany(port => port.Nets))
        {
            AddLoad(net, Conditions.OutputLoad, Conditions.OutputLoad, Conditions.OutputLoad);
        }
    }

    private void AddLoad(int net, double capacitance, double rise, double fall)
    {
        _capacitance[net] += capacitance;
        _rise.Load[net] += rise;
        _fall.Load[net] += fall;
    }

    private void Start()
    {
        foreach (int net in Netlist.Ports.Where(port => port.IsInput).SelectMany(port => port.Nets))
        {
            bool isClock = net == Netlist.Clock?.Net;
            foreach (NetTimes times in new[] { _rise, _fall })
            {
                times.Merge(
                    net,
                    isClock ? 0 : Conditions.InputArrival,
                    isClock ? Conditions.ClockSlew : Conditions.InputSlew,
                    new NetTimes.ArcCause(-1, false));
            }
        }

        foreach (int register in Netlist.Registers)
        {
            Propagate(register, arc => arc.IsClockEdge);
        }
    }

    private void Propagate(int number, Func<TimingArc, bool> passes)
    {
        GateInstance instance = Netlist.Instances[number];
        for (int output = 0; output < instance.Outputs.Count; output++)
        {
            int net = instance.Outputs[output];
            if (net < 0 || _constants[net] is not null)
            {
                continue;
            }

            foreach (TimingArc arc in instance.Cell.Outputs[output].Timing)
            {
                int pin = passes(arc) ? instance.InputOf(arc.RelatedPin) : -1;
                if (pin >= 0 && _constants[instance.Inputs[pin]] is null)
                {
                    Propagate(number, pin, net, arc, isRise: true, arc.CellRise, arc.RiseTransition);
                    Propagate(number, pin, net, arc, isRise: false, arc.CellFall, arc.FallTransition);
                }
            }
        }
    }

    private void Propagate(
        int number, int pin, int net, TimingArc arc, bool isRise, LookupTable? delay, LookupTable? transition)
    {
        if (delay is null)
        {
            return;
        }

        int from = Netlist.Instances[number].Inputs[pin];
        foreach (bool rises in Edges(arc, isRise))
        {
            double start = Of(rises).Arrival[from];
            if (start == double.NegativeInfinity)
            {
                continue;
            }

            double slew = PinSlew(number, pin, rises);
            double load = Of(isRise).Load[net];
            // Extrapolated below a table's first point, a slew may come out negative.
            Of(isRise).Merge(
                net,
                start + delay.At(slew, load),
                Math.Max(0, transition?.At(slew, load) ?? 0),
                new NetTimes.ArcCause(from, rises));
        }
    }

    // The edges of the input that make this edge of the output.
    private static bool[] Edges(TimingArc arc, bool isRise) => arc switch
    {
        { Type: "rising_edge" } => [true],
        { Type: "falling_edge" } => [false],
        { Sense: Unateness.Positive } => [isRise],
        { Sense: Unateness.Negative } => [!isRise],
        _ => [true, false],
    };

    private IEnumerable<TimingPath> Ends()
    {
        foreach (int register in Netlist.Registers)
        {
            GateInstance instance = Netlist.Instances[register];
            for (int pin = 0; pin < instance.Inputs.Count; pin++)
            {
                TimingArc[] setups = [.. instance.Cell.Inputs[pin].Timing.Where(arc => arc.IsSetup)];
                string name = $"{instance.Name}/{instance.Cell.Inputs[pin].Name}";
                if (setups.Length > 0 && End(name, instance.Inputs[pin], setups) is { } path)
                {
                    yield return path;
                }
            }
        }

        foreach (int net in Netlist.Ports.Where(port => !port.IsInput).SelectMany(port => port.Nets).Distinct())
        {
            if (End(Netlist.NetName(net), net, []) is { } path)
            {
                yield return path;
            }
        }
    }

    // Of the two edges the one that leaves less time.
    private TimingPath? End(string name, int net, TimingArc[] setups)
    {
        TimingPath? worst = null;
        foreach (bool isRise in new[] { true, false })
        {
            double arrival = Of(isRise).Arrival[net];
            if (arrival == double.NegativeInfinity)
            {
                continue;
            }

            double setup = setups.Length == 0
                ? 0
                : setups.Max(arc => (isRise ? arc.RiseConstraint : arc.FallConstraint)
                    ?.At(Conditions.ClockSlew, Of(isRise).Slew[net]) ?? 0);
            if (worst is null || arrival + setup > worst.Period)
            {
                worst = new TimingPath(name, Steps(net, isRise), arrival, setup);
            }
        }

        return worst;
    }

    private List<PathStep> Steps(int net, bool isRise)
    {
        List<PathStep> steps = [];
        while (net >= 0)
        {
            int driver = Netlist.DriverOf(net);
            GateInstance? instance = driver < 0 ? null : Netlist.Instances[driver];
            steps.Add(new PathStep(
                instance?.Cell.Name ?? "",
                instance?.Name ?? Netlist.NetName(net),
                instance?.Cell.Outputs[instance.OutputOf(net)].Name ?? "",
                isRise,
                Of(isRise).Arrival[net]));
            (net, isRise) = Of(isRise).Cause[net];
        }

        steps.Reverse();
        return steps;
    }
}
