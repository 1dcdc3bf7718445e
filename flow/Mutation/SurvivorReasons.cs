using System.Text.RegularExpressions;
using MixPe.Flow.Gemm;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Mutation;

/// <summary>The reasons of verif/survivors.yaml. A reason is shown beside a survivor; it never changes a score.</summary>
/// <param name="all">The reasons.</param>
public sealed partial class SurvivorReasons(IReadOnlyList<SurvivorReason> all)
{
    private const string File = "survivors.yaml";

    /// <summary>All of them.</summary>
    public IReadOnlyList<SurvivorReason> All => all;

    /// <summary>Those that are compiled in.</summary>
    public static SurvivorReasons Load() => Parse(YamlList.Text(File));

    /// <summary>Reads a list of reasons: every field is there, none is unknown.</summary>
    /// <param name="text">YAML.</param>
    /// <exception cref="InputException">The text is something else.</exception>
    public static SurvivorReasons Parse(string text) => new(YamlList.Parse<SurvivorReason>(
        text, File, IsWhole, "unit, module, line, operator, place and reason"));

    /// <summary>The reason of a survivor; null if nobody gave one.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="unit">The unit that is mutated.</param>
    /// <param name="mutant">The survivor.</param>
    public string? Of(RtlBundle bundle, string unit, Mutant mutant)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(mutant);
        string? module = bundle.Modules.FirstOrDefault(spec => spec.Name == mutant.Site.Module.BaseName)?.Unit;
        return all.FirstOrDefault(reason => reason.Unit == unit && reason.Module == module
            && reason.Operator == mutant.Operator
            && Plain(mutant.Code) == Plain(reason.Line)
            && IsPlace(reason.Place, mutant.Description))?.Reason;
    }

    private static bool IsWhole(SurvivorReason one) => one.Operator is not null
        && !new[] { one.Unit, one.Module, one.Line, one.Place, one.Reason }.Any(string.IsNullOrWhiteSpace);

    // A # stands for any number: lanes and rows are alike.
    private static bool IsPlace(string place, string description) => Regex.IsMatch(
        description, $"^{AnyNumber.Pattern(place)}");

    /// <summary>A line with every number the same: widths differ between designs.</summary>
    public static string Plain(string line) => Digits().Replace(line.Trim(), "0");

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
