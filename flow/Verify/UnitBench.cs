using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Rtl;
using MixPe.Sim.Build;
using MixPe.Sim.Devices;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>Verilated units of one bundle, each built when first asked for.</summary>
/// <param name="bundle">The bundle.</param>
/// <param name="build">Verilates.</param>
/// <param name="options">How: optimization, waveforms, coverage.</param>
public sealed class UnitBench(RtlBundle bundle, VerilatedBuild build, BuildOptions options) : IUnitSource
{
    /// <inheritdoc/>
    public RecordLayout Layout(UnitCheck check) => new(Text(bundle, check).Top);

    /// <inheritdoc/>
    public VerilatedModel Open(UnitCheck check, ulong seed) => Library(check).Create(seed);

    /// <summary>The library of a check's unit.</summary>
    /// <param name="check">The check.</param>
    /// <param name="progress">Told what happens, in words.</param>
    /// <param name="cancellation">Stops the build.</param>
    /// <exception cref="Sim.Processes.ToolException">Verilator or g++ is missing or failed.</exception>
    public VerilatedLibrary Library(
        UnitCheck check, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(check);
        var (sources, top) = Text(bundle, check);
        BuildOptions array = ArrayBuild.Options(bundle);
        BuildOptions how = top.Unit == "array"
            ? options with { NoInline = array.NoInline, Shared = array.Shared, Functions = array.Functions }
            : options;
        return build.GetOrBuild(sources, top, how, progress, cancellation);
    }

    /// <summary>The sources of a check's unit, and the module to drive: a variant gets a wrapper of the same ports.
    /// </summary>
    public static (IReadOnlyList<BundleFile> Sources, ModuleSpec Top) Text(RtlBundle bundle, UnitCheck check)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(check);
        ModuleSpec module = bundle.Module(check.Unit);
        if (check.Variant is not { } variant)
        {
            return (bundle.Sources, module);
        }

        ModuleSpec wrapper = UnitInterface.At(bundle, check.Unit, variant.Parameters) with
        {
            Name = $"{module.Name}_{variant.Name}",
        };
        string ports = string.Join(",\n", wrapper.Ports.Select(port => string.Create(
            CultureInfo.InvariantCulture, $"  {Word(port.Direction)} logic [{port.Bits - 1}:0] {port.Name}")));
        string parameters = string.Join(", ", variant.Parameters.Select(parameter => string.Create(
            CultureInfo.InvariantCulture, $".{parameter.Key}({parameter.Value})")));
        string text = $"module {wrapper.Name} (\n{ports}\n);\n"
            + $"  {module.Name} #({parameters}) u_unit (.*);\nendmodule\n";
        return ([.. bundle.Sources, new BundleFile($"rtl/{wrapper.Name}.sv", text)], wrapper);
    }

    private static string Word(PortDirection direction) => direction == PortDirection.Input ? "input " : "output";
}
