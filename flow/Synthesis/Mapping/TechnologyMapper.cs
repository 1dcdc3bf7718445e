using System.Globalization;
using MixPe.Flow.Cells;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Flow.Tools;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis.Mapping;

/// <summary>Maps an elaborated unit to cells by one recipe.</summary>
internal static class TechnologyMapper
{
    private const string ConstraintFile = "abc.constr";
    private const string VerilogFile = "mapped.v";
    private const string JsonFile = "mapped.json";
    private const double PfToFf = 1000;

    /// <summary>Maps.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="rtlil">The unit, elaborated in the recipe's style.</param>
    /// <param name="recipe">How.</param>
    /// <param name="library">The cells.</param>
    /// <param name="cancellation">Stops Yosys.</param>
    /// <exception cref="ToolException">Yosys or ABC failed.</exception>
    public static MappedNetlist Run(
        SynthesisSubject subject,
        string rtlil,
        Recipe recipe,
        TargetLibrary library,
        CancellationToken cancellation)
    {
        using SourceFolder folder = new([]);
        folder.Add("unit.il", rtlil);
        folder.Add(ConstraintFile, string.Create(
            CultureInfo.InvariantCulture,
            $"set_driving_cell {library.Buffer}\nset_load {library.LoadPf * PfToFf} [all_outputs]\n"));
        string liberty = Elaboration.Quote(library.File);
        YosysScript.Run(
            folder,
            [
                // Directions of the cells' pins, for what checks and writes the netlist.
                $"read_liberty -lib -ignore_miss_dir {liberty}",
                "read_rtlil unit.il",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"abc -liberty {liberty} -D {recipe.TargetPs} -constr {ConstraintFile} -script {recipe.Script.Text}"),
                "setundef -zero",
                "splitnets",
                "opt_clean -purge",
                subject.Unit == SynthesisSubject.Array ? OwnDrivers(subject, library) : "",
                "check -assert",

                // Cells are called after the nets they drive, alike in both files.
                "autoname",
                "setattr -unset src *",
                "setattr -unset src */*",
                $"write_verilog -noattr -noexpr -nohex {VerilogFile}",
                $"write_json {JsonFile}",
            ],
            cancellation);
        return new MappedNetlist(
            subject.Top.Name, File.ReadAllText(folder.Of(VerilogFile)), File.ReadAllText(folder.Of(JsonFile)));
    }

    // Outputs of an array that share a net, as those of columns that share a dequantization unit do, get buffers: OpenSTA reads no
    // assignment to several of them at once.
    private static string OwnDrivers(SynthesisSubject subject, TargetLibrary library)
    {
        LibraryCell buffer = library.BufferCell;
        return $"insbuf -buf {buffer.Name} {buffer.Inputs[0].Name} {buffer.Outputs[0].Name} {subject.Top.Name}";
    }
}
