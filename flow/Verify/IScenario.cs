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

    /// <summary>Smaller cases, the boldest first; each of them is one that the unit must do right.</summary>
    /// <param name="layout">The unit's ports.</param>
    /// <param name="seen">What went wrong here.</param>
    IEnumerable<IScenario> Smaller(RecordLayout layout, Mismatch seen);
}
