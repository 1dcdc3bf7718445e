using MixPe.Generator.Bundles;
using MixPe.Sim.Host;

namespace MixPe.Verif.Verify;

/// <summary>Ports of units that no simulator has to build.</summary>
internal static class Layouts
{
    /// <summary>Ports by name and width; those that end in _o are outputs.</summary>
    public static RecordLayout Of(params (string Name, int Bits)[] ports) => new(new ModuleSpec(
        "unit", "unit", "A unit.",
        [
            .. ports.Select(port => new PortSpec(
                port.Name,
                port.Name.EndsWith("_o", StringComparison.Ordinal) ? PortDirection.Output : PortDirection.Input,
                port.Bits,
                "A port.")),
        ]));
}
