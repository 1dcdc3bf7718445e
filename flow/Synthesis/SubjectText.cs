using MixPe.Generator.Bundles;

namespace MixPe.Flow.Synthesis;

/// <summary>What a subject's netlist is made of: the text of its module and of those below it, without the comments, so that the
/// same PE of two designs is the same.</summary>
public static class SubjectText
{
    /// <summary>The texts, each with its module's name, in the bundle's order.</summary>
    public static IEnumerable<string> Of(SynthesisSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Dictionary<string, string> texts = subject.Bundle.Modules.ToDictionary(
            module => module.Name, module => Code(subject.Bundle, module.Name), StringComparer.Ordinal);
        HashSet<string> used = new(StringComparer.Ordinal) { subject.Top.Name };
        Queue<string> open = new(used);
        while (open.TryDequeue(out string? name))
        {
            foreach (string other in texts.Keys.Where(other => Instantiates(texts[name], other) && used.Add(other)).ToArray())
            {
                open.Enqueue(other);
            }
        }

        return subject.Bundle.Modules.Where(module => used.Contains(module.Name)).Select(module => texts[module.Name]);
    }

    private static string Code(RtlBundle bundle, string module) => string.Join('\n', bundle.Sources
        .Single(source => Path.GetFileNameWithoutExtension(source.Path) == module).Text
        .Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    // A module's name begins the line of its instance, and parameters or the instance's name follow.
    private static bool Instantiates(string text, string module) =>
        text.Contains($" {module} ", StringComparison.Ordinal);
}
