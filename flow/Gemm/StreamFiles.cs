using System.Globalization;
using System.Numerics;
using System.Text;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Golden;
using MixPe.Sim.Devices.Tile;

namespace MixPe.Flow.Gemm;

/// <summary>Writes a job as the beats of a tile's streams, for a test bench of any kind: $readmemh reads them.</summary>
public static class StreamFiles
{
    private const string JobFile = "job.svh";

    /// <summary>Writes x.hex, w.hex, y.hex and, where there are addends, c.hex, a beat a line as {TLAST, TKEEP, TDATA}, and job.svh with sizes and counts; an
    /// older job there is replaced whole.</summary>
    /// <param name="directory">Directory.</param>
    /// <param name="design">The design, with the slices of the job.</param>
    /// <param name="operands">The job.</param>
    /// <param name="outputs">[M, N] bit patterns of Y.</param>
    /// <exception cref="InputException">Something else is there.</exception>
    public static void Write(string directory, Design design, GemmOperands operands, uint[] outputs)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(operands);
        ArgumentNullException.ThrowIfNull(outputs);
        Refuse(directory);
        AtomicDirectory.Write(
            AtomicDirectory.Resolve(directory), temporary => Fill(temporary, design, operands, outputs));
    }

    /// <summary>Refuses a directory that a job must not replace.</summary>
    /// <exception cref="InputException">It is a file, or it holds something and no job.</exception>
    public static void Refuse(string directory) => ReplacedDirectory.Refuse(directory, "a job's streams", JobFile);

    private static void Fill(string directory, Design design, GemmOperands operands, uint[] outputs)
    {
        TileShape shape = new(design);
        int x = Beats("x.hex", shape.XStream, OperandStreams.Activations(design, operands));
        int w = Beats("w.hex", shape.WStream, OperandStreams.Weights(design, operands));
        int y = Beats("y.hex", shape.YStream, ResultPackets.Of(
            design, new TileJob(operands.M, operands.N, operands.K), outputs));
        string files = design.HasAddend ? "x.hex, w.hex, c.hex and y.hex" : "x.hex, w.hex and y.hex";
        StringBuilder text = new($"// A job of {design.Name}: beats of the streams in {files}.\n");
        List<(string Name, int Value)> numbers =
        [
            ("M", operands.M), ("N", operands.N), ("K", operands.K), ("XBeats", x), ("WBeats", w), ("YBeats", y),
            ("XStream", shape.XStream), ("WStream", shape.WStream), ("YStream", shape.YStream),
        ];
        if (design.HasAddend)
        {
            int c = Beats("c.hex", shape.CStream, OperandStreams.Addends(design, operands));
            numbers.AddRange([("CBeats", c), ("CStream", shape.CStream)]);
        }

        if (operands.TensorScale is { } scale)
        {
            // A pattern; localparam int has a sign.
            numbers.Add(("TensorScale", (int)scale));
        }

        if (design.IsSliced)
        {
            numbers.Add(("Slices", design.Slices));
        }

        if (design.WideGroups < int.MaxValue)
        {
            numbers.Add(("WideGroups", design.WideGroups));
        }

        foreach (var (name, value) in numbers)
        {
            text.Append(CultureInfo.InvariantCulture, $"localparam int Job{name} = {value};\n");
        }

        File.WriteAllText(Path.Combine(directory, JobFile), text.ToString());

        int Beats(string name, int width, IEnumerable<StreamBeat> beats)
        {
            string[] lines = [.. beats.Select(beat => Line(beat, width))];
            File.WriteAllLines(Path.Combine(directory, name), lines);
            return lines.Length;
        }
    }

    private static string Line(StreamBeat beat, int width)
    {
        int digits = (1 + (width / 8) + width + 3) / 4;
        BigInteger word = (beat.Last ? BigInteger.One << (width + (width / 8)) : 0)
            | (Number(beat.Keep) << width) | Number(beat.Data);
        string text = word.ToString("x", CultureInfo.InvariantCulture);
        return text.TrimStart('0').PadLeft(digits, '0');
    }

    private static BigInteger Number(uint[] words) =>
        words.Reverse().Aggregate(BigInteger.Zero, (number, word) => (number << 32) | word);
}
