using System.Globalization;
using MixPe.Flow.Tools.Yosys;

namespace MixPe.Flow.Synthesis.Timing;

/// <summary>A path as a person would say it: from which register, through what, to which.</summary>
public static class PathWords
{
    /// <summary>The words for a netlist's slowest path.</summary>
    /// <param name="candidate">The netlist.</param>
    public static string Of(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        TimingPath path = candidate.Path;
        YosysModule top = YosysDocument.Parse(candidate.Netlist.Json).Modules[candidate.Netlist.Top];
        string cells = string.Join(", ", path.Steps.GroupBy(step => step.Cell)
            .OrderByDescending(group => group.Sum(step => step.DelayNs))
            .Select(group => string.Create(
                CultureInfo.InvariantCulture, $"{group.Count()} {group.Key} {group.Sum(step => step.DelayNs):0.00} ns")));
        return $"{Name(top, path.Start)} to {Name(top, path.End)} through {cells}";
    }

    // A register is known by the signal that it drives.
    private static string Name(YosysModule top, string instance)
    {
        if (!top.Cells.TryGetValue(instance, out YosysCell? cell))
        {
            return instance;
        }

        HashSet<YosysBit> driven =
        [
            .. cell.PortDirections.Where(port => port.Value == "output").SelectMany(port => cell.Connections[port.Key]),
        ];
        foreach (var (name, signal) in top.Netnames.Where(signal => signal.Value.HideName == 0).OrderBy(one => one.Key.Length))
        {
            for (int i = 0; i < signal.Bits.Count; i++)
            {
                if (driven.Contains(signal.Bits[i]))
                {
                    return signal.Bits.Count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]");
                }
            }
        }

        return instance;
    }
}
