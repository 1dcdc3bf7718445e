using MixPe.Flow.Cells;
using MixPe.Flow.Formal;
using MixPe.Flow.Gates;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>A module that Yosys has mapped to the cells of osu018.</summary>
internal sealed class MappedModule : IDisposable
{
    private readonly SourceFolder _folder;

    public MappedModule(IEnumerable<BundleFile> sources, string top)
    {
        if (!File.Exists(ProofPlan.Osu018))
        {
            Assert.Ignore("no Liberty file: install the package 'qflow-tech-osu018'");
        }

        _folder = new SourceFolder(sources);
        Top = top;
        string files = string.Join(
            ' ', _folder.Files.Where(file => file.EndsWith(".sv", StringComparison.Ordinal)));
        Yosys(
            // For sources that have cells in them.
            $"read_liberty -lib {ProofPlan.Osu018}",
            $"read_verilog -sv -DSYNTHESIS {files}",
            $"hierarchy -check -top {top}",
            "synth -flatten",
            $"dfflibmap -liberty {ProofPlan.Osu018}",
            "opt",
            $"abc -liberty {ProofPlan.Osu018}",
            "setundef -zero",
            "opt_clean -purge",
            // The two files then have the same names.
            "rename -enumerate",
            "write_json mapped.json",
            "splitnets",
            "write_verilog -noattr -noexpr -nohex mapped.v");
        Netlist = GateNetlist.Parse(
            File.ReadAllText(_folder.Of("mapped.json")), CellLibrary.Load(ProofPlan.Osu018), top);
    }

    public string Top { get; }

    public GateNetlist Netlist { get; }

    public string Folder => _folder.Path;

    /// <summary>A module of one text.</summary>
    public static MappedModule Of(string text, string top) => new([new BundleFile($"{top}.sv", text)], top);

    public void Dispose() => _folder.Dispose();

    private void Yosys(params string[] commands) => ToolProcess.RunChecked(
        new ToolCommand(ExternalTool.Yosys, ["-q", "-p", string.Join("; ", commands)])
        {
            WorkingDirectory = _folder.Path,
        });
}
