using MixPe.Generator.Bundles;

namespace MixPe.Generator.Rtl;

/// <summary>The interface of a unit at parameters of the reader's choice.</summary>
public static class UnitInterface
{
    /// <summary>A unit's ports, as wide as the parameters make them.</summary>
    /// <param name="bundle">The unit's bundle.</param>
    /// <param name="unit">Unit name.</param>
    /// <param name="parameters">Parameters that do not have their default values.</param>
    public static ModuleSpec At(RtlBundle bundle, string unit, IReadOnlyDictionary<string, int> parameters)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(parameters);
        string file = $"rtl/{bundle.Module(unit).Name}.sv";
        return PortReader.Read(unit, bundle.Sources.Single(source => source.Path == file).Text, parameters);
    }
}
