using System.Text;

namespace MixPe.Sim.Build;

/// <summary>The fixed C++ texts that go into every model.</summary>
internal static class NativeText
{
    /// <summary>The text of one file of sim/Native.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(NativeText).Assembly.GetManifestResourceStream($"native/{name}")
            ?? throw new InvalidOperationException($"resource native/{name} is not in this assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
