using System.Text;
using MixPe.Generator.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Designs;

/// <summary>Each file of bad/ starts with the faults that it must give: "# expect: line field rule".</summary>
[TestFixture]
public sealed class BadDesignTests
{
    private const string Mark = "# expect: ";

    public static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(DesignFiles.BadFolder, "*.yaml")
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void Gives_exactly_the_expected_faults(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(DesignFiles.BadFolder, name));
        var faults = DesignFiles.FaultsOf(bytes)
            .Select(fault => $"{fault.Line} {fault.Field} {DesignFiles.RuleId(fault)}");
        var expected = Expectations(bytes);
        Assert.That(expected, Is.Not.Empty, "the file says what it expects");
        Assert.That(faults, Is.EquivalentTo(expected));
    }

    [Test]
    public void Every_rule_has_a_bad_file()
    {
        var covered = Names()
            .SelectMany(name => Expectations(File.ReadAllBytes(Path.Combine(DesignFiles.BadFolder, name))))
            .Select(line => line.Split(' ')[2])
            .Append(DesignRules.Exists.Id)   // DesignLoaderTests: there is no file to read.
            .Append(DesignRules.Size.Id)     // DesignLoaderTests: a file of 1 MiB is not committed.
            .Append(DesignRules.Override.Id); // DesignLoaderTests: it stands in no file.
        Assert.That(DesignRules.All.Select(rule => rule.Id).Except(covered), Is.Empty);
    }

    private static string[] Expectations(byte[] bytes) =>
    [
        .. Encoding.Latin1.GetString(bytes)
            .Split('\n')
            .Where(line => line.StartsWith(Mark, StringComparison.Ordinal))
            .Select(line => line[Mark.Length..]),
    ];
}
