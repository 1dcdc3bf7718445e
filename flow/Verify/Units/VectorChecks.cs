using MixPe.Generator.Designs;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>How vectors of combinational units are drawn: all of them, or random ones.</summary>
internal static class VectorChecks
{
    private const int VectorsPerScenario = 1 << 14;

    // One billionth of a night, and all that a level is allowed to call exhaustive.
    internal const int MaxExhaustiveBits = 24;

    /// <summary>Random vectors.</summary>
    /// <param name="name">The check's name, which begins with the unit's.</param>
    /// <param name="summary">One sentence.</param>
    /// <param name="applies">Which designs have the unit.</param>
    /// <param name="quick">Scenarios of 2^14 vectors at the quick level.</param>
    /// <param name="specification">What the unit computes.</param>
    /// <param name="write">Writes the inputs of a vector.</param>
    public static UnitCheck Random(
        string name,
        string summary,
        Func<Design, bool> applies,
        int quick,
        Func<CheckRun, VectorSpecification> specification,
        Action<CheckRun, Stimulus, int, Random> write) => new(
            name, name.Split('/')[0], VerifyLevel.Quick, summary, applies, run => Draw(run, name, quick, specification(run), write));

    /// <summary>Every vector, where the space fits: one bit string is cut into the inputs, the first one lowest. At the
    /// quick level a random choice of it, unless the whole space is small.</summary>
    /// <param name="name">The check's name, which begins with the unit's.</param>
    /// <param name="summary">One sentence.</param>
    /// <param name="applies">Which designs have the unit with a space that fits.</param>
    /// <param name="inputs">Names and widths of the ports that run through all values; the others are zero.</param>
    /// <param name="specification">What the unit computes.</param>
    public static UnitCheck All(
        string name,
        string summary,
        Func<Design, bool> applies,
        Func<CheckRun, IReadOnlyList<(string Port, int Bits)>> inputs,
        Func<CheckRun, VectorSpecification> specification) => new(
            name,
            name.Split('/')[0],
            VerifyLevel.Quick,
            summary,
            design => applies(design) && Fits(inputs(Probe(design))),
            run => DrawAll(run, name, inputs(run), specification(run)))
        {
            Space = design => 1L << inputs(Probe(design)).Sum(input => input.Bits),
        };

    private static bool Fits(IReadOnlyList<(string Port, int Bits)> inputs) =>
        inputs.Sum(input => input.Bits) <= MaxExhaustiveBits;

    private static CheckRun Probe(Design design) => new(design, VerifyLevel.Quick, 0, new Coverage.FunctionalCoverage());

    private static IEnumerable<IScenario> Draw(
        CheckRun run,
        string name,
        int quick,
        VectorSpecification specification,
        Action<CheckRun, Stimulus, int, Random> write)
    {
        int scenarios = run.Count(quick);
        for (int i = 0; i < scenarios; i++)
        {
            Random random = run.Random(name, i);
            int seed = random.Next();
            yield return new VectorScenario(
                VectorsPerScenario, (stimulus, v) => write(run, stimulus, v, new Random(seed ^ v)), specification);
        }
    }

    private static IEnumerable<IScenario> DrawAll(
        CheckRun run, string name, IReadOnlyList<(string Port, int Bits)> inputs, VectorSpecification specification)
    {
        long space = 1L << inputs.Sum(input => input.Bits);
        long chunks = Math.Max(1, space / VectorsPerScenario);
        const int QuickChunks = 16;
        bool isWhole = run.Level != VerifyLevel.Quick || chunks <= QuickChunks;

        // A stride through the space instead of its beginning: the same classes at every level.
        for (long chunk = 0; chunk < (isWhole ? chunks : QuickChunks); chunk++)
        {
            long first = chunk;
            long stride = chunks;
            int salt = isWhole ? 0 : Salt(run, name, (int)chunk, (int)Math.Min(chunks, int.MaxValue));
            yield return new VectorScenario(
                (int)Math.Min(space, VectorsPerScenario),
                (stimulus, v) => Write(stimulus, v, inputs, isWhole ? first + (v * stride) : salt + (v * stride)),
                specification);
        }
    }

    // Zeros, infinities and powers of two have a salt of 0, numbers of all ones the largest: both are always there.
    private static int Salt(CheckRun run, string name, int chunk, int salts) => chunk switch
    {
        0 => 0,
        1 => salts - 1,
        _ => run.Random(name, chunk).Next(salts),
    };

    private static void Write(
        Stimulus stimulus, int v, IReadOnlyList<(string Port, int Bits)> inputs, long value)
    {
        foreach (var (port, bits) in inputs)
        {
            PortSlice slice = stimulus.Layout[port];
            stimulus.SetField(v, slice, 0, bits, (ulong)value & ((1UL << bits) - 1));
            value >>= bits;
        }
    }
}
