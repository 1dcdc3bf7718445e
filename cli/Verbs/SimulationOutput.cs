using System.Globalization;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>How a simulated GEMM is shown.</summary>
internal static class SimulationOutput
{
    /// <summary>The JSON document.</summary>
    public static object Document(SimulationReport report) => new
    {
        Design = report.Design.Name,
        Shape = new { report.M, report.N, report.K },
        report.Design.Slices,
        WideGroups = WideGroups(report.Design),
        report.Compared,
        report.Mismatches,
        report.Run.Cycles,
        report.Run.PredictedCycles,
        report.Run.Macs,
        report.Run.Utilization,
        SqnrDb = JsonOutput.Finite(report.Fidelity.SqnrDb),
        MaxAbsError = JsonOutput.Finite(report.Fidelity.MaxAbsError),
        Cosine = JsonOutput.Finite(report.Fidelity.Cosine),
    };

    /// <summary>The groups of K, the first ones, whose activations have all slices; null where all groups have.</summary>
    internal static int? WideGroups(Design design) => design.WideGroups < int.MaxValue ? design.WideGroups : null;

    /// <summary>Of a sliced design how many slices its activations have, behind a comma.</summary>
    internal static string Slices(Design design) => !design.IsSliced ? ""
        : WideGroups(design) is { } groups
        ? string.Create(CultureInfo.InvariantCulture, $", activations of {design.Slices} slices in the first {groups} groups of K, else 1")
        : design.Slices == 1 ? ", activations of 1 slice"
        : string.Create(CultureInfo.InvariantCulture, $", activations of {design.Slices} slices");

    /// <summary>The lines for people.</summary>
    public static void Write(TextWriter output, SimulationReport report)
    {
        var design = report.Design;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{design.Name}: {design.Weights} by {design.ActivationNumbers}, {design.Rows}x{design.Columns} PEs of {design.Lanes} lanes{Slices(design)}"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  GEMM [{report.M}, {report.K}] x [{report.K}, {report.N}]: {report.Compared} outputs compared, {report.Mismatches} mismatches"));
        foreach (Mismatch mismatch in report.First)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  y[{mismatch.Row}, {mismatch.Column}]: golden {mismatch.Expected:x8}, RTL {mismatch.Actual:x8}"));
        }

        string predicted = report.Run.PredictedCycles is { } cycles
            ? string.Create(CultureInfo.InvariantCulture, $" ({cycles} predicted)")
            : "";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  cycles {report.Run.Cycles}{predicted}, of them stalled {report.Run.Stalls}; MAC utilization {report.Run.Utilization:P2}"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  against FP64: SQNR {report.Fidelity.SqnrDb:F2} dB, largest error {report.Fidelity.MaxAbsError:G4}, cosine {report.Fidelity.Cosine:F6}"));
    }
}
