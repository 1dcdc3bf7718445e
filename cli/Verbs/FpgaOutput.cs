using System.Globalization;
using MixPe.Flow.Synthesis.Fpga;

namespace MixPe.Cli.Verbs;

/// <summary>How the figures of an FPGA are shown.</summary>
internal static class FpgaOutput
{
    /// <summary>The JSON document.</summary>
    public static object Document(FpgaReport report) => new
    {
        Design = report.Design.Subject.Name,
        report.Design.Subject.Unit,
        Target = report.Family.Name,
        report.Design.Luts,
        report.Design.Carries,
        report.Design.Registers,
        report.Design.Mhz,
        report.Design.Checked,
        Baselines = report.Baselines.Select(baseline => new
        {
            baseline.Subject.Name,
            baseline.Luts,
            baseline.Carries,
            baseline.Registers,
            baseline.Mhz,
            LutRatio = (double)report.Design.Luts / baseline.Luts,
            baseline.Checked,
        }),
    };

    /// <summary>The table for people.</summary>
    public static void Write(TextWriter output, FpgaReport report)
    {
        FpgaFigure[] all = [report.Design, .. report.Baselines];
        int width = Math.Max(12, all.Max(figure => figure.Subject.Name.Length));
        var design = report.Design.Subject.Bundle.Design;
        output.WriteLine(
            $"{design.Name}, {report.Design.Subject.Unit}: {design.Weights} by {design.Activations}; {report.Family.Name}, "
            + "no multipliers");
        output.WriteLine(
            $"  {"".PadRight(width)} {"LUTs",7} {"carries",8} {"registers",10} {"MHz",7} {"of LUTs",8} {"checked",9}");
        foreach (FpgaFigure figure in all)
        {
            double? ratio = figure == report.Design ? null : (double)report.Design.Luts / figure.Luts;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {figure.Subject.Name.PadRight(width)} {figure.Luts,7} {figure.Carries,8} {figure.Registers,10} "
                + $"{figure.Mhz,7:0.0} {ratio,8:0.000} {figure.Checked,9}"));
        }
    }
}
