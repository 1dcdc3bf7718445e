using MixPe.Flow.Synthesis.Baselines;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Synthesis;

/// <summary>What is synthesized: one unit of one design, at its default parameters.</summary>
/// <param name="Name">What it is called in tables: the design's name, or what kind of baseline it is.</param>
/// <param name="Bundle">The design.</param>
/// <param name="Unit">Unit name: pe, act_sum, group_dequant, array.</param>
public sealed record SynthesisSubject(string Name, RtlBundle Bundle, string Unit)
{
    /// <summary>The unit of a processing element.</summary>
    public const string Pe = "pe";

    /// <summary>The unit of a whole array.</summary>
    public const string Array = "array";

    /// <summary>The unit that sums a row's activations, where weights have zero points.</summary>
    public const string ActivationSum = "act_sum";

    /// <summary>The dequantization unit of a column, or of a band of its rows.</summary>
    public const string GroupDequant = "group_dequant";

    /// <summary>No unit but several: those at an array's edges that its products need, <see cref="EdgeUnits"/>.</summary>
    public const string Edges = "edges";

    /// <summary>What can be synthesized.</summary>
    public static IReadOnlyList<string> Units { get; } = [Pe, ActivationSum, GroupDequant, Edges, Array];

    /// <summary>A design's unit and, if they are wanted, those of its baselines after it; or the units at its edges.</summary>
    /// <param name="design">The design.</param>
    /// <param name="options">The unit, and whether there are baselines.</param>
    /// <param name="generate">From a design to its bundle.</param>
    public static SynthesisSubject[] All(
        Design design, SynthesisOptions options, Func<Design, RtlBundle> generate)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(generate);
        RtlBundle bundle = generate(design);
        if (options.Unit == Edges)
        {
            return [.. EdgeUnits.Of(design).Select(unit => new SynthesisSubject(unit, bundle, unit))];
        }

        SynthesisSubject own = new(design.Name, bundle, options.Unit);
        return options.HasBaselines
            ? [own, .. BaselinePlan.For(design, options.Unit).Select(baseline =>
                new SynthesisSubject(baseline.Name, generate(baseline.Design), options.Unit))]
            : [own];
    }

    /// <summary>Modules that keep their own netlist inside an array, so that one of each is mapped however many there
    /// are, and each one's share is known.</summary>
    public IReadOnlyList<string> Kept => Unit == Array
        ? [.. Bundle.Modules.Where(module => module.Unit is Pe or ActivationSum or GroupDequant or "slice_align" or "weight_sum")
            .Select(module => module.Name)]
        : [];

    /// <summary>The module.</summary>
    public ModuleSpec Top => Bundle.Module(Unit);

    /// <summary>Products a cycle, of which a sliced one takes as many cycles as it has slices; 0 where the unit multiplies
    /// nothing.</summary>
    public double Macs => Unit switch
    {
        Pe => OfPe,
        Array => Bundle.Design.MacsPerCycle,
        _ => 0,
    };

    /// <summary>Products a cycle that it makes, or, of a unit at an array's edge, that the PEs of its row, or of its rows of a column, make
    /// when all work; 0 at the edges of sliced arrays, whose units are other ones than the module's defaults.</summary>
    public double Served => Unit switch
    {
        ActivationSum when !Bundle.Design.IsSliced => OfPe * Bundle.Design.Columns,
        GroupDequant when !Bundle.Design.IsSliced => OfPe * Bundle.Design.BandRows,
        _ => Macs,
    };

    private double OfPe => (double)Bundle.Design.Lanes / Bundle.Design.Passes;
}
