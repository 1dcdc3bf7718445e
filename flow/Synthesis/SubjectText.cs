using MixPe.Generator.Bundles;

namespace MixPe.Flow.Synthesis;

/// <summary>What a subject's netlist is made of, and no more: the text of its module and of those below it, without the comments, so
/// that the same PE of two designs has the same netlist. Yosys names what has no name after lines and goes through it by name: a
/// comment more, or a module that is not used, may lead to another netlist.</summary>
public static class SubjectText
{
    /// <summary>The texts, a file for each module, in the bundle's order.</summary>
    public static IEnumerable<BundleFile> Of(SynthesisSubject subject)
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

        return subject.Bundle.Modules.Where(module => used.Contains(module.Name))
            .Select(module => new BundleFile($"{module.Name}.sv", texts[module.Name]));
    }

    private static string Code(RtlBundle bundle, string module) => string.Join('\n', bundle.Sources
        .Single(source => Path.GetFileNameWithoutExtension(source.Path) == module).Text
        .Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    // A module's name begins the line of its instance, and parameters or the instance's name follow.
    private static bool Instantiates(string text, string module) =>
        text.Contains($" {module} ", StringComparison.Ordinal);
}
