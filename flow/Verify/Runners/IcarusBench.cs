using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Host;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Verify.Runners;

/// <summary>Gives a stimulus to Icarus Verilog: a second simulator, by other people, with four-valued signals that
/// start unknown. A bit that must be 0 or 1 and is unknown is a mismatch.</summary>
public static partial class IcarusBench
{
    private const string Top = "mixpe_bench";
    private const string Data = "stimulus.hex";

    /// <summary>Runs a stimulus.</summary>
    /// <param name="sources">The unit's sources.</param>
    /// <param name="top">The unit.</param>
    /// <param name="stimulus">What it is given.</param>
    /// <param name="cancellation">Stops the tools.</param>
    /// <returns>The first difference, or the words of an assertion that failed; null if all is right.</returns>
    /// <exception cref="ToolException">Icarus Verilog is missing or fails.</exception>
    public static Mismatch? FirstMismatch(
        IReadOnlyList<BundleFile> sources,
        ModuleSpec top,
        Stimulus stimulus,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(top);
        ArgumentNullException.ThrowIfNull(stimulus);
        using SourceFolder folder = new(sources);
        string[] files = [.. folder.Files, folder.Add("bench.sv", Text(top, stimulus))];
        folder.Add(Data, Memory(stimulus));
        ToolProcess.RunChecked(
            new ToolCommand(ExternalTool.Iverilog, ["-g2012", "-s", Top, "-o", "bench.vvp", .. files])
            {
                WorkingDirectory = folder.Path,
            },
            cancellation);
        ToolResult result = ToolProcess.RunChecked(
            new ToolCommand(ExternalTool.Vvp, ["-n", "bench.vvp"]) { WorkingDirectory = folder.Path }, cancellation);
        return Read(result, stimulus.Cycles);
    }

    private static Mismatch? Read(ToolResult result, int cycles)
    {
        string[] lines = [.. result.Lines];
        int at = Array.FindIndex(lines, line =>
            line.StartsWith("MISMATCH ", StringComparison.Ordinal) || line.StartsWith("ERROR", StringComparison.Ordinal));
        if (at < 0)
        {
            // A bench that ends early has compared nothing.
            return lines.Contains("DONE")
                ? null
                : new Mismatch(cycles - 1, $"the bench did not end: {string.Join('\n', result.LastLines(3))}");
        }

        string[] words = lines[at].Split(' ', 3);
        return words[0] == "MISMATCH"
            ? new Mismatch(int.Parse(words[1], CultureInfo.InvariantCulture), $"in Icarus {words[2]}")
            : new Mismatch(CycleOf(lines[at..], cycles), $"in Icarus {lines[at].Trim()}");
    }

    // An assertion's second line has the time: two steps a cycle.
    private static int CycleOf(IEnumerable<string> lines, int cycles) => lines
        .Select(line => AssertionTime().Match(line)).FirstOrDefault(match => match.Success) is { } time
        ? Math.Min(cycles - 1, int.Parse(time.Groups[1].ValueSpan, CultureInfo.InvariantCulture) / 2)
        : cycles - 1;

    [GeneratedRegex(@"^\s*Time:\s*([0-9]+)")]
    private static partial Regex AssertionTime();

    // One line a cycle: inputs, those of no meaning, expected bits, bits that count; words of a port least significant last.
    private static string Memory(Stimulus stimulus)
    {
        var text = new StringBuilder();
        RecordLayout layout = stimulus.Layout;
        for (int cycle = 0; cycle < stimulus.Cycles; cycle++)
        {
            Append(text, stimulus.Inputs.Slice(cycle * layout.InputWords, layout.InputWords));
            Append(text, stimulus.Free.Slice(cycle * layout.InputWords, layout.InputWords));
            Append(text, stimulus.Expected.Slice(cycle * layout.OutputWords, layout.OutputWords));
            Append(text, stimulus.Care.Slice(cycle * layout.OutputWords, layout.OutputWords));
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ReadOnlySpan<uint> words)
    {
        for (int i = words.Length - 1; i >= 0; i--)
        {
            text.Append(words[i].ToString("x8", CultureInfo.InvariantCulture));
        }
    }

    private static string Text(ModuleSpec top, Stimulus stimulus)
    {
        RecordLayout layout = stimulus.Layout;
        int inBits = 32 * layout.InputWords;
        int outBits = 32 * layout.OutputWords;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            module {{Top}};
              reg [{{2 * (inBits + outBits) - 1}}:0] memory [0:{{stimulus.Cycles - 1}}];
              reg [{{inBits - 1}}:0] given, free;
              wire [{{inBits - 1}}:0] in = given ^ (free & {{inBits}}'bx);
              reg [{{outBits - 1}}:0] want, care;

            """);
        foreach (PortSlice port in layout.Inputs)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"  wire [{port.Bits - 1}:0] {port.Name} = in[{32 * port.Offset}+:{port.Bits}];\n");
        }

        foreach (PortSlice port in layout.Outputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"  wire [{port.Bits - 1}:0] {port.Name};\n");
        }

        string ports = string.Join(", ", top.Ports.Select(port => port.Role == PortRole.Clock
            ? $".{port.Name}(clock)"
            : $".{port.Name}({port.Name})"));
        text.Append(CultureInfo.InvariantCulture, $"  reg clock = 1'b0;\n  {top.Name} u_dut ({ports});\n");
        string found = string.Join(", ", layout.Outputs.Reverse().Select(port => port.Bits % 32 == 0
            ? port.Name
            : string.Create(CultureInfo.InvariantCulture, $"{32 - (port.Bits % 32)}'d0, {port.Name}")));
        text.Append(CultureInfo.InvariantCulture, $$"""
              wire [{{outBits - 1}}:0] found = { {{found}} };
              integer i;
              initial begin
                $readmemh("{{Data}}", memory);
                for (i = 0; i < {{stimulus.Cycles}}; i = i + 1) begin
                  {given, free, want, care} = memory[i];
                  #1;
                  if (((found ^ want) & care) !== {{outBits}}'d0) begin
                    $display("MISMATCH %0d outputs are %h, not %h in the bits %h", i, found, want, care);
                    $finish(0);
                    i = {{stimulus.Cycles}};
                  end
                  clock = 1'b1;
                  #1;
                  clock = 1'b0;
                end
                $display("DONE");
                $finish(0);
              end
            endmodule

            """);
        return text.ToString();
    }
}
