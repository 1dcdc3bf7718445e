using System.Globalization;
using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Synthesis.Timing;
using MixPe.Generator.Rtl;

namespace MixPe.Cli.Verbs;

/// <summary>How the figures of a synthesis are shown.</summary>
internal static class SynthesisOutput
{
    private const double ToPs = 1000;
    private const double ToPj = 1e12;

    /// <summary>The JSON document: the figures of the first period, and of all.</summary>
    public static object Document(SynthesisReport report)
    {
        SynthesisPoint first = report.Points[0];
        return new
        {
            Design = report.Design.Name,
            report.Design.Unit,
            Library = report.Library.Name,
            report.Tools,
            ClockNs = JsonOutput.Finite(first.PeriodNs),
            AreaUm2 = first.Design.Best?.Area,
            Nand2 = Nand2(report, first.Design),
            DelayPs = ToPs * first.Design.Best?.DelayNs,
            EnergyPjPerMac = ToPj * first.Design.Energy?.PerMac,
            Baselines = first.Baselines.Select(baseline => Baseline(report, first, baseline)),
            Points = report.Points.Select(point => new
            {
                ClockNs = JsonOutput.Finite(point.PeriodNs),
                Design = Figure(report, point.Design),
                Baselines = point.Baselines.Select(baseline => Baseline(report, point, baseline)),
            }),
        };
    }

    /// <summary>The tables for people.</summary>
    public static void Write(TextWriter output, SynthesisReport report)
    {
        SynthesisSubject own = report.Design;
        output.WriteLine(Words(own));
        output.WriteLine(LibraryWords(report));
        foreach (SynthesisPoint point in report.Points)
        {
            Write(output, report, point);
        }
    }

    /// <summary>What the cells are.</summary>
    internal static string LibraryWords(SynthesisReport report) =>
        $"{report.Library.Name}, typical corner as the file has it, no wires; 1 NAND2 = {Number(report.Library.Cells.Nand2Area)} µm²";

    /// <summary>The table of a period, a line for each unit.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="report">The synthesis.</param>
    /// <param name="point">The units at the period.</param>
    /// <param name="own">What the others are baselines of; null if none is.</param>
    internal static void WriteFigures(TextWriter output, SynthesisReport report, SynthesisPoint point, SynthesisFigure? own)
    {
        output.WriteLine();
        output.WriteLine(double.IsFinite(point.PeriodNs) ? $"at {Number(point.PeriodNs)} ns" : "no limit");
        int width = Math.Max(12, point.All.Max(figure => figure.Subject.Name.Length));
        output.WriteLine(
            $"  {"".PadRight(width)} {"area µm²",10} {"NAND2",8} {"a MAC",8} {"ns",7} {"pJ a MAC",9} {"glitches",8} "
            + $"{(own is null ? "" : "of area"),8} {(own is null ? "" : "of energy"),9} {"checked",9}  recipe");
        foreach (SynthesisFigure figure in point.All)
        {
            output.WriteLine($"  {figure.Subject.Name.PadRight(width)} {Line(report, own, figure)}");
        }
    }

    private static void Write(TextWriter output, SynthesisReport report, SynthesisPoint point)
    {
        WriteFigures(output, report, point, point.Design);
        if (point.Design.Best is not { } best)
        {
            return;
        }

        foreach (string line in Shares(report, best))
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine($"  slowest path: {PathWords.Of(best)}");
    }

    private static string Line(SynthesisReport report, SynthesisFigure? own, SynthesisFigure figure)
    {
        if (figure.Best is not { } best)
        {
            CandidateSet set = report.Sets.Single(one => one.Subject == figure.Subject).Set;
            return $"misses it; its shortest is {Number(set.FastestNs)} ns";
        }

        bool isBaseline = figure != own && own?.Best is not null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{best.Area,10:0} {Nand2(report, figure),8:0} {figure.AreaPerMac,8:0.0} {best.DelayNs,7:0.000} "
            + $"{ToPj * figure.Energy?.PerMac,9:0.000} {figure.Energy?.Glitches / figure.Energy?.PerMac,8:0 %} "
            + $"{(isBaseline ? AreaRatio(own!, figure) : null),8:0.000} "
            + $"{(isBaseline ? own!.Energy?.PerMac / figure.Energy?.PerMac : null),9:0.000} {figure.Checked,9}  {best.Recipe.Name}");
    }

    // What is in it: registers, adders and the rest, or the modules of an array.
    private static IEnumerable<string> Shares(SynthesisReport report, Candidate best)
    {
        IReadOnlyList<ModuleCells> modules = best.Netlist.Modules();
        TargetLibrary library = report.Library;
        string Share(string name, double area) =>
            string.Create(CultureInfo.InvariantCulture, $"{name} {area / best.Area:0.0 %}");
        if (modules.Count > 1)
        {
            yield return "area: " + string.Join(", ", modules.OrderByDescending(module => module.Times * module.Area(library))
                .Select(module => Share($"{module.Times} x {module.Name}", module.Times * module.Area(library))));
        }

        double registers = modules.Sum(module => module.Times * module.RegisterArea(library));
        double adders = library.FullAdder is { } cell
            ? modules.Sum(module => module.Times * module.Cells.GetValueOrDefault(cell.Name) * library.Areas[cell.Name])
            : 0;
        yield return "area: " + string.Join(", ", new[]
        {
            Share("registers", registers), Share("full adders", adders), Share("gates", best.Area - registers - adders),
        });
    }

    private static string Words(SynthesisSubject subject)
    {
        var design = subject.Bundle.Design;
        string accumulator = subject.Macs > 0
            ? $", {design.Lanes} products {(design.Passes > 1 ? $"in {design.Passes} cycles" : "a cycle")} in a PE, accumulator of {new Datapath(design).AccWidth} bits"
            : "";
        string shared = subject.Unit == SynthesisSubject.Pe && design.SharedColumns > 1
            ? "; without the registers of its activations, which columns share: --unit array counts them"
            : "";
        return $"{subject.Name}, {subject.Unit}: {design.Weights} by {design.Activations}{accumulator}{shared}";
    }

    /// <summary>A unit's figure in JSON.</summary>
    internal static object Figure(SynthesisReport report, SynthesisFigure figure) => new
    {
        figure.Subject.Name,
        AreaUm2 = figure.Best?.Area,
        Nand2 = Nand2(report, figure),
        AreaUm2PerMac = figure.AreaPerMac,
        DelayPs = ToPs * figure.Best?.DelayNs,
        EnergyPjPerMac = ToPj * figure.Energy?.PerMac,
        GlitchPjPerMac = ToPj * figure.Energy?.Glitches,
        Recipe = figure.Best?.Recipe.Name,
        figure.Checked,
        Modules = figure.Subject.Kept.Count == 0 ? null : figure.Best?.Netlist.Modules().Select(module => new
        {
            module.Name,
            module.Times,
            AreaUm2 = module.Area(report.Library),
        }),
    };

    private static object Baseline(SynthesisReport report, SynthesisPoint point, SynthesisFigure figure) => new
    {
        figure.Subject.Name,
        AreaUm2 = figure.Best?.Area,
        Nand2 = Nand2(report, figure),
        DelayPs = ToPs * figure.Best?.DelayNs,
        EnergyPjPerMac = ToPj * figure.Energy?.PerMac,
        AreaRatio = AreaRatio(point.Design, figure),
        EnergyRatio = point.Design.Energy?.PerMac / figure.Energy?.PerMac,
        Recipe = figure.Best?.Recipe.Name,
        figure.Checked,
    };

    // A product, since PEs may have other numbers of lanes.
    private static double? AreaRatio(SynthesisFigure own, SynthesisFigure figure) => own.AreaPerMac / figure.AreaPerMac;

    private static double? Nand2(SynthesisReport report, SynthesisFigure figure) =>
        figure.Best?.Area / report.Library.Cells.Nand2Area;

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
