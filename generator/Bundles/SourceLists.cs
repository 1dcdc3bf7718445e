using System.Text;

namespace MixPe.Generator.Bundles;

/// <summary>The sources in compilation order, for each tool that wants a list of them.</summary>
internal static class SourceLists
{
    /// <summary>For simulators and synthesisers: paths relative to the list.</summary>
    public static string FileList(BundleContent content)
    {
        var text = new StringBuilder($"// {content.Origin}\n// Paths are relative to this file: verilator -F.\n");
        foreach (var source in content.Sources)
        {
            text.Append(source.Path).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>FuseSoC, CAPI2; the design's name makes the VLNV unique. The bundle has no test bench: <c>sim</c> makes a library
    /// of the verilated model, without a program to run.</summary>
    public static string FuseSoc(BundleContent content)
    {
        var text = new StringBuilder();
        text.Append("CAPI=2:\n");
        text.Append($"# {content.Origin}\n");
        text.Append($"name: \"mixpe:generated:{content.Design.Name}:{ToolVersion.Text}\"\n");
        text.Append($"description: \"{Quoted(content.Design.Description)}\"\n\n");
        text.Append("filesets:\n  rtl:\n    files:\n");
        foreach (var source in content.Sources)
        {
            text.Append($"      - {source.Path}\n");
        }

        text.Append("    file_type: systemVerilogSource\n");
        text.Append($"  constraints:\n    files:\n      - {content.Design.Name}.sdc\n    file_type: SDC\n\n");
        text.Append("targets:\n");
        text.Append("  default: &default\n    filesets: [rtl]\n");
        text.Append($"    toplevel: {content.Top.Name}\n");
        text.Append("  lint:\n    <<: *default\n    description: \"Lints the RTL, all warnings on\"\n");
        text.Append("    default_tool: verilator\n    tools:\n      verilator:\n");
        text.Append("        mode: lint-only\n        verilator_options: [-Wall]\n");
        text.Append("  sim:\n    <<: *default\n    description: \"Builds the model that a test bench links (--setup --build)\"\n");
        text.Append("    default_tool: verilator\n    tools:\n      icarus:\n        iverilog_options: [-g2012]\n");
        text.Append("      verilator:\n        mode: cc\n        exe: \"false\"\n        verilator_options: [--assert]\n");
        text.Append("  synth:\n    <<: *default\n    filesets: [rtl, constraints]\n");
        return text.ToString();
    }

    /// <summary>Bender's package.</summary>
    public static string Bender(BundleContent content)
    {
        var text = new StringBuilder();
        text.Append($"# {content.Origin}\n");
        text.Append($"package:\n  name: {content.Design.Name}\n");
        text.Append($"  description: \"{Quoted(content.Design.Description)}\"\n\nsources:\n");
        foreach (var source in content.Sources)
        {
            text.Append($"  - {source.Path}\n");
        }

        return text.ToString();
    }

    private static string Quoted(string text) => text.Replace("\"", "\\\"", StringComparison.Ordinal);
}
