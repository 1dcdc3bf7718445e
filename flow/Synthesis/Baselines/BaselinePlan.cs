using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Synthesis.Baselines;

/// <summary>The honest rivals of a design: the same array and group with other PEs, out of the same generator, mapped by the
/// same recipes; of integers also the same lanes and dataflow.</summary>
public static class BaselinePlan
{
    // Streams as wide as those of the other PEs' tiles, of words of 16 bits.
    private const int FmaXWords = 32;
    private const int FmaWWords = 16;
    private const string Int8 = "int8";

    private static readonly Architecture[] Ways = [Architecture.ShiftAdd, Architecture.Booth, Architecture.Behavioural];

    // What helps our PEs may help INT8 too.
    private static readonly Architecture[] IntegerWays =
        [Architecture.ShiftAdd, Architecture.PairSums, Architecture.Booth, Architecture.Behavioural];

    /// <summary>The baselines of a design's unit.</summary>
    /// <param name="design">The design.</param>
    /// <param name="unit">The unit: what does not multiply has none.</param>
    public static IReadOnlyList<Baseline> For(Design design, string unit)
    {
        ArgumentNullException.ThrowIfNull(design);
        if (unit is not ("pe" or "array"))
        {
            return [];
        }

        IEnumerable<Baseline> all = design.Activations switch
        {
            { IsInteger: true } => Integer(Whole(design)),

            // Arrays for 8 bits and fewer multiply integers, or widen what they get to FP16.
            { Bits: <= 8 } => Integer(design with { Accumulator = AccumulatorKind.Exact, Fused = false }).Concat(Float(design)),
            _ => Float(design),
        };
        return [.. all.Where(baseline => !IsSame(design, baseline.Design))];
    }

    // Activations that go through the PEs at once.
    private static Design Whole(Design design) => design.IsSliced
        ? design with { Accumulator = AccumulatorKind.Exact, Slices = 0, SliceBits = 0, HasRunTimeSlices = false, HasWideGroups = false }
        : design;

    // INT8 by INT8, every way, and the design's own products left to the synthesizer.
    private static IEnumerable<Baseline> Integer(Design design)
    {
        foreach (Architecture architecture in IntegerWays)
        {
            string way = Word(architecture);
            yield return new Baseline($"INT8 {way}", Fit(design with
            {
                // One name, whatever it is a baseline of: its netlists are found in the cache.
                Name = $"int8_{way}",
                Description = $"INT8 by INT8, {way}",
                Systems = [],
                Weights = NumberFormats.Get(Int8),
                Activations = NumberFormats.Get(Int8),
                ZeroPoint = false,
                SuperGroup = 0,
                Scale = design.HasMinima ? NumberFormats.Fp16 : design.Scale,
                Architecture = architecture,
            }));
        }

        bool isInt8 = design.Weights == NumberFormats.Get(Int8) && design.Activations == NumberFormats.Get(Int8);
        if (isInt8 || !design.Weights.IsInteger || !design.Activations.IsInteger)
        {
            yield break;
        }

        yield return new Baseline($"{design.Weights} {Word(Architecture.Behavioural)}", Fit(design with
        {
            Name = $"{design.Name}_{Word(Architecture.Behavioural)}",
            Architecture = Architecture.Behavioural,
        }));
    }

    // A fused multiply-add into FP32 a PE, one product a cycle: what an FP16 array is made of.
    private static IEnumerable<Baseline> Float(Design design) => Ways.Select(architecture => new Baseline(
        $"FP16 FMA {Word(architecture)}",
        Fit(design with
        {
            Name = $"fma_{Word(architecture)}",
            Description = $"FP16 fused multiply-add, {Word(architecture)}",
            Systems = [],
            Weights = NumberFormats.Fp16,
            Activations = NumberFormats.Fp16,
            ZeroPoint = false,
            Accumulator = AccumulatorKind.Fp32,
            Slices = 0,
            HasRunTimeSlices = false,
            HasWideGroups = false,
            SliceBits = 0,
            SharedColumns = 1,
            Fused = false,
            Lanes = 1,
            Dataflow = Dataflow.OutputStationary,
            Architecture = architecture,
            Tile = design.Tile with { XWords = FmaXWords, WWords = FmaWWords },
        })));

    // No registers cut what the synthesizer makes of a behavioural text.
    private static Design Fit(Design design) =>
        design.Architecture == Architecture.Behavioural ? design with { Pipeline = 1 } : design;

    private static bool IsSame(Design design, Design other) =>
        other.Weights == design.Weights && other.Activations == design.Activations && other.Architecture == design.Architecture
        && other.Accumulator == design.Accumulator;

    private static string Word(Architecture architecture) => architecture switch
    {
        Architecture.ShiftAdd => "heap",
        Architecture.PairSums => "pairs",
        Architecture.Booth => "booth",
        Architecture.Bricks => "bricks",
        Architecture.Lut => "lut",
        _ => "behavioural",
    };
}
