using MixPe.Flow.Synthesis.Recipes;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis.Mapping;

/// <summary>A unit as Yosys' generic gates and the library's registers and full adders, once for each style of adders: what
/// all ABC scripts begin with.</summary>
internal static class Elaboration
{
    private const string FullAdderMap = "full_adder.v";
    private const string RippleMap = "ripple.v";

    /// <summary>Elaborates.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="library">The cells.</param>
    /// <param name="styles">The styles.</param>
    /// <param name="cancellation">Stops Yosys.</param>
    /// <returns>RTLIL text by style.</returns>
    /// <exception cref="ToolException">Yosys is missing or refuses the sources.</exception>
    public static IReadOnlyDictionary<AdderStyle, string> Run(
        SynthesisSubject subject,
        TargetLibrary library,
        IReadOnlyList<AdderStyle> styles,
        CancellationToken cancellation)
    {
        using SourceFolder folder = new(Sources(subject));
        folder.Add(RippleMap, AdderMaps.Ripple);
        if (library.FullAdder is { } adder)
        {
            folder.Add(FullAdderMap, AdderMaps.FullAdder(adder));
        }

        // Registers become the library's in the end: what "techmap" leaves behind still shares and folds.
        string[] script =
        [
            $"read_verilog -sv -icells -DSYNTHESIS {string.Join(' ', folder.Files)}",
            $"hierarchy -check -top {subject.Top.Name}",
            .. subject.Kept.SelectMany(module => new[]
            {
                // Under its own name, or with parameters under one made of them.
                $"setattr -mod -set keep_hierarchy 1 {module}",
                $"setattr -mod -set keep_hierarchy 1 A:hdlname=*{module}",
            }),
            "synth -flatten -run begin:fine",
            "design -save coarse",
            .. styles.SelectMany((style, i) => new[]
            {
                "design -load coarse",
                style.IsRipple ? $"techmap -map {RippleMap}" : "",
                style.HasFullAdders ? $"techmap -map {FullAdderMap}" : "",
                "memory_map",
                "opt -full",
                "techmap",
                "opt -full",
                $"dfflibmap -liberty {Quote(library.File)}",
                "opt",
                $"write_rtlil {Name(i)}",
            }),
        ];
        YosysScript.Run(folder, script, cancellation);
        return styles.Select((style, i) => (style, Text: File.ReadAllText(folder.Of(Name(i)))))
            .ToDictionary(pair => pair.style, pair => pair.Text);
    }

    /// <summary>A path as Yosys takes it in a script.</summary>
    internal static string Quote(string path) => $"\"{path}\"";

    private static string Name(int style) => $"style{style}.il";

    private static IEnumerable<BundleFile> Sources(SynthesisSubject subject)
    {
        string? csa = subject.Bundle.Modules.FirstOrDefault(module => module.Unit == "csa")?.Name;
        return SubjectText.Of(subject).Select(source => csa is not null && Path.GetFileNameWithoutExtension(source.Path) == csa
            ? source with { Text = AdderMaps.CarrySave(csa) }
            : source);
    }
}
