using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>A case of a check: something that becomes a stimulus, and that can be made smaller.</summary>
public interface IScenario
{
    /// <summary>Number of things compared: vectors, groups or outputs, as the check counts.</summary>
    long Cases { get; }

    /// <summary>Writes inputs and expectations.</summary>
    /// <param name="layout">The unit's ports.</param>
    Stimulus Render(RecordLayout layout);

    /// <summary>A beginning that compares at least so many things, if there are as many; where resets cut something off,
    /// something whole after a reset is in it.</summary>
    /// <param name="cases">How many.</param>
    IScenario Beginning(long cases);

    /// <summary>Smaller cases, the boldest first; each of them is one that the unit must do right.</summary>
    /// <param name="layout">The unit's ports.</param>
    /// <param name="seen">What went wrong here.</param>
    IEnumerable<IScenario> Smaller(RecordLayout layout, Mismatch seen);
}
