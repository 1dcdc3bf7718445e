using System.Globalization;
using System.Text;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Docs;

/// <summary>The README's table of named designs is made of them; MIXPE_WRITE_DESIGNS=1 writes it.</summary>
public sealed class DesignTableTests
{
    private const string RefreshVariable = "MIXPE_WRITE_DESIGNS";
    private const string Begin = "<!-- designs -->\n";
    private const string End = "<!-- end -->";

    private static readonly string Page = Path.Combine(DesignFiles.Root, "README.md");

    [Test]
    public void The_readme_has_every_named_design_as_it_is() =>
        HeldTable.Hold(Page, Begin, End, Table(), RefreshVariable);

    private static string Table()
    {
        StringBuilder text = new();
        text.Append("| design | weights | activations | group | scale, zero point | accumulator | dataflow | follows |\n");
        text.Append("|---|---|---|---|---|---|---|---|\n");
        foreach (NamedDesign named in NamedDesigns.All)
        {
            Design design = DesignLoader.Load(named.Name);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{named.Name}` | {design.Weights} | {design.Activations} | {design.Group} | {design.Scale}{(design.ZeroPoint ? ", integer" : "")} | {Accumulator(design)} | {(design.IsWeightStationary ? "weight" : "output")}-stationary | {string.Join(", ", design.Systems)} |\n");
        }

        return text.ToString();
    }

    private static string Accumulator(Design design) => design.Accumulator switch
    {
        AccumulatorKind.Exact => design.Fused ? "exact, fused" : "exact",
        AccumulatorKind.Fp32 => "fp32",
        AccumulatorKind.Fp16 => "fp16",
        AccumulatorKind.Fp32Dot => "fp32-dot",
        _ => string.Create(CultureInfo.InvariantCulture, $"sliced, {(design.HasRunTimeSlices ? "1 to " : "")}{design.Slices}"),
    };
}
