using MixPe.Flow.Tools.Yosys;

namespace MixPe.Flow.Synthesis.Mapping;

/// <summary>A unit of a library's cells.</summary>
/// <param name="Top">Its module.</param>
/// <param name="Verilog">As Verilog, cells alone.</param>
/// <param name="Json">As Yosys' JSON.</param>
public sealed record MappedNetlist(string Top, string Verilog, string Json)
{
    /// <summary>How often each module is in the top, itself included, with its own cells counted by type.</summary>
    public IReadOnlyList<ModuleCells> Modules()
    {
        Dictionary<string, YosysModule> modules = YosysDocument.Parse(Json).Modules
            .Where(module => !module.Value.Attributes.ContainsKey("blackbox"))
            .ToDictionary(module => module.Key, module => module.Value, StringComparer.Ordinal);
        Dictionary<string, int> times = new(StringComparer.Ordinal);
        Count(modules, Top, 1, times);
        return
        [
            .. times.Select(entry => new ModuleCells(
                modules[entry.Key].SourceName(entry.Key),
                entry.Value,
                modules[entry.Key].Cells.Values.Where(cell => !modules.ContainsKey(cell.Type))
                    .GroupBy(cell => cell.Type, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal))),
        ];
    }

    private static void Count(
        Dictionary<string, YosysModule> modules, string module, int times, Dictionary<string, int> all)
    {
        all[module] = all.GetValueOrDefault(module) + times;
        foreach (var group in modules[module].Cells.Values.Where(cell => modules.ContainsKey(cell.Type))
            .GroupBy(cell => cell.Type, StringComparer.Ordinal))
        {
            Count(modules, group.Key, times * group.Count(), all);
        }
    }
}
