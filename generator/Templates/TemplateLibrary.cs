using System.Collections.Frozen;
using System.Text;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace MixPe.Generator.Templates;

/// <summary>The templates, loaded strictly: the only door to the template engine.</summary>
/// <remarks>
/// A template may hold <c>{{path}}</c>, <c>{{this}}</c>, <c>{{@index}}</c>, <c>{{@first}}</c>, <c>{{@last}}</c>,
/// <c>{{#if}}</c>, <c>{{#unless}}</c>, <c>{{#each}}</c>, <c>{{else}}</c>, <c>{{else if path}}</c>, their closing
/// tags, <c>{{&gt; partial field=path}}</c> and <c>{{!-- comment --}}</c>, where a path is identifiers joined by
/// dots, with <c>../</c> for an outer context. SystemVerilog's replication is written <c>{ {4{a}}, b }</c>.
/// Everything else fails while loading. A library is immutable and safe on many threads.
/// </remarks>
public sealed class TemplateLibrary
{
    private const string ResourcePrefix = "templates/";

    private static readonly Lazy<TemplateLibrary> Embedded = new(ReadEmbedded);

    private readonly FrozenDictionary<string, HandlebarsTemplate<object, object>> _templates;
    private readonly FrozenSet<string> _partials;

    /// <summary>Loads templates.</summary>
    /// <param name="templates">From name to text.</param>
    /// <exception cref="TemplateException">A template breaks a rule; the message has its name and line.</exception>
    public TemplateLibrary(IReadOnlyDictionary<string, string> templates)
        : this(templates, FrozenDictionary<string, HandlebarsTemplate<object, object>>.Empty)
    {
    }

    private TemplateLibrary(
        IReadOnlyDictionary<string, string> templates,
        IReadOnlyDictionary<string, HandlebarsTemplate<object, object>> known)
    {
        ArgumentNullException.ThrowIfNull(templates);
        var engine = Handlebars.Create(new HandlebarsConfiguration
        {
            NoEscape = true,
            ThrowOnUnresolvedBindingExpression = true,
        });
        engine.Configuration.FormatterProviders.Add(new StrictFormatter());
        var names = templates.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, text) in templates.Where(entry => !known.ContainsKey(entry.Key)))
        {
            TemplateChecker.Check(name, text, names);
        }

        // To register a template compiles it once more: for all of them that doubles the time of a load.
        _partials = templates.SelectMany(entry => TemplateChecker.Partials(entry.Key, entry.Value))
            .ToFrozenSet(StringComparer.Ordinal);
        foreach (var name in _partials)
        {
            engine.RegisterTemplate(name, templates[name]);
        }

        _templates = templates.ToFrozenDictionary(
            entry => entry.Key,
            entry => known.GetValueOrDefault(entry.Key) ?? Compile(engine, entry.Key, entry.Value),
            StringComparer.Ordinal);
        Text = templates.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToArray();
    }

    /// <summary>Names and texts, by name in ordinal order; part of a bundle's hash.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Text { get; }

    /// <summary>The templates of this assembly, loaded once; pe is templates/pe.sv.hbs.</summary>
    /// <exception cref="TemplateException">A template breaks a rule.</exception>
    public static TemplateLibrary LoadEmbedded() => Embedded.Value;

    /// <summary>These templates, one of them with another text: loaded in a fraction of the time of all.</summary>
    /// <param name="name">The template.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="TemplateException">The text breaks a rule.</exception>
    public TemplateLibrary With(string name, string text)
    {
        var texts = Text.ToDictionary(StringComparer.Ordinal);
        texts[name] = text;

        // What a partial is part of has to be compiled again.
        return _partials.Contains(name)
            ? new TemplateLibrary(texts)
            : new TemplateLibrary(
                texts, _templates.Where(entry => entry.Key != name).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>Fills a template.</summary>
    /// <param name="name">Template name.</param>
    /// <param name="model">A dictionary, record or anonymous object with every field that the template reads.</param>
    /// <exception cref="TemplateException">No such template, a field is missing, or a hole's value is neither text
    /// nor an integer.</exception>
    public string Render(string name, object model)
    {
        if (!_templates.TryGetValue(name, out var template))
        {
            throw new TemplateException(name, 0, "no such template");
        }

        try
        {
            return template(model);
        }
        catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException or FormatException)
        {
            throw new TemplateException(name, 0, (e.InnerException as FormatException ?? e).Message, e);
        }
    }

    private static TemplateLibrary ReadEmbedded()
    {
        var assembly = typeof(TemplateLibrary).Assembly;
        var templates = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
                templates.Add(NameOf(resource), reader.ReadToEnd());
            }
        }

        return new TemplateLibrary(templates);
    }

    private static HandlebarsTemplate<object, object> Compile(IHandlebars engine, string name, string text)
    {
        try
        {
            return engine.Compile(text);
        }
        catch (HandlebarsException e)
        {
            throw new TemplateException(name, 0, e.Message, e);
        }
    }

    private static string NameOf(string resource)
    {
        var name = resource[ResourcePrefix.Length..].Replace('\\', '/');
        return name.EndsWith(".sv.hbs", StringComparison.Ordinal) ? name[..^".sv.hbs".Length] : name[..^".hbs".Length];
    }
}
