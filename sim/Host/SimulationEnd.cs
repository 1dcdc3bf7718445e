namespace MixPe.Sim.Host;

/// <summary>How a simulation ended by itself.</summary>
public enum SimulationEnd
{
    /// <summary>$finish.</summary>
    Finish,

    /// <summary>$stop, $error or a failed assertion.</summary>
    Stop,

    /// <summary>$fatal, or an error of Verilator's run-time library.</summary>
    Fatal,

    /// <summary>A C++ exception in the model.</summary>
    CppException,
}
