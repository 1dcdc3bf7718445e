using System.CommandLine;
using System.Globalization;
using MixPe.Flow.Systems;
using MixPe.Generator.Systems;
using MixPe.Model.Metrics;

namespace MixPe.Cli.Verbs;

/// <summary>How systems are shown.</summary>
internal static class SystemOutput
{
    /// <summary>The named systems.</summary>
    public static void List(ParseResult parsed, bool asJson)
    {
        GemmSystem[] systems = [.. NamedSystems.All.Select(named => SystemLoader.Load(named.Name))];
        if (asJson)
        {
            JsonOutput.Write(parsed, systems.Select(system => new
            {
                system.Name,
                system.Description,
                system.Source,
                Designs = new[] { system.Dense, system.Down, system.Added }.OfType<Generator.Designs.Design>().Distinct().Select(design => design.Name),
            }));
            return;
        }

        int width = systems.Max(system => system.Name.Length);
        foreach (GemmSystem system in systems)
        {
            parsed.InvocationConfiguration.Output.WriteLine($"{system.Name.PadRight(width)}  {system.Description} ({system.Source})");
        }
    }

    /// <summary>The JSON document.</summary>
    public static object Document(SystemReport report) => new
    {
        System = report.System.Name,
        Shape = new { report.Shape.M, report.Shape.N, report.Shape.K },
        Parts = report.Parts.Select(part => new
        {
            part.Name,
            Design = part.Design.Name,
            Shape = new { part.Shape.M, part.Shape.N, part.Shape.K },
            part.Jobs,
            part.Macs,
            MacShare = ShareOf(part, report),
            part.Compared,
            part.Run.Mismatches,
            part.Run.Cycles,
            part.Run.PredictedCycles,
            part.Run.Utilization,
        }),
        report.Mismatches,
        report.Cycles,
        Whole = Of(report.Fidelity),
        Alone = Of(report.Alone),
    };

    /// <summary>The lines for people.</summary>
    public static void Write(TextWriter output, SystemReport report)
    {
        GemmSystem system = report.System;
        output.WriteLine($"{system.Name}: {system.Description}");
        output.WriteLine("  part   design            weights by activations  [M, K] x [K, N]                  MACs  share      cycles   predicted  mismatches");
        foreach (PartReport part in report.Parts)
        {
            string formats = $"{part.Design.Weights} by {part.Design.Activations}"
                + (part.Design.WideGroups < int.MaxValue ? $" and int{part.Design.SliceBits}" : "");
            string shape = part.Jobs == 1
                ? string.Create(CultureInfo.InvariantCulture, $"[{part.Shape.M}, {part.Shape.K}] x [{part.Shape.K}, {part.Shape.N}]")
                : string.Create(CultureInfo.InvariantCulture, $"{part.Jobs} jobs, K up to {part.Shape.K}");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {part.Name,-6} {part.Design.Name,-17} {formats,-23} {shape,-26}{part.Macs,11}{100 * ShareOf(part, report),5:F1} %{part.Run.Cycles,12}{part.Run.PredictedCycles,12}{part.Run.Mismatches,12}"));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {report.Parts.Sum(part => part.Compared)} outputs compared with the golden model, {report.Mismatches} mismatches; {(report.Parts.Count == 1 ? "the tile takes" : "the tiles one after the other take")} {report.Cycles} cycles"));
        string without = system.Method switch
        {
            SplitMethod.LowRank => "without the low-rank part",
            SplitMethod.SparseOutliers => "without outliers",
            SplitMethod.MixedBlocks => $"with all blocks in {system.Dense.Activations}",
            SplitMethod.MixedGroups => $"with all blocks in int{system.Dense.SliceBits}",
            _ => "without outlier columns",
        };
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  against FP64: SQNR {report.Fidelity.SqnrDb:F2} dB; {without} {report.Alone.SqnrDb:F2} dB"));
    }

    private static double ShareOf(PartReport part, SystemReport report) => (double)part.Macs / report.Macs;

    private static object Of(Fidelity fidelity) => new
    {
        SqnrDb = JsonOutput.Finite(fidelity.SqnrDb),
        MaxAbsError = JsonOutput.Finite(fidelity.MaxAbsError),
        Cosine = JsonOutput.Finite(fidelity.Cosine),
    };
}
