using System.Text;

namespace MixPe.Generator.Bundles;

/// <summary>The README of a bundle.</summary>
internal static class BundleReadme
{
    /// <summary>Writes it.</summary>
    public static string Write(BundleContent content)
    {
        var name = content.Design.Name;
        var text = new StringBuilder();
        text.Append($"# {name}\n\n");
        if (content.Design.Description.Length > 0)
        {
            text.Append($"{content.Design.Description}\n\n");
        }

        text.Append($"{content.Origin}\nThe directory belongs to the tool: generating again replaces all of it.\n\n");
        text.Append($"    verilator --lint-only -Wall -F {name}.f --top-module {content.Top.Name}\n\n");
        text.Append("| file | what it is |\n|---|---|\n");
        text.Append("| rtl/ | SystemVerilog, one module a file |\n");
        text.Append($"| {name}.f | sources in compilation order |\n");
        text.Append($"| {name}.core, Bender.yml | the same for FuseSoC (targets lint, sim, synth) and Bender |\n");
        text.Append($"| {name}.sdc | clock and delays at the ports |\n");
        text.Append($"| {name}.h | the design's numbers for C |\n");
        text.Append("| design.yaml | the design, every field spelled out |\n");
        text.Append("| manifest.json | ports, latencies and widths for programs |\n\n");
        text.Append("| module | what it does |\n|---|---|\n");
        foreach (var module in content.Modules)
        {
            text.Append($"| {module.Name} | {module.Description} |\n");
        }

        text.Append("\nNobody who uses these files owes anything: LICENSE (0BSD).\n");
        return text.ToString();
    }
}
