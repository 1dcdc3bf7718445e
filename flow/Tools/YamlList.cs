using MixPe.Flow.Gemm;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MixPe.Flow.Tools;

/// <summary>Lists of what somebody found out, compiled in from verif/: every field is there, none is unknown.</summary>
internal static class YamlList
{
    /// <summary>Reads a file that is compiled in.</summary>
    /// <param name="file">Its name.</param>
    public static string Text(string file)
    {
        using Stream stream = typeof(YamlList).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not compiled in");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Reads a list.</summary>
    /// <typeparam name="T">An item.</typeparam>
    /// <param name="text">YAML.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="isWhole">Whether an item has all of its fields.</param>
    /// <param name="fields">Their names.</param>
    /// <exception cref="InputException">The text is something else.</exception>
    public static IReadOnlyList<T> Parse<T>(string text, string file, Func<T, bool> isWhole, string fields)
    {
        List<T>? items;
        try
        {
            items = new DeserializerBuilder()
                .WithNamingConvention(CamelCaseNamingConvention.Instance)
                .WithDuplicateKeyChecking()
                .Build()
                .Deserialize<List<T>?>(text);
        }
        catch (YamlException e)
        {
            throw new InputException($"{file}:{e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e);
        }

        int bad = items?.FindIndex(item => !isWhole(item)) ?? -1;
        return bad < 0 ? items ?? [] : throw new InputException($"{file}: reason {bad + 1}: {fields} are wanted");
    }
}
