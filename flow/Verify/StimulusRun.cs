using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>Gives a stimulus to a verilated unit.</summary>
public static class StimulusRun
{
    private const int FirstBatch = 64;
    private const int LargestBatch = 8192;

    /// <summary>Runs until a bit differs or nothing is left.</summary>
    /// <param name="model">A fresh instance of the unit.</param>
    /// <param name="stimulus">What it is given.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>The first difference, or the words of an assertion of the unit that failed; null if all is right.
    /// </returns>
    public static Mismatch? FirstMismatch(
        VerilatedModel model, Stimulus stimulus, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stimulus);
        var (inWords, outWords) = (stimulus.Layout.InputWords, stimulus.Layout.OutputWords);
        uint[] outputs = stimulus.Layout.NewOutputs(Math.Min(stimulus.Cycles, LargestBatch));

        // Most of what is broken shows at once: short batches first.
        int batch = FirstBatch;
        for (int first = 0; first < stimulus.Cycles; first += batch, batch = Math.Min(2 * batch, LargestBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            batch = Math.Min(batch, stimulus.Cycles - first);
            Span<uint> found = outputs.AsSpan(0, batch * outWords);
            try
            {
                model.Run(stimulus.Inputs.Slice(first * inWords, batch * inWords), found, batch);
            }
            catch (SimulationException e)
            {
                return new Mismatch((int)e.Cycle, e.Message);
            }

            if (stimulus.Compare(found, first, batch) is { } mismatch)
            {
                return mismatch;
            }
        }

        return null;
    }
}
