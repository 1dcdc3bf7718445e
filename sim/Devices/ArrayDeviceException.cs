namespace MixPe.Sim.Devices;

/// <summary>The array broke its protocol: a beat refused that it must take, a result too few or too many.</summary>
/// <param name="message">What was seen, in which cycle.</param>
public sealed class ArrayDeviceException(string message) : Exception(message);
