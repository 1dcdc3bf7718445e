namespace MixPe.Flow.Cells;

/// <summary>A table of a library over two axes: a slew, and a load or a second slew. It is interpolated linearly along
/// both axes, and outside of them extrapolated from the two outermost points, as the Liberty User Guide, volume 1, has
/// it for the nonlinear delay model. A missing axis has one point: nothing depends on it.</summary>
public sealed class LookupTable
{
    private readonly double[] _slews;
    private readonly double[] _others;
    private readonly double[] _values;

    /// <summary>Makes a table.</summary>
    /// <param name="slews">The first axis, rising: the slew at the input, or that of the clock of a constraint, in ns.
    /// </param>
    /// <param name="others">The second axis, rising: the load at the output in pF, or the slew of the constrained pin
    /// in ns.
    /// </param>
    /// <param name="values">Row by row, a row for each slew.</param>
    public LookupTable(IReadOnlyList<double> slews, IReadOnlyList<double> others, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(slews);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(values);
        _slews = Axis(slews);
        _others = Axis(others);
        _values = [.. values];
        if (_values.Length != _slews.Length * _others.Length)
        {
            throw new ArgumentException(
                $"{_slews.Length} by {_others.Length} points, but {_values.Length} values", nameof(values));
        }
    }

    /// <summary>The first axis.</summary>
    public IReadOnlyList<double> Slews => _slews;

    /// <summary>The second axis.</summary>
    public IReadOnlyList<double> Others => _others;

    /// <summary>A table with one value everywhere.</summary>
    public static LookupTable Constant(double value) => new([0], [0], [value]);

    /// <summary>The value at a point.</summary>
    /// <param name="slew">On the first axis.</param>
    /// <param name="other">On the second one.</param>
    public double At(double slew, double other)
    {
        (int row, double down) = Place(_slews, slew);
        (int column, double right) = Place(_others, other);
        double low = Between(row * _others.Length + column, right);
        return down == 0 ? low : low + down * (Between((row + 1) * _others.Length + column, right) - low);
    }

    private static double[] Axis(IReadOnlyList<double> points)
    {
        double[] axis = points.Count == 0 ? [0] : [.. points];
        for (int i = 1; i < axis.Length; i++)
        {
            if (axis[i] <= axis[i - 1])
            {
                throw new ArgumentException("the points of an axis rise", nameof(points));
            }
        }

        return axis;
    }

    // The point below, and how far it is from there to the next one.
    private static (int Index, double Share) Place(double[] axis, double at)
    {
        if (axis.Length == 1)
        {
            return (0, 0);
        }

        int index = 0;
        while (index < axis.Length - 2 && at > axis[index + 1])
        {
            index++;
        }

        return (index, (at - axis[index]) / (axis[index + 1] - axis[index]));
    }

    private double Between(int index, double share) =>
        share == 0 ? _values[index] : _values[index] + share * (_values[index + 1] - _values[index]);
}
