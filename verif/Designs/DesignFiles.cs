using System.Text;
using MixPe.Generator.Designs;

namespace MixPe.Verif.Designs;

/// <summary>Shared by the tests of design files.</summary>
internal static class DesignFiles
{
    public const string Minimal = "name: a\nweights: uint4\nactivations: int8\n";

    public static string Root { get; } = FindRoot();

    public static string BadFolder => Path.Combine(Root, "verif", "Designs", "bad");

    public static Design Parse(string text, params string[] overrides) =>
        DesignLoader.Parse(Encoding.UTF8.GetBytes(text), "d.yaml", overrides);

    public static IReadOnlyList<DesignFault> FaultsOf(string text, params string[] overrides) =>
        FaultsOf(Encoding.UTF8.GetBytes(text), overrides);

    public static IReadOnlyList<DesignFault> FaultsOf(byte[] bytes, params string[] overrides)
    {
        try
        {
            DesignLoader.Parse(bytes, "d.yaml", overrides);
        }
        catch (DesignException e)
        {
            return e.Faults;
        }

        return [];
    }

    /// <summary>The id in the brackets at the end of a fault's rule.</summary>
    public static string RuleId(DesignFault fault) => fault.Rule[(fault.Rule.LastIndexOf('[') + 1)..^1];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MixPeHdl.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests run inside a checkout");
    }
}
