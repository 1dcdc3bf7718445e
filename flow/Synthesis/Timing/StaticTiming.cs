using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis.Timing;

/// <summary>Static timing analysis of a netlist, by OpenSTA: an ideal clock, inputs that arrive with its edge through
/// the library's smallest buffer, outputs that are due at the next one, no wires.</summary>
public static partial class StaticTiming
{
    // Far beyond any path, so that the slack shows the delay.
    private const double PeriodNs = 1000;

    private const string ClockPort = "clk_i";

    /// <summary>The slowest path.</summary>
    /// <param name="netlist">The netlist.</param>
    /// <param name="unit">Its ports.</param>
    /// <param name="library">Its cells.</param>
    /// <param name="cancellation">Stops the tool.</param>
    /// <exception cref="ToolException">OpenSTA is missing or failed.</exception>
    public static TimingPath SlowestPath(
        MappedNetlist netlist, ModuleSpec unit, TargetLibrary library, CancellationToken cancellation)
    {
        using SourceFolder folder = new([new BundleFile("mapped.v", netlist.Verilog)]);
        folder.Add("cells.lib", WithoutWires(library));
        string port = unit.Ports.Any(one => one.Role == PortRole.Clock) ? $" [get_ports {ClockPort}]" : "";
        folder.Add("slowest.tcl", string.Create(CultureInfo.InvariantCulture, $$"""
            read_liberty cells.lib
            read_verilog mapped.v
            link_design {{netlist.Top}}
            create_clock -name clk -period {{PeriodNs / library.Cells.Units.Time}}{{port}}
            foreach input [all_inputs] {
              if {[get_property $input full_name] ne "{{ClockPort}}"} {
                set_input_delay 0 -clock clk $input
                set_driving_cell -lib_cell {{library.Buffer}} $input
              }
            }
            set_output_delay 0 -clock clk [all_outputs]
            set_load {{library.LoadPf / library.Cells.Units.Capacitance}} [all_outputs]
            report_checks -path_delay max -format full -digits 5
            exit
            """));
        ToolResult result = ToolProcess.RunChecked(
            new ToolCommand(SynthesisTools.OpenSta, ["-no_splash", "-exit", "slowest.tcl"])
            {
                WorkingDirectory = folder.Path,
            },
            cancellation);
        return Parse(result, netlist.Top, library.Cells.Units.Time);
    }

    // A library may have a default length of wires, which a netlist that nobody has placed has not.
    private static string WithoutWires(TargetLibrary library) => string.Join(
        '\n', File.ReadLines(library.File).Where(line => !line.Contains("default_wire_load", StringComparison.Ordinal)));

    /// <summary>Reads the report of one path.</summary>
    /// <param name="result">What the tool printed.</param>
    /// <param name="top">The module, for messages.</param>
    /// <param name="unitNs">Its unit of time, the library's, in ns.</param>
    public static TimingPath Parse(ToolResult result, string top, double unitNs)
    {
        // It goes on after an error, and exits with 0.
        string[] faults = [.. result.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal))];
        if (faults.Length > 0)
        {
            throw new ToolFailedException(SynthesisTools.OpenSta, "failed", faults);
        }

        string start = "", end = "";
        double slack = double.NaN;
        List<TimingStep> steps = [];
        bool isCapture = false;
        foreach (string line in result.Lines)
        {
            if (line.StartsWith("Startpoint: ", StringComparison.Ordinal))
            {
                start = Word(line);
            }
            else if (line.StartsWith("Endpoint: ", StringComparison.Ordinal))
            {
                end = Word(line);
            }
            else if (line.Contains("data arrival time", StringComparison.Ordinal))
            {
                isCapture = true;
            }
            else if (Slack().Match(line) is { Success: true } found)
            {
                slack = unitNs * Number(found.Groups[1].Value);
            }
            else if (!isCapture && Step().Match(line) is { Success: true } step)
            {
                steps.Add(new TimingStep(
                    step.Groups[2].Value, step.Groups[3].Value, step.Groups[4].Value,
                    unitNs * Number(step.Groups[1].Value)));
            }
        }

        return double.IsNaN(slack)
            ? throw new ToolFailedException(SynthesisTools.OpenSta, $"reports no path of {top}", result.LastLines(10))
            : new TimingPath(PeriodNs - slack, start, end, [.. Outputs(steps)]);
    }

    // Of each cell the pin that the path leaves it by: OpenSTA lists clock pins and end points too.
    private static IEnumerable<TimingStep> Outputs(List<TimingStep> steps) =>
        steps.Where((step, i) => step.DelayNs > 0 && (i + 1 == steps.Count || steps[i + 1].Instance != step.Instance));

    private static string Word(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(-?[\d.]+)\s+slack")]
    private static partial Regex Slack();

    [GeneratedRegex(@"^\s*(-?[\d.]+)\s+-?[\d.]+\s+[\^v]\s+(\S+)/(\S+)\s+\((\S+)\)")]
    private static partial Regex Step();
}
