namespace MixPe.Flow.Cells;

/// <summary>Finds out whether the internal energies of an output have the energy of the load in them.</summary>
internal static class LoadShare
{
    /// <summary>See <see cref="CellLibrary.LoadShareOfInternalPower"/>.</summary>
    public static double Of(LibraryPin output, double voltage)
    {
        double[] shares = [.. output.Power
            .Where(arc => arc is { RisePower.Others.Count: > 1, FallPower.Others.Count: > 1 })
            .Select(arc => (Growth(arc.RisePower!) + Growth(arc.FallPower!)) / (voltage * voltage * 1e-12))];
        return shares.Length == 0 ? 0 : shares.Average();
    }

    // J per pF, at the fastest input.
    private static double Growth(LookupTable table) =>
        (table.At(table.Slews[0], table.Others[^1]) - table.At(table.Slews[0], table.Others[0]))
        / (table.Others[^1] - table.Others[0]);
}
