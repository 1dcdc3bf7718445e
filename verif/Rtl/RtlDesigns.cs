using System.Globalization;
using System.Numerics;
using MixPe.Generator.Designs;

namespace MixPe.Verif.Rtl;

/// <summary>Designs for tests: they go through the loader, so that a test cannot use what a user could not write.
/// </summary>
internal static class RtlDesigns
{
    /// <summary>A small design: a group of 8, lanes 2, 2 × 3, all else the defaults.</summary>
    /// <param name="weights">Element format of W.</param>
    /// <param name="activations">Element format of X.</param>
    /// <param name="overrides">field=value; a later one replaces an earlier one.</param>
    public static Design Make(string weights, string activations, params string[] overrides) => Of(
        [$"weights={weights}", $"activations={activations}", .. overrides]);

    /// <summary>A named design on an array of few PEs. The rows of a weight-stationary one are those of its group.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">Rows, if the dataflow leaves them free.</param>
    /// <param name="columns">Columns.</param>
    public static Design Named(string name, int rows, int columns)
    {
        Design whole = DesignLoader.Load(name);
        int units = (int)BigInteger.GreatestCommonDivisor(rows, whole.DequantUnits);
        return DesignLoader.Load(
            name,
            [
                $"columns={columns}",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"shared_columns={(int)BigInteger.GreatestCommonDivisor(columns, whole.SharedColumns)}"),
                .. whole.IsWeightStationary ? Array.Empty<string>() : [$"rows={rows}", $"dequant_units={units}"],
            ]);
    }

    /// <summary>A small design out of fields.</summary>
    /// <param name="fields">field=value; a later one replaces an earlier one.</param>
    public static Design Of(IEnumerable<string> fields)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "dut",
            ["group"] = "8",
            ["lanes"] = "2",
            ["rows"] = "2",
            ["columns"] = "3",
        };
        foreach (string field in fields)
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            last[field[..equals]] = field[(equals + 1)..];
        }

        return DesignLoader.Parse("{}"u8, "dut.yaml", last.Select(field => $"{field.Key}={field.Value}"));
    }
}
