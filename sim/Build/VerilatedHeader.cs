using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Generator.Bundles;

namespace MixPe.Sim.Build;

/// <summary>The port list in the header of a verilated model: lines as <c>VL_INW(&amp;w_i,299,0,10);</c>.</summary>
internal static partial class VerilatedHeader
{
    /// <summary>Verilator's C++ name of a port: C++ reserves two underscores in a row.</summary>
    public static string CppName(string name) => name.Replace("__", "___05F", StringComparison.Ordinal);

    /// <summary>Compares a port table with the header.</summary>
    /// <exception cref="PortTableMismatchException">They differ.</exception>
    public static void Check(ModuleSpec module, string header)
    {
        var seen = PortLine().Matches(header).Select(Port).ToDictionary(port => port.Name);
        var differences = new List<string>();
        foreach (var port in module.Ports)
        {
            if (!seen.Remove(CppName(port.Name), out var actual))
            {
                differences.Add($"port {port.Name} is not in it (or is no packed vector)");
                continue;
            }

            if (actual.Bits != port.Bits)
            {
                differences.Add($"port {port.Name} has {actual.Bits} bits, {port.Bits} in the table");
            }

            if (actual.Direction != port.Direction)
            {
                differences.Add($"port {port.Name} is an {Word(actual.Direction)}, an {Word(port.Direction)} in the table");
            }
        }

        differences.AddRange(seen.Values.Select(port => $"port {port.Name} is not in the table"));
        if (differences.Count > 0)
        {
            throw new PortTableMismatchException(module.Name, differences);
        }
    }

    private static string Word(PortDirection direction) =>
        direction == PortDirection.Input ? "input" : "output";

    private static VerilatedPort Port(Match line)
    {
        int high = int.Parse(line.Groups["high"].Value, CultureInfo.InvariantCulture);
        int low = int.Parse(line.Groups["low"].Value, CultureInfo.InvariantCulture);
        var direction = line.Groups["direction"].Value == "IN" ? PortDirection.Input : PortDirection.Output;
        return new VerilatedPort(line.Groups["name"].Value, direction, Math.Abs(high - low) + 1);
    }

    [GeneratedRegex(@"^\s*VL_(?<direction>IN|OUT)(8|16|64|W|)\(&(?<name>\w+),(?<high>-?\d+),(?<low>-?\d+)(,\d+)?\);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex PortLine();
}
