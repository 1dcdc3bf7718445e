using System.Globalization;
using System.Text.Json;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Runners;
using MixPe.Flow.Verify.Units;
using MixPe.Flow.Verify.Values;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Sim.Host;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Drawings;

/// <summary>Two short groups, one after the other, through the array with two rows and as few columns as it may have: its ports, cycle by
/// cycle, as the RTL has them in Icarus Verilog.</summary>
/// <param name="library">What draws.</param>
public sealed class GroupTiming(DrawingLibrary library)
{
    private const int Rows = 2;
    private const int MostBeats = 4;
    private const int ResetCycles = 2;
    private const int CyclesAfter = 2;

    // A port that is wider shows how many values it has had, not the value.
    private const int Word = 32;
    private const char Numbered = '#';

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Draws it.</summary>
    /// <param name="bundle">The design.</param>
    /// <param name="cancellation">Stops the tools.</param>
    /// <returns>The picture in SVG, or the first bit in which the RTL differs from the golden model.</returns>
    /// <exception cref="ToolException">A tool is missing or failed.</exception>
    public (string? Picture, Mismatch? Mismatch) Draw(RtlBundle bundle, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        Design design = Small(bundle.Design);
        UnitCheck check = new("draw/group", "array", VerifyLevel.Quick, "two short groups", _ => true, _ => [])
        {
            Variant = new UnitVariant("group", Parameters(design)),
        };
        Datapath path = new(design);
        Random random = new(1);
        int k = Math.Min(design.Group, MostBeats * design.Lanes);
        ArrayTile[] tiles =
        [
            .. Enumerable.Range(0, 2).Select(_ => new ArrayTile(
                RandomOperands.Plain(design.Array, random, design.Rows, design.Columns, k), 0, -1, 0)
            {
                Slices = design.HasRunTimeSlices ? design.Slices : 0,
            }),
        ];
        RecordLayout layout = new(UnitBench.Text(bundle, check).Top);
        Stimulus stimulus = ArrayChecks.Render(layout, path, tiles);
        return new IcarusRunner(bundle).Run(check, stimulus, 0, cancellation) is { } mismatch
            ? (null, mismatch)
            : (library.Timing(Signals(design, stimulus), Title(design, k), cancellation), null);
    }

    private static Design Small(Design design)
    {
        Design small = design with { Rows = Rows, Columns = design.SharedColumns, DequantUnits = 1 };
        return small.IsWeightStationary ? small with { Group = Rows * small.Lanes } : small;
    }

    private static Dictionary<string, int> Parameters(Design design)
    {
        Dictionary<string, int> parameters = new() { ["Rows"] = design.Rows, ["Columns"] = design.Columns };
        if (!design.IsWeightStationary)
        {
            parameters["Units"] = design.DequantUnits;
        }

        return parameters;
    }

    private static string Title(Design design, int k) => string.Create(
        CultureInfo.InvariantCulture,
        $"{design.Name}_array with {design.Rows} rows and {(design.Columns == 1 ? "one column" : $"{design.Columns} columns")}: two groups of {k}, of {design.Lanes} products a beat");

    private static string Signals(Design design, Stimulus stimulus)
    {
        RecordLayout layout = stimulus.Layout;
        PortSlice valid = layout["y_valid_o"];
        int last = Enumerable.Range(0, stimulus.Cycles).Last(cycle => stimulus.ExpectedField(cycle, valid, 0, valid.Bits) != 0);
        int[] cycles = [.. Enumerable.Range(ResetCycles, Math.Min(stimulus.Cycles, last + 1 + CyclesAfter) - ResetCycles)];
        IEnumerable<object> signals =
        [
            new { Name = "clk_i", Wave = "p".PadRight(cycles.Length, '.') },
            .. layout.Inputs.Where(port => port.Name != "rst_ni").Select(port => Input(stimulus, port, cycles)),
            .. layout.Outputs.Select(port => Output(design, stimulus, port, cycles)),
        ];
        return JsonSerializer.Serialize(
            new { Signal = signals, Config = new { Hscale = 2 }, Foot = new { Tick = 0 } }, Options);
    }

    // What has no meaning without a beat is shown as unknown.
    private static object Input(Stimulus stimulus, PortSlice port, int[] cycles)
    {
        bool isControl = port.Name == "valid_i";
        return Signal(port, cycles, cycle =>
            stimulus.IsFree(cycle, port) || (!isControl && stimulus.Input(cycle, "valid_i") == 0 && !IsWeightsBehind(stimulus, port)) ? null
            : port.Bits <= Word ? Hexadecimal(stimulus.InputField(cycle, port, 0, port.Bits), port.Bits)
            : string.Create(CultureInfo.InvariantCulture, $"{Numbered}{cycle}"));
    }

    // Weights of a weight-stationary array come without a valid of their own, some cycles after their group's first row.
    private static bool IsWeightsBehind(Stimulus stimulus, PortSlice port) =>
        port.Name == "w_i" && !stimulus.Layout.Inputs.Any(input => input.Name == "last_i");

    private static object Output(Design design, Stimulus stimulus, PortSlice port, int[] cycles) => Signal(port, cycles, cycle =>
        !stimulus.Cares(cycle) ? null
        : port.Name == "y_o" && port.Bits == design.Array.Output.Bits
            ? Number(design.Array.Output.Bits, stimulus.ExpectedField(cycle, port, 0, port.Bits), design)
        : port.Bits <= Word ? Hexadecimal(stimulus.ExpectedField(cycle, port, 0, port.Bits), port.Bits)
        : Numbered + string.Concat(Enumerable.Range(0, port.Words).Select(word => Hexadecimal(
            stimulus.ExpectedField(cycle, port, word * Word, Math.Min(Word, port.Bits - (word * Word))), Word))));

    // A value is drawn where it begins; a wide one is a number in its order.
    private static object Signal(PortSlice port, int[] cycles, Func<int, string?> value)
    {
        List<char> wave = [];
        List<string> data = [];
        string? before = "nothing";
        int wide = 0;
        foreach (int cycle in cycles)
        {
            string? now = value(cycle);
            bool isSame = now == before;
            wave.Add(isSame ? '.' : now is null ? 'x' : port.Bits == 1 ? now[^1] : '=');
            if (!isSame && now is not null && port.Bits > 1)
            {
                data.Add(now[0] == Numbered ? (wide++).ToString(CultureInfo.InvariantCulture) : now);
            }

            before = now;
        }

        return new { port.Name, Wave = string.Concat(wave), Data = data };
    }

    private static string Hexadecimal(ulong value, int bits) =>
        value.ToString($"x{(bits + 3) / 4}", CultureInfo.InvariantCulture);

    private static string Number(int bits, ulong pattern, Design design)
    {
        double number = bits == 32 ? BitConverter.UInt32BitsToSingle((uint)pattern)
            : design.Array.Output == NumberFormats.Fp16 ? (double)BitConverter.UInt16BitsToHalf((ushort)pattern)
            : BitConverter.UInt32BitsToSingle((uint)pattern << 16);
        return number.ToString("G5", CultureInfo.InvariantCulture);
    }
}
