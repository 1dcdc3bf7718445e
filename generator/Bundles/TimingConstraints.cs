using System.Globalization;
using System.Text;

namespace MixPe.Generator.Bundles;

/// <summary>The SDC file: the clock, and a share of its period for what lies outside.</summary>
internal static class TimingConstraints
{
    // A fifth of the period on each side is a usual budget for a block whose neighbours register their ports.
    private const decimal OutsideShare = 0.2m;

    /// <summary>Writes it; times in ns.</summary>
    public static string Write(BundleContent content)
    {
        var top = content.Top;
        var clock = top.Ports.FirstOrDefault(port => port.Role == PortRole.Clock);
        var period = Number(content.Design.ClockNs);
        var delay = Number(content.Design.ClockNs * OutsideShare);
        var text = new StringBuilder();
        text.Append($"# {content.Origin}\n");
        text.Append($"# Times in ns, for the top module {top.Name}.\n");
        text.Append(clock is null
            ? $"# {top.Name} has no clock: a virtual one bounds its paths.\ncreate_clock -name clk -period {period}\n"
            : $"create_clock -name clk -period {period} [get_ports {clock.Name}]\n");
        text.Append("\n# A fifth of the period for the logic outside, on each side.\n");
        foreach (var port in top.Ports.Where(port => port.Role != PortRole.Clock))
        {
            var command = port.Direction == PortDirection.Input ? "set_input_delay" : "set_output_delay";
            var name = port.Bits == 1 ? port.Name : $"{{{port.Name}[*]}}";
            text.Append($"{command} {delay} -clock clk [get_ports {name}]\n");
        }

        return text.ToString();
    }

    private static string Number(decimal value) =>
        value.ToString("0.############################", CultureInfo.InvariantCulture);
}
