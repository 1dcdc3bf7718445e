using System.Diagnostics;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Points;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Explore.Launch;

/// <summary>Makes one measurement, the same way wherever it is made.</summary>
public static class GuardedMeasure
{
    /// <summary>Measures a point. One that fails is a measurement too: it must not end the others, whatever its reason.</summary>
    /// <param name="measure">What measures.</param>
    /// <param name="point">The point.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    /// <exception cref="ToolNotFoundException">A tool is missing: it would be for all points.</exception>
    public static Measurement Run(IMeasure measure, DesignPoint point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(measure);
        Stopwatch watch = Stopwatch.StartNew();
        Measurement made;
        try
        {
            made = measure.Run(point, cancellation);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ToolNotFoundException or OutOfMemoryException))
        {
            made = Measurement.None(MeasurementStatus.Failed, $"{fault.GetType().Name}: {fault.Message}");
        }

        return made with { Seconds = watch.Elapsed.TotalSeconds };
    }
}
