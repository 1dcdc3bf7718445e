using System.Text;
using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation;

/// <summary>Writes a netlist as SystemVerilog with places to make it wrong. One text holds every mutant: a mutant is a
/// number and some masks on ports, so that a library is built once for all of them and for every choice of them. An
/// idle place costs a comparison.</summary>
public static class MutableUnitWriter
{
    /// <summary>Writes a unit.</summary>
    /// <param name="netlist">The unit.</param>
    /// <param name="isMutated">The modules that get places; a module's instances are wrong together.</param>
    /// <param name="cut">How it is cut open for a proof; whole if left out, with every place.</param>
    public static MutableUnit Write(Netlist netlist, Func<NetModule, bool> isMutated, ProofCut? cut = null)
    {
        ArgumentNullException.ThrowIfNull(netlist);
        ArgumentNullException.ThrowIfNull(isMutated);
        List<MutationSite> sites = [];
        Dictionary<string, MutableModule> written = new(StringComparer.Ordinal);
        StringBuilder text = new();
        for (int i = 0; i < netlist.Modules.Count; i++)
        {
            NetModule module = netlist.Modules[i];
            string name = module.Name == netlist.Top.Name
                ? $"{module.BaseName}_mutants"
                : $"{module.BaseName}_{CellText.Number(i)}";
            MutableModule one = MutableModuleWriter.Write(
                module, name, isMutated, cut, written, sites);
            written.Add(module.Name, one);
            text.Append(one.Text);
        }

        return new MutableUnit(netlist, text.ToString(), written[netlist.Top.Name].Name, sites, written);
    }
}
