namespace MixPe.Flow.Regress;

/// <summary>What a task counted, out of its JSON document.</summary>
/// <param name="Cases">Cases run: compared values, proofs attempted, mutants.</param>
/// <param name="Failures">Mismatches, or proofs refuted.</param>
public sealed record TaskFigures(long Cases, long Failures)
{
    /// <summary>Proofs that hold for every depth.</summary>
    public long Proved { get; init; }

    /// <summary>Proofs that hold up to a depth.</summary>
    public long Bounded { get; init; }

    /// <summary>Proofs not attempted.</summary>
    public long Skipped { get; init; }

    /// <summary>Mutants that a check found.</summary>
    public long Killed { get; init; }

    /// <summary>Mutants proved equivalent to the design.</summary>
    public long Equivalent { get; init; }

    /// <summary>Mutants that nothing found.</summary>
    public long Survived { get; init; }

    /// <summary>True of a verify that its budget stopped before all that was asked for was done.</summary>
    public bool IsCut { get; init; }

    /// <summary>The figures of two tasks together.</summary>
    public static TaskFigures operator +(TaskFigures a, TaskFigures b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Add(a, b);
    }

    /// <inheritdoc cref="op_Addition"/>
    public static TaskFigures Add(TaskFigures a, TaskFigures b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new(a.Cases + b.Cases, a.Failures + b.Failures)
        {
            Proved = a.Proved + b.Proved,
            Bounded = a.Bounded + b.Bounded,
            Skipped = a.Skipped + b.Skipped,
            Killed = a.Killed + b.Killed,
            Equivalent = a.Equivalent + b.Equivalent,
            Survived = a.Survived + b.Survived,
            IsCut = a.IsCut || b.IsCut,
        };
    }
}
