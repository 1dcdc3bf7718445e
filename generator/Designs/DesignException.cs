namespace MixPe.Generator.Designs;

/// <summary>A design that is refused, with everything that is wrong with it.</summary>
public sealed class DesignException : Exception
{
    /// <summary>A refused design.</summary>
    /// <param name="faults">Its faults, at least one.</param>
    public DesignException(IReadOnlyList<DesignFault> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    /// <summary>Every fault, in order of line.</summary>
    public IReadOnlyList<DesignFault> Faults { get; }
}
