using MixPe.Generator.Templates;

namespace MixPe.Verif.Rtl;

/// <summary>Breaks a template on purpose.</summary>
internal static class Mutation
{
    /// <summary>The generator's templates with one text replaced, where it stands exactly once.</summary>
    /// <exception cref="ArgumentException">There is no such template, or the text does not stand in it once.
    /// </exception>
    public static TemplateLibrary Apply(string template, string text, string replacement)
    {
        TemplateLibrary templates = TemplateLibrary.LoadEmbedded();
        if (templates.Text.SingleOrDefault(entry => entry.Key == template).Value is not { } whole)
        {
            throw new ArgumentException($"no template is named '{template}'");
        }

        int count = whole.Split(text).Length - 1;
        if (count != 1)
        {
            throw new ArgumentException($"'{text}' stands {count} times in template {template}: it must stand once");
        }

        return templates.With(template, whole.Replace(text, replacement, StringComparison.Ordinal));
    }
}
