using MixPe.Flow.Explore.Evaluation;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Explore.Launch;

/// <summary>Where measurements are made: in this process, or on other machines. All that chooses points and keeps figures is
/// the same before it and behind it.</summary>
public interface ILauncher
{
    /// <summary>Looks, before anything is measured, whether what it needs is there.</summary>
    /// <exception cref="ToolNotFoundException">It is not.</exception>
    void Require();

    /// <summary>Makes measurements.</summary>
    /// <param name="work">The points, each with what is wanted of it; no key stands twice.</param>
    /// <param name="done">Told each measurement by its key as soon as it is made, from any thread; when it returns the
    /// measurement is kept.</param>
    /// <param name="cancellation">Stops it, and what it started elsewhere.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    /// <exception cref="ToolException">An outside tool is missing, or what measures elsewhere does not work.</exception>
    void Run(IReadOnlyList<PointWork> work, Action<WantedMeasurement, Measurement> done, CancellationToken cancellation);

    /// <summary>Called once when a run has all that it wanted: removes what was of use to go on with it.</summary>
    void Finish();
}
