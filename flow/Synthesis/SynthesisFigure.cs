namespace MixPe.Flow.Synthesis;

/// <summary>A unit at a period.</summary>
/// <param name="Subject">The unit.</param>
/// <param name="Best">The smallest netlist that meets the period; null if none does.</param>
/// <param name="Checked">Results of that netlist compared with the golden model.</param>
public sealed record SynthesisFigure(SynthesisSubject Subject, Candidate? Best, long Checked)
{
    /// <summary>Energy of its netlist; null where it has no netlist, and where it is not measured.</summary>
    public EnergyFigure? Energy { get; init; }

    /// <summary>Area a product a cycle that it makes or serves, in the library's unit; null where there is none.</summary>
    public double? AreaPerMac => Best is { } best && Subject.Served > 0 ? best.Area / Subject.Served : null;
}
