using System.Globalization;

namespace MixPe.Flow.Formal;

/// <summary>What connects a harness with nets of the unit under proof, which is flat inside it: harness nets that are
/// not driven show the unit's, and the other way round.</summary>
/// <param name="instance">The unit's instance in the harness.</param>
internal sealed class HarnessProbes(string instance)
{
    private readonly List<(string From, string To)> _connections = [];

    /// <summary>Nets to drive, from others.</summary>
    public IReadOnlyList<(string From, string To)> Connections => _connections;

    /// <summary>Shows a net of the unit to the harness.</summary>
    /// <param name="net">The net in the unit.</param>
    /// <param name="probe">The harness' net.</param>
    public HarnessProbes Show(string net, string probe)
    {
        _connections.Add(($"{instance}.{net}", probe));
        return this;
    }

    /// <summary>Shows several nets side by side, number 0 lowest.</summary>
    /// <param name="count">How many.</param>
    /// <param name="net">From a number to the net in the unit.</param>
    /// <param name="probe">The harness' net.</param>
    public HarnessProbes ShowEach(int count, Func<string, string> net, string probe)
    {
        _connections.Add((
            string.Join(',', Numbers(count).Reverse().Select(number => $"{instance}.{net(number)}")), probe));
        return this;
    }

    /// <summary>Drives a net of each of several parts of the unit.</summary>
    /// <param name="count">How many.</param>
    /// <param name="source">The harness' net.</param>
    /// <param name="net">From a number to the net in the unit.</param>
    public HarnessProbes DriveEach(int count, string source, Func<string, string> net)
    {
        _connections.AddRange(Numbers(count).Select(number => (source, $"{instance}.{net(number)}")));
        return this;
    }

    private static IEnumerable<string> Numbers(int count) =>
        Enumerable.Range(0, count).Select(number => number.ToString(CultureInfo.InvariantCulture));
}
