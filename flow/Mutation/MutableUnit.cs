using MixPe.Flow.Mutation.Netlists;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Mutation;

/// <summary>A unit written so that every place of it can be made wrong from outside.</summary>
/// <param name="Netlist">The unit as it is.</param>
/// <param name="Text">The SystemVerilog, all modules.</param>
/// <param name="TopName">Its top module.</param>
/// <param name="Sites">The places, by number from 1.</param>
/// <param name="Modules">The modules by Yosys' names.</param>
public sealed record MutableUnit(
    Netlist Netlist,
    string Text,
    string TopName,
    IReadOnlyList<MutationSite> Sites,
    IReadOnlyDictionary<string, MutableModule> Modules)
{
    /// <summary>The interface of the top: the unit's ports, and those that switch a mutant on, which are held.</summary>
    /// <param name="unit">The unit's interface.</param>
    public ModuleSpec Top(ModuleSpec unit) => Top(unit, TopName);

    /// <summary>The interface of a module of the unit as a top of its own.</summary>
    /// <param name="unit">The module's interface at the parameters that it has here.</param>
    /// <param name="name">Its name in <see cref="Text"/>.</param>
    public static ModuleSpec Top(ModuleSpec unit, string name)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit with
        {
            Name = name,
            Ports =
            [
                .. unit.Ports,
                .. MutantActivation.None.Ports.Select(port => new PortSpec(
                    port.Port, PortDirection.Input, port.Bits, "Which mutant runs.", PortRole.Held)),
            ],
        };
    }
}
