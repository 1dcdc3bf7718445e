using System.Globalization;

namespace MixPe.Flow.Cells;

/// <summary>What the numbers of a library have to be multiplied by.</summary>
/// <param name="Time">To ns: time_unit, 1 ns if it is left out.</param>
/// <param name="Capacitance">To pF: capacitive_load_unit.</param>
/// <param name="Voltage">To V: voltage_unit.</param>
/// <param name="Leakage">To W: leakage_power_unit.</param>
public sealed record LibertyUnits(double Time, double Capacitance, double Voltage, double Leakage)
{
    /// <summary>To J, of the tables of internal_power: the unit of capacitance times that of voltage squared, as the
    /// Liberty User Guide, volume 1, has it for internal_power.</summary>
    public double Energy => Capacitance * 1e-12 * Voltage * Voltage;

    /// <summary>The units that a library states.</summary>
    /// <exception cref="LibertyException">A unit is not understood.</exception>
    internal static LibertyUnits Of(LibertyGroup library) => new(
        Scale(library, "time_unit", 's', 1e-9) / 1e-9,
        Load(library),
        Scale(library, "voltage_unit", 'V', 1),
        Scale(library, "leakage_power_unit", 'W', 1e-9));

    private static double Load(LibertyGroup library)
    {
        if (library.Find("capacitive_load_unit") is not { } attribute)
        {
            return 1;
        }

        return attribute.Values is [string number, string unit]
            ? Parse(library, number + unit, 'F', attribute.Line) / 1e-12
            : throw library.Wrong("capacitive_load_unit is a number and a unit", attribute.Line);
    }

    private static double Scale(LibertyGroup library, string name, char unit, double missing) =>
        library.Find(name) is { } attribute
            ? Parse(library, attribute.Values[0], unit, attribute.Line)
            : missing;

    private static double Parse(LibertyGroup library, string text, char unit, int line)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        int digits = 0;
        while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.'))
        {
            digits++;
        }

        if (digits > 0
            && double.TryParse(rest[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number > 0)
        {
            string suffix = rest[digits..].Trim().ToString();
            if (suffix.Length is 1 or 2 && char.ToUpperInvariant(suffix[^1]) == char.ToUpperInvariant(unit))
            {
                double prefix = suffix.Length == 1
                    ? 1
                    : suffix[0] switch
                    {
                        'f' => 1e-15,
                        'p' => 1e-12,
                        'n' => 1e-9,
                        'u' => 1e-6,
                        'm' => 1e-3,
                        'k' => 1e3,
                        _ => 0,
                    };
                if (prefix > 0)
                {
                    return number * prefix;
                }
            }
        }

        throw library.Wrong($"'{text}' is no unit in {unit}", line);
    }
}
