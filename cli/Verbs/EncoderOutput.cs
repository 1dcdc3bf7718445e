using System.Globalization;
using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;

namespace MixPe.Cli.Verbs;

/// <summary>How a run of the sentence encoder is shown.</summary>
internal static class EncoderOutput
{
    /// <summary>The JSON document.</summary>
    public static object Document(
        IReadOnlyList<string> sentences,
        IReadOnlyList<int> tokens,
        string codeRange,
        IReadOnlyList<EncoderReport> reports) =>
        new
        {
            Sentences = sentences,
            Tokens = tokens,
            CodeRange = codeRange,
            Designs = reports.Select(Design).ToArray(),
        };

    /// <summary>The lines for people about one design.</summary>
    public static void Write(TextWriter output, EncoderReport report)
    {
        var design = report.Design;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{design.Name}: {design.Weights} by {design.Activations}, a tile of ")
            + $"{design.Rows}x{design.Columns} PEs of {design.Lanes} lanes");
        output.WriteLine(
            "  GEMM                  [M, K] x [K, N]                cycles   predicted  utilization  SQNR to FP64");
        foreach (LayerRun layer in report.Layers)
        {
            HardwareRun run = layer.Hardware!;
            string name = $"{layer.Name,-22}[{layer.M}, {layer.K}] x [{layer.K}, {layer.N}]";
            Line(name, run.Cycles, run.PredictedCycles, run.Utilization, Decibels(layer.Fidelity.SqnrDb));
        }

        long predicted = report.Layers.Sum(layer => layer.Hardware!.PredictedCycles);
        Line("all", report.Cycles, predicted, report.Utilization, "");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {report.Compared} outputs compared with the golden model, {report.Mismatches} mismatches"));

        void Line(string name, long cycles, long expected, double utilization, string sqnr) => output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {name,-48}{cycles,11}{expected,12}{utilization,13:P1}{sqnr}"));
        string Decibels(double value) => string.Create(CultureInfo.InvariantCulture, $"{value,11:F2} dB");
    }

    /// <summary>The lines for people about the sentences.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> sentences, IReadOnlyList<EncoderReport> reports)
    {
        output.WriteLine("cosine between the embedding in FP32 and the quantized one");
        output.WriteLine(string.Concat(reports.Select(report => $"{report.Design.Name,14}")) + "  sentence");
        for (int i = 0; i < sentences.Count; i++)
        {
            Row(report => report.Sentences.Cosines[i], sentences[i]);
        }

        Row(report => report.Sentences.Cosines.Min(), "(the least)");
        output.WriteLine();
        int pairs = sentences.Count * (sentences.Count - 1) / 2;
        output.WriteLine($"ranking of the {pairs} pairs of sentences by similarity, beside FP32");
        foreach (EncoderReport report in reports)
        {
            var (ranking, nearest) = (report.Sentences.Ranking, report.Sentences.NearestKept);
            string changes = $"{ranking.Swapped} of {ranking.Pairs} orders change";
            string coefficients = string.Create(
                CultureInfo.InvariantCulture, $"Spearman {ranking.Spearman:F4}, Kendall {ranking.Kendall:F4}");
            output.WriteLine(
                $"  {report.Design.Name}: {(ranking.IsKept ? "kept" : "NOT kept")}: {changes}; {coefficients}; "
                + $"most similar sentence kept for {nearest} of {sentences.Count}");
        }

        void Row(Func<EncoderReport, double> value, string name)
        {
            foreach (EncoderReport report in reports)
            {
                output.Write(value(report).ToString("F4", CultureInfo.InvariantCulture).PadLeft(14));
            }

            output.WriteLine("  " + name);
        }
    }

    private static object Design(EncoderReport report) => new
    {
        Design = report.Design.Name,
        report.Compared,
        report.Mismatches,
        report.Cycles,
        report.Utilization,
        Gemms = report.Layers.Select(layer => new
        {
            layer.Name,
            Shape = new { layer.M, layer.N, layer.K },
            layer.Hardware!.Mismatches,
            layer.Hardware.Cycles,
            layer.Hardware.PredictedCycles,
            layer.Hardware.Utilization,
            SqnrDb = JsonOutput.Finite(layer.Fidelity.SqnrDb),
            MaxAbsError = JsonOutput.Finite(layer.Fidelity.MaxAbsError),
            Cosine = JsonOutput.Finite(layer.Fidelity.Cosine),
        }).ToArray(),
        report.Sentences.Cosines,
        LeastCosine = report.Sentences.Cosines.Min(),
        Ranking = new
        {
            Kept = report.Sentences.Ranking.IsKept,
            report.Sentences.Ranking.Pairs,
            report.Sentences.Ranking.Swapped,
            Spearman = JsonOutput.Finite(report.Sentences.Ranking.Spearman),
            Kendall = JsonOutput.Finite(report.Sentences.Ranking.Kendall),
            report.Sentences.NearestKept,
        },
    };
}
