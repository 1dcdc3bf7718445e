namespace MixPe.Flow.Cells;

/// <summary>An internal_power group of a pin: the energy that a cell takes inside when the pin changes.</summary>
public sealed record PowerArc
{
    /// <summary>The pin whose change causes that of an output; null if it does not matter, and for an input.</summary>
    public string? RelatedPin { get; init; }

    /// <summary>In which states it holds; null for those that no other has.</summary>
    public BooleanFunction? When { get; init; }

    /// <summary>Energy of a rising edge, in J, over input slew (ns) and, for an output, load (pF).</summary>
    public LookupTable? RisePower { get; init; }

    /// <summary>Energy of a falling edge, in J, over input slew (ns) and, for an output, load (pF).</summary>
    public LookupTable? FallPower { get; init; }

    /// <summary>Energy of an edge, in J; 0 if the library has none.</summary>
    /// <param name="isRise">A rising edge of the pin.</param>
    /// <param name="slew">Slew of the input, in ns.</param>
    /// <param name="load">Load of the output, in pF.</param>
    public double Energy(bool isRise, double slew, double load) =>
        (isRise ? RisePower : FallPower)?.At(slew, load) ?? 0;
}
