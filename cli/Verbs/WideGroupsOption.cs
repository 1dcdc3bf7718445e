using System.CommandLine;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>The option --wide-groups: what the register of a tile with wide groups says.</summary>
internal static class WideGroupsOption
{
    /// <summary>Creates it; not given, all groups are wide.</summary>
    internal static Option<int> Create() => new("--wide-groups")
    {
        Description = "First groups of K that have all slices, with wide_groups; the others have one. Default: all.",
        HelpName = "G",
    };

    /// <summary>Its value; int.MaxValue for all groups.</summary>
    /// <exception cref="InputException">The design cannot run with it.</exception>
    internal static int Of(ParseResult parsed, Option<int> option, Design design)
    {
        if (parsed.GetResult(option) is null)
        {
            return int.MaxValue;
        }

        int groups = parsed.GetValue(option);
        return !design.HasWideGroups
            ? throw new InputException($"--wide-groups: {groups}: wide_groups of {design.Name} is false")
            : groups < 0
            ? throw new InputException($"--wide-groups: {groups}: a number of groups is at least 0")
            : groups;
    }
}
