using System.Text.RegularExpressions;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MixPe.Flow.Mutation;

/// <summary>The reasons of verif/survivors.yaml. A reason is shown beside a survivor; it never changes a score.</summary>
/// <param name="all">The reasons.</param>
public sealed partial class SurvivorReasons(IReadOnlyList<SurvivorReason> all)
{
    private const string File = "survivors.yaml";

    /// <summary>All of them.</summary>
    public IReadOnlyList<SurvivorReason> All => all;

    /// <summary>Those that are compiled in.</summary>
    public static SurvivorReasons Load()
    {
        using Stream stream = typeof(SurvivorReasons).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException($"{File} is not compiled in");
        using StreamReader reader = new(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads a list of reasons: every field is there, none is unknown.</summary>
    /// <param name="text">YAML.</param>
    /// <exception cref="InputException">The text is something else.</exception>
    public static SurvivorReasons Parse(string text)
    {
        List<SurvivorReason>? reasons;
        try
        {
            reasons = new DeserializerBuilder()
                .WithNamingConvention(CamelCaseNamingConvention.Instance)
                .WithDuplicateKeyChecking()
                .Build()
                .Deserialize<List<SurvivorReason>?>(text);
        }
        catch (YamlException e)
        {
            throw new InputException($"{File}:{e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e);
        }

        for (int i = 0; i < reasons?.Count; i++)
        {
            SurvivorReason one = reasons[i];
            string[] values = [one.Unit, one.Module, one.Line, one.Place, one.Reason];
            if (one.Operator is null || values.Any(string.IsNullOrWhiteSpace))
            {
                throw new InputException(
                    $"{File}: reason {i + 1}: unit, module, line, operator, place and reason are wanted");
            }
        }

        return new SurvivorReasons(reasons ?? []);
    }

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

    // A # stands for any number: lanes and rows are alike.
    private static bool IsPlace(string place, string description) => Regex.IsMatch(
        description, $"^{Regex.Escape(place).Replace("\\#", "[0-9]+", StringComparison.Ordinal)}");

    /// <summary>A line with every number the same: widths differ between designs.</summary>
    public static string Plain(string line) => Digits().Replace(line.Trim(), "0");

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
