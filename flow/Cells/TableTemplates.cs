namespace MixPe.Flow.Cells;

/// <summary>The templates of a library's tables: which axis is which, and points that a table need not
/// repeat.</summary>
/// <param name="library">The library.</param>
/// <param name="units">Its units.</param>
internal sealed class TableTemplates(LibertyGroup library, LibertyUnits units)
{
    private readonly Dictionary<string, LibertyGroup> _templates = library.Groups
        .Where(group => group.Name is "lu_table_template" or "power_lut_template" && group.Arguments.Count == 1)
        .GroupBy(group => group.Arguments[0], StringComparer.Ordinal)
        .ToDictionary(groups => groups.Key, groups => groups.Last(), StringComparer.Ordinal);

    /// <summary>Reads a table, the axes brought into the order slew, other.</summary>
    /// <param name="group">The group with the values.</param>
    /// <param name="scale">What the values have to be multiplied by.</param>
    /// <exception cref="LibertyException">It is no table of one or two axes.</exception>
    public LookupTable Read(LibertyGroup group, double scale)
    {
        double[] values = group.Numbers("values") ?? throw group.Wrong($"{group.Name} has no values");
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= scale;
        }

        string name = group.Arguments.Count > 0 ? group.Arguments[0] : "scalar";
        if (name == "scalar")
        {
            return values.Length == 1
                ? LookupTable.Constant(values[0])
                : throw group.Wrong($"a scalar is one value, not {values.Length}");
        }

        if (!_templates.TryGetValue(name, out LibertyGroup? template))
        {
            throw group.Wrong($"there is no template '{name}'");
        }

        if (template.Find("variable_3") is not null)
        {
            throw group.Wrong($"the template '{name}' has three axes; two are understood");
        }

        (bool isOther, double[] points)? first = Axis(group, template, 1);
        (bool isOther, double[] points)? second = Axis(group, template, 2);
        if (first is { } a && second is { } b && a.isOther == b.isOther)
        {
            throw group.Wrong($"the two axes of the template '{name}' are not a slew and a load, nor two slews");
        }

        int rows = first?.points.Length ?? 1;
        int columns = second?.points.Length ?? 1;
        if (values.Length != rows * columns)
        {
            throw group.Wrong($"{rows} by {columns} values are wanted, not {values.Length}");
        }

        bool swap = first?.isOther ?? false;
        try
        {
            return swap
                ? new LookupTable(second?.points ?? [], first!.Value.points, Transposed(values, rows, columns))
                : new LookupTable(first?.points ?? [], second?.points ?? [], values);
        }
        catch (ArgumentException e)
        {
            throw group.Wrong(e.Message);
        }
    }

    private (bool IsOther, double[] Points)? Axis(LibertyGroup group, LibertyGroup template, int number)
    {
        if (template.Text($"variable_{number}") is not { } variable)
        {
            return null;
        }

        (bool isOther, double scale) = variable switch
        {
            "input_net_transition" or "input_transition_time" or "related_pin_transition" => (false, units.Time),
            "constrained_pin_transition" => (!IsOnlySlew(template), units.Time),
            "total_output_net_capacitance" or "equal_or_opposite_output_net_capacitance" =>
                (true, units.Capacitance),
            _ => throw group.Wrong($"a table over '{variable}' is not understood"),
        };
        double[] points = group.Numbers($"index_{number}") ?? template.Numbers($"index_{number}")
            ?? throw group.Wrong($"index_{number} is missing");
        return (isOther, [.. points.Select(point => point * scale)]);
    }

    // A minimum pulse width depends on the constrained pin alone, which is the clock itself.
    private static bool IsOnlySlew(LibertyGroup template) => template.Find("variable_2") is null;

    private static double[] Transposed(double[] values, int rows, int columns)
    {
        double[] transposed = new double[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                transposed[column * rows + row] = values[row * columns + column];
            }
        }

        return transposed;
    }
}
