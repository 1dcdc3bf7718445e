namespace MixPe.Flow.Cells;

/// <summary>Finds out whether a library's internal energies have the energy of the load in them.</summary>
internal static class LoadShare
{
    /// <summary>See <see cref="CellLibrary.LoadShareOfInternalPower"/>.</summary>
    public static double Of(CellLibrary library)
    {
        List<double> shares = [];
        foreach (PowerArc arc in library.Cells.SelectMany(cell => cell.Outputs).SelectMany(pin => pin.Power))
        {
            if (arc is { RisePower: { Others.Count: > 1 } rise, FallPower: { Others.Count: > 1 } fall })
            {
                shares.Add((Growth(rise) + Growth(fall)) / (library.Voltage * library.Voltage * 1e-12));
            }
        }

        shares.Sort();
        return shares.Count == 0 ? 0 : shares[shares.Count / 2];
    }

    // J per pF, at the fastest input.
    private static double Growth(LookupTable table) =>
        (table.At(table.Slews[0], table.Others[^1]) - table.At(table.Slews[0], table.Others[0]))
        / (table.Others[^1] - table.Others[0]);
}
