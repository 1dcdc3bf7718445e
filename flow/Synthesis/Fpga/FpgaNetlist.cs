using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Tools;
using MixPe.Flow.Tools.Yosys;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis.Fpga;

/// <summary>A unit of a family's cells.</summary>
/// <param name="Cells">Number of cells by type.</param>
/// <param name="Gates">The same as plain Verilog, the cells replaced by what they do.</param>
/// <param name="Harness">As Yosys' JSON, in a harness that no more than three pins leave; null if none was asked for.
/// </param>
internal sealed record FpgaNetlist(IReadOnlyDictionary<string, int> Cells, BundleFile Gates, string? Harness)
{
    /// <summary>Maps a unit.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="family">The family.</param>
    /// <param name="hasHarness">Whether the harness is mapped too.</param>
    /// <param name="cancellation">Stops Yosys.</param>
    /// <exception cref="ToolException">Yosys is missing or failed.</exception>
    public static FpgaNetlist Make(
        SynthesisSubject subject, FpgaFamily family, bool hasHarness, CancellationToken cancellation)
    {
        using SourceFolder folder = new([.. SubjectText.Of(subject), FpgaHarness.Of(subject.Top)]);
        string read = $"read_verilog -sv -DSYNTHESIS {string.Join(' ', folder.Files)}";
        string top = subject.Top.Name;
        YosysScript.Run(
            folder,
            [
                read,
                $"{family.Command} -top {top}",
                "write_json mapped.json",
                $"read_verilog -overwrite {family.Models}",
                $"hierarchy -check -top {top}",
                "proc",
                "flatten",
                "opt_clean -purge",
                "write_verilog -noattr gates.v",
                .. hasHarness
                    ? ["design -reset", read, $"{family.Command} -top {FpgaHarness.Name} -json harness.json"]
                    : Array.Empty<string>(),
            ],
            cancellation);
        YosysModule module = YosysDocument.Parse(File.ReadAllText(folder.Of("mapped.json"))).Modules[top];
        return new FpgaNetlist(
            module.Cells.Values.GroupBy(cell => cell.Type, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            new BundleFile($"rtl/{top}_{family.Name}.v", File.ReadAllText(folder.Of("gates.v"))),
            hasHarness ? File.ReadAllText(folder.Of("harness.json")) : null);
    }
}
