using MixPe.Generator.Systems;
using MixPe.Verif.Designs;
using MixPe.Verif.Docs;
using NUnit.Framework;

namespace MixPe.Verif.Systems;

/// <summary>docs/systems.md has the fields and the rules of system files.</summary>
public sealed class SystemPageTests
{
    private const string Variable = "MIXPE_WRITE_SYSTEMS";
    private static readonly string Page = Path.Combine(DesignFiles.Root, "docs", "systems.md");

    [Test]
    public void The_manual_has_every_field() => HeldTable.Hold(
        Page, "<!-- fields -->\n", "<!-- end of fields -->",
        "| field | meaning | values | default |\n|---|---|---|---|\n" + string.Concat(SystemFields.All.Select(field =>
            $"| `{field.Name}` | {field.Meaning} | {field.Domain} | {field.DefaultText ?? "required"} |\n")),
        Variable);

    [Test]
    public void The_manual_has_every_rule_of_its_own() => HeldTable.Hold(
        Page, "<!-- rules -->\n", "<!-- end of rules -->",
        "| rule | what must hold |\n|---|---|\n" + string.Concat(SystemFields.Rules
            .Except(SystemFields.File.Form).Except(SystemFields.File.Fields)
            .Select(rule => $"| `{rule.Id}` | {rule.Sentence} |\n")),
        Variable);
}
