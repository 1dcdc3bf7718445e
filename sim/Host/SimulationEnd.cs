namespace MixPe.Sim.Host;

/// <summary>How a simulation ended by itself.</summary>
public enum SimulationEnd
{
    /// <summary>$finish.</summary>
    Finish,

    /// <summary>$stop, $fatal, $error or a failed assertion: Verilator ends them all alike.</summary>
    Stop,

    /// <summary>An error of Verilator's run-time library, as a model that does not converge.</summary>
    Fatal,

    /// <summary>A C++ exception in the model.</summary>
    CppException,
}
