using MixPe.Flow.Gemm;
using MixPe.Flow.Tools;

namespace MixPe.Flow.Verify.Coverage;

/// <summary>The reasons of verif/holes.yaml. A reason is shown beside a hole; it never changes a figure.</summary>
/// <param name="all">The reasons.</param>
public sealed class HoleReasons(IReadOnlyList<HoleReason> all)
{
    private const string File = "holes.yaml";

    /// <summary>All of them.</summary>
    public IReadOnlyList<HoleReason> All => all;

    /// <summary>Those that are compiled in.</summary>
    public static HoleReasons Load() => Parse(YamlList.Text(File));

    /// <summary>Reads a list of reasons: every field is there, none is unknown.</summary>
    /// <param name="text">YAML.</param>
    /// <exception cref="InputException">The text is something else.</exception>
    public static HoleReasons Parse(string text) => new(YamlList.Parse<HoleReason>(
        text, File, one => !new[] { one.Module, one.Signal, one.Reason }.Any(string.IsNullOrWhiteSpace),
        "module, signal and reason"));

    /// <summary>The reason of a point that was never reached; null if nobody gave one.</summary>
    public string? Of(CoveragePoint point) => all.FirstOrDefault(reason => reason.IsOf(point))?.Reason;
}
