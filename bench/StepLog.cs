namespace MixPe.Bench;

/// <summary>Prints each step as it starts, in the caller's thread.</summary>
/// <param name="output">Where to.</param>
internal sealed class StepLog(TextWriter output) : IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value) => output.WriteLine(value);
}
