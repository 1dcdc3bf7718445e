using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;

namespace MixPe.Flow.Verify;

/// <summary>What a check draws its cases from.</summary>
/// <param name="Design">The design; its array is small enough to verilate in seconds.</param>
/// <param name="Level">How much.</param>
/// <param name="Seed">Determines every random choice.</param>
/// <param name="Coverage">Told the classes of what is drawn.</param>
public sealed record CheckRun(Design Design, VerifyLevel Level, int Seed, FunctionalCoverage Coverage)
{
    private const int FullFactor = 8;

    /// <summary>The design's widths.</summary>
    public Datapath Path { get; } = new(Design);

    /// <summary>The same for another shape of the array; what it covers is not counted, since the classes differ.</summary>
    public CheckRun With(Design design) => new(design, Level, Seed, new FunctionalCoverage());

    /// <summary>The same for the PEs and activation sums of a sliced design, which see slices; else this.</summary>
    public CheckRun Inner => Design.IsSliced ? new(Design.Inner, Level, Seed, Coverage) : this;

    /// <summary>A number of random cases: that of the quick level, or more.</summary>
    public int Count(int quick) => Level == VerifyLevel.Quick ? quick : FullFactor * quick;

    /// <summary>A source of random numbers for one scenario.</summary>
    /// <param name="check">The check's name: no two checks draw the same.</param>
    /// <param name="index">The scenario's number.</param>
    public Random Random(string check, int index)
    {
        // FNV-1a: string.GetHashCode differs from process to process.
        uint hash = 2166136261;
        foreach (char c in $"{check}/{index}/{Seed}")
        {
            hash = (hash ^ c) * 16777619;
        }

        return new Random((int)(hash & int.MaxValue));
    }
}
