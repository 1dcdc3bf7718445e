using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Flow.Formal;
using MixPe.Sim.Processes;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>OpenSTA, which times the same netlists.</summary>
internal static partial class OpenSta
{
    private const int Period = 100;
    private static readonly ExternalTool Tool = new("sta", "2.0.17 or newer", "install the package 'opensta'");

    /// <summary>The time that each end of a path is left with, subtracted from the period: what it needs, in
    /// ns.</summary>
    /// <param name="module">The netlist.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="slew">Slew of the inputs in ns.</param>
    /// <param name="load">Load of the outputs in pF.</param>
    public static IReadOnlyDictionary<string, double> Ends(
        MappedModule module, string clock, double slew = 0, double load = 0)
    {
        try
        {
            ToolProcess.Locate(Tool);
        }
        catch (ToolException e)
        {
            Assert.Ignore(e.Message);
        }

        File.WriteAllText(Path.Combine(module.Folder, "time.tcl"), string.Create(CultureInfo.InvariantCulture, $"""
            read_liberty {ProofPlan.Osu018}
            read_verilog mapped.v
            link_design {module.Top}
            create_clock -name clock -period {Period} [get_ports {clock}]
            set_input_delay 0 -clock clock [all_inputs]
            set_output_delay 0 -clock clock [all_outputs]
            set_input_transition {slew} [all_inputs]
            set_input_transition 0 [get_ports {clock}]
            set_load {load} [all_outputs]
            report_checks -digits 6 -group_count 100000 -format end
            """));
        ToolResult result = ToolProcess.RunChecked(
            new ToolCommand(Tool, ["-exit", "time.tcl"]) { WorkingDirectory = module.Folder });
        return End().Matches(result.Output).ToDictionary(
            match => match.Groups["name"].Value,
            match => Period - double.Parse(match.Groups["slack"].Value, CultureInfo.InvariantCulture),
            StringComparer.Ordinal);
    }

    // name (cell) required delay slack (MET)
    [GeneratedRegex(@"^(?<name>\S+) \(\w+\)\s+[\d.-]+\s+[\d.-]+\s+(?<slack>[\d.-]+) \(\w+\)", RegexOptions.Multiline)]
    private static partial Regex End();
}
