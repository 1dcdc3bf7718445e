using System.Reflection;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Formal;

/// <summary>The behavioural SystemVerilog that the design is compared with: written from docs/arithmetic.md, with the
/// language's own operators, apart from the templates.</summary>
public static class Specifications
{
    private const string Ending = ".sv";

    /// <summary>Every file.</summary>
    public static IReadOnlyList<BundleFile> All { get; } = Load();

    /// <summary>The files of the modules that have parameters for the unit's instances, for read_verilog.</summary>
    public static string Files { get; } = string.Join(
        ' ', All.Select(file => file.Path).Where(path => path.StartsWith("spec_", StringComparison.Ordinal)));

    /// <summary>The text of one of them.</summary>
    /// <param name="file">Its name.</param>
    internal static string Text(string file) => Text(typeof(Specifications).Assembly, file);

    private static BundleFile[] Load()
    {
        Assembly assembly = typeof(Specifications).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(Ending, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new BundleFile(name, Text(assembly, name))),
        ];
    }

    private static string Text(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
