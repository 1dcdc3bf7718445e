namespace MixPe.Flow.Cells;

/// <summary>Turns the groups of a Liberty file into a library; what is not about function, timing, power or area is
/// left out.</summary>
internal sealed class CellLibraryReader
{
    private readonly LibertyGroup _library;
    private readonly LibertyUnits _units;
    private readonly TableTemplates _templates;
    private readonly double _slewScale;

    public CellLibraryReader(LibertyGroup library)
    {
        _library = library;
        _units = LibertyUnits.Of(library);
        _templates = new TableTemplates(library, _units);
        _slewScale = _units.Time * (library.Number("slew_derate_from_library") ?? 1);
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="LibertyException">Something is wrong or not understood.</exception>
    public CellLibrary Read()
    {
        if (_library.Text("delay_model") is { } model && model != "table_lookup")
        {
            throw _library.Wrong($"the delay model '{model}' is not understood; table_lookup is");
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (LibertyGroup cell in _library.All("cell"))
        {
            if (cell.Arguments.Count != 1 || !names.Add(cell.Arguments[0]))
            {
                throw cell.Wrong($"a cell has one name, and no other has it: '{string.Join(", ", cell.Arguments)}'");
            }
        }

        return new CellLibrary(
            _library.Arguments.Count > 0 ? _library.Arguments[0] : "", _units, [.. _library.All("cell").Select(Cell)])
        {
            Voltage = (_library.Number("nom_voltage") ?? throw _library.Wrong("nom_voltage is missing"))
                * _units.Voltage,
            Thresholds = new LibraryThresholds(
                _library.Number("input_threshold_pct_rise") ?? 50,
                _library.Number("output_threshold_pct_rise") ?? 50,
                _library.Number("slew_lower_threshold_pct_rise") ?? 20,
                _library.Number("slew_upper_threshold_pct_rise") ?? 80),
        };
    }

    private LibraryCell Cell(LibertyGroup cell)
    {
        LibraryRegister? register = Register(cell);
        return new LibraryCell
        {
            Name = cell.Arguments[0],
            Area = cell.Number("area") ?? 0,
            Leakage = Leakage(cell),
            DontUse = cell.Flag("dont_use"),
            Register = register,
            Pins = [.. cell.All("pin").SelectMany(pin => pin.Arguments.Select(name => Pin(pin, name)))],
        };
    }

    private double Leakage(LibertyGroup cell)
    {
        double[] states = [.. cell.All("leakage_power").Select(group => group.Number("value") ?? 0)];
        return _units.Leakage * (cell.Number("cell_leakage_power")
            ?? (states.Length > 0 ? states.Average() : _library.Number("default_cell_leakage_power") ?? 0));
    }

    private static LibraryRegister? Register(LibertyGroup cell)
    {
        if (cell.One("ff") is { } ff)
        {
            return Register(ff, "clocked_on", "next_state");
        }

        // A latch without an enable is a loop that only its clear and preset hold.
        return cell.One("latch") is { } latch && latch.Find("enable") is not null
            ? Register(latch, "enable", "data_in")
            : null;
    }

    private static LibraryRegister Register(LibertyGroup group, string clock, string next) => new()
    {
        IsLatch = group.Name == "latch",
        State = group.Arguments.Count > 0 ? group.Arguments[0] : throw group.Wrong($"{group.Name} has no variable"),
        Complement = group.Arguments.Count > 1 ? group.Arguments[1] : null,
        Clock = Function(group, clock) ?? throw group.Wrong($"{group.Name} has no {clock}"),
        Next = Function(group, next) ?? throw group.Wrong($"{group.Name} has no {next}"),
        Clear = Function(group, "clear"),
        Preset = Function(group, "preset"),
    };

    private LibraryPin Pin(LibertyGroup pin, string name)
    {
        string direction = pin.Text("direction") ?? throw pin.Wrong($"the pin {name} has no direction");
        double capacitance = pin.Number("capacitance")
            ?? _library.Number($"default_{direction}_pin_cap") ?? 0;
        BooleanFunction? function = Function(pin, "function");
        return new LibraryPin
        {
            Name = name,
            Direction = direction,
            Capacitance = capacitance * _units.Capacitance,
            RiseCapacitance = (pin.Number("rise_capacitance") ?? capacitance) * _units.Capacitance,
            FallCapacitance = (pin.Number("fall_capacitance") ?? capacitance) * _units.Capacitance,
            MaxCapacitance = pin.Number("max_capacitance") * _units.Capacitance,
            Function = function,
            ThreeState = Function(pin, "three_state"),
            IsClock = pin.Flag("clock"),
            Timing = [.. pin.All("timing").SelectMany(timing => Timing(timing, function))],
            Power = [.. pin.All("internal_power").SelectMany(Power)],
        };
    }

    private IEnumerable<TimingArc> Timing(LibertyGroup timing, BooleanFunction? function)
    {
        TimingArc arc = new()
        {
            RelatedPin = "",
            Type = timing.Text("timing_type") ?? "combinational",
            Sense = Unateness.Both,
            When = Function(timing, "when"),
            CellRise = Table(timing, "cell_rise", _units.Time),
            CellFall = Table(timing, "cell_fall", _units.Time),
            RiseTransition = Table(timing, "rise_transition", _slewScale),
            FallTransition = Table(timing, "fall_transition", _slewScale),
            RiseConstraint = Table(timing, "rise_constraint", _units.Time),
            FallConstraint = Table(timing, "fall_constraint", _units.Time),
        };
        return Names(timing, "related_pin").Select(related => arc with
        {
            RelatedPin = related,
            Sense = timing.Text("timing_sense") switch
            {
                "positive_unate" => Unateness.Positive,
                "negative_unate" => Unateness.Negative,
                "non_unate" => Unateness.Both,
                null => SenseOf(function, related),
                var other => throw timing.Wrong($"the timing sense '{other}' is not known"),
            },
        });
    }

    private IEnumerable<PowerArc> Power(LibertyGroup power)
    {
        // One table under the name power is for both edges.
        LookupTable? both = Table(power, "power", _units.Energy);
        PowerArc arc = new()
        {
            When = Function(power, "when"),
            RisePower = Table(power, "rise_power", _units.Energy) ?? both,
            FallPower = Table(power, "fall_power", _units.Energy) ?? both,
        };
        string[] related = Names(power, "related_pin");
        return related.Length == 0 ? [arc] : related.Select(name => arc with { RelatedPin = name });
    }

    // What the function does if a pin rises, all other pins being anything.
    private static Unateness SenseOf(BooleanFunction? function, string pin)
    {
        if (function is null || !function.Inputs.Contains(pin))
        {
            return Unateness.Both;
        }

        bool[] table = function.Table([pin, .. function.Inputs.Where(input => input != pin)]);
        bool rises = false;
        bool falls = false;
        for (int state = 0; state < table.Length; state += 2)
        {
            rises |= !table[state] && table[state + 1];
            falls |= table[state] && !table[state + 1];
        }

        return rises == falls ? Unateness.Both : rises ? Unateness.Positive : Unateness.Negative;
    }

    private LookupTable? Table(LibertyGroup parent, string name, double scale) =>
        parent.One(name) is { } group ? _templates.Read(group, scale) : null;

    private static string[] Names(LibertyGroup group, string name) =>
        group.Text(name)?.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static BooleanFunction? Function(LibertyGroup group, string name)
    {
        if (group.Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            return BooleanFunction.Parse(text);
        }
        catch (FormatException e)
        {
            throw group.Wrong(e.Message, group.Find(name)!.Line);
        }
    }
}
