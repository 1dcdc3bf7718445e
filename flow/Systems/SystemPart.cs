using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Flow.Systems;

/// <summary>A product that a tile of a system makes, in one job or in several that come after each other.</summary>
/// <param name="Name">The field of the system file that names its design.</param>
/// <param name="Design">The design.</param>
/// <param name="M">Rows of its results.</param>
/// <param name="N">Columns of its results.</param>
/// <param name="Jobs">Its jobs, in their order; each result is of one of them.</param>
public sealed record SystemPart(string Name, Design Design, int M, int N, IReadOnlyList<PartJob> Jobs)
{
    /// <summary>A part that is one job.</summary>
    /// <param name="name">The field of the system file that names its design.</param>
    /// <param name="design">The design.</param>
    /// <param name="operands">Its operands; zeros stand where results of other parts belong.</param>
    public SystemPart(string name, Design design, GemmOperands operands)
        : this(name, design, operands?.M ?? 0, operands?.N ?? 0, [new PartJob(operands!)])
    {
    }

    /// <summary>Groups of K, the first ones, whose activations have more bits, of a design with wide groups.</summary>
    public int WideGroups { get; init; } = int.MaxValue;

    /// <summary>What its bits and its cycles are those of.</summary>
    public Design Job => Design.WithSlices(0, WideGroups);

    /// <summary>Number of the part whose results are the addends; null if none is.</summary>
    public int? AddendsFrom { get; init; }

    /// <summary>Number of the part whose results are the activations; null if none is. Such a part is one job.</summary>
    public int? ActivationsFrom { get; init; }

    /// <summary>The operands of a part that is one job.</summary>
    public GemmOperands Operands => Jobs.Single().Operands;

    /// <summary>The operands of a part that is one job with the results of the parts before in their places.</summary>
    /// <param name="results">[M, N] bit patterns of each part before.</param>
    public GemmOperands With(IReadOnlyList<uint[]> results) => With(Jobs.Single(), results);

    /// <summary>The operands of a job with the results of the parts before in their places.</summary>
    /// <param name="job">The job.</param>
    /// <param name="results">[M, N] bit patterns of each part before.</param>
    public GemmOperands With(PartJob job, IReadOnlyList<uint[]> results)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(results);
        return job.Operands with
        {
            Addends = AddendsFrom is { } addends ? job.Of(results[addends], N) : job.Operands.Addends,
            Activations = ActivationsFrom is { } activations
                ? Array.ConvertAll(results[activations], bits => (ushort)bits)
                : job.Operands.Activations,
        };
    }

    /// <summary>The results of all jobs, [M, N].</summary>
    /// <param name="results">[M, N] bit patterns of each part before.</param>
    /// <param name="run">Runs a job: the results of its operands, row major.</param>
    public uint[] Run(IReadOnlyList<uint[]> results, Func<GemmOperands, uint[]> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        uint[] whole = new uint[M * N];
        foreach (PartJob job in Jobs)
        {
            job.Put(run(With(job, results)), whole, N);
        }

        return whole;
    }
}
