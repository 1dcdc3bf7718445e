namespace MixPe.Sim.Host;

/// <summary>What the functions of sim/Native/shim.cpp return; the numbers are its.</summary>
internal enum NativeStatus
{
    Ok = 0,
    Finish = 1,
    Stop = 2,
    Fatal = 3,
    CppException = 4,
    ExcessBits = 5,
    NoTrace = 6,
    NoCoverage = 7,
    CannotOpen = 8,
}
