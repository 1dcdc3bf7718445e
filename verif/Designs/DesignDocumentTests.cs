using System.Text.Json;
using System.Text.RegularExpressions;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using NUnit.Framework;

namespace MixPe.Verif.Designs;

/// <summary>Holds docs/design-file.md and docs/design.schema.json to the tables of fields and rules.</summary>
[TestFixture]
public sealed class DesignDocumentTests
{
    private static readonly string[] Manual =
        File.ReadAllLines(Path.Combine(DesignFiles.Root, "docs", "design-file.md"));

    private static readonly JsonElement Schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(DesignFiles.Root, "docs", "design.schema.json"))).RootElement;

    [Test]
    public void The_manual_has_every_field_and_no_other()
    {
        var expected = DesignFields.All.Select(field =>
            $"| `{field.Name}` | {field.Meaning} | {field.Domain} | {field.DefaultText ?? "required"} |");
        Assert.That(Table("## Fields"), Is.EqualTo(expected));
    }

    [Test]
    public void The_manual_has_every_rule_and_no_other()
    {
        var expected = DesignRules.All
            .Where(rule => DesignFields.Find(rule.Id) is null)
            .Select(rule => $"| `{rule.Id}` | {rule.Sentence} |");
        Assert.That(Table("## Rules"), Is.EqualTo(expected));
    }

    [Test]
    public void Rules_have_different_names() =>
        Assert.That(DesignRules.All.Select(rule => rule.Id), Is.Unique);

    [Test]
    public void The_schema_has_the_same_fields()
    {
        var properties = Schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);
        var required = Schema.GetProperty("required").EnumerateArray().Select(name => name.GetString());
        Assert.Multiple(() =>
        {
            Assert.That(properties, Is.EqualTo(DesignFields.All.Select(field => field.Name)));
            Assert.That(
                required, Is.EqualTo(DesignFields.All.Where(field => field.Required).Select(field => field.Name)));
            Assert.That(Schema.GetProperty("additionalProperties").GetBoolean(), Is.False);
        });
    }

    [TestCaseSource(nameof(Fields))]
    public void The_schema_says_the_same_of_a_field(string name)
    {
        var field = DesignFields.Find(name)!;
        var property = Schema.GetProperty("properties").GetProperty(name);
        Assert.That(property.GetProperty("description").GetString(), Does.StartWith(field.Meaning));
        switch (field.Kind)
        {
            case FieldKind.Text:
                Assert.That(property.GetProperty("type").GetString(), Is.EqualTo("string"));
                Assert.That(property.GetProperty("pattern").GetString(), Is.EqualTo($"{field.Pattern}"));
                break;
            case FieldKind.TextList:
                Assert.That(property.GetProperty("type").GetString(), Is.EqualTo("array"));
                Assert.That(property.GetProperty("maxItems").GetInt32(), Is.EqualTo(field.MaximumItems));
                var items = property.GetProperty("items");
                Assert.That(items.GetProperty("pattern").GetString(), Is.EqualTo($"{field.Pattern}"));
                break;
            case FieldKind.Choice:
                Assert.That(
                    property.GetProperty("enum").EnumerateArray().Select(word => word.GetString()),
                    Is.EqualTo(field.Choices));
                break;
            case FieldKind.Integer:
                Assert.That(property.GetProperty("type").GetString(), Is.EqualTo("integer"));
                if (field.Numbers.Count > 0)
                {
                    Assert.That(
                        property.GetProperty("enum").EnumerateArray().Select(number => number.GetInt32()),
                        Is.EqualTo(field.Numbers));
                    break;
                }

                Assert.That(property.GetProperty("minimum").GetDecimal(), Is.EqualTo(field.Minimum));
                Assert.That(property.GetProperty("maximum").GetDecimal(), Is.EqualTo(field.Maximum));
                break;
            case FieldKind.Number:
                Assert.That(property.GetProperty("type").GetString(), Is.EqualTo("number"));
                Assert.That(property.GetProperty("exclusiveMinimum").GetDecimal(), Is.EqualTo(field.Minimum));
                Assert.That(property.GetProperty("maximum").GetDecimal(), Is.EqualTo(field.Maximum));
                break;
            case FieldKind.Flag:
                Assert.That(property.GetProperty("type").GetString(), Is.EqualTo("boolean"));
                break;
            default:
                Assert.Fail($"no check for {field.Kind}");
                break;
        }
    }

    [TestCaseSource(nameof(Fields))]
    public void The_schema_has_the_same_default(string name)
    {
        var field = DesignFields.Find(name)!;
        var constant = field.Default(new DesignValues());
        var property = Schema.GetProperty("properties").GetProperty(name);
        Assert.That(property.TryGetProperty("default", out var written), Is.EqualTo(constant is not null));
        if (constant is not null)
        {
            Assert.That(written.GetRawText(), Is.EqualTo(JsonSerializer.Serialize(constant)));
        }
    }

    [Test]
    public void The_schema_knows_the_rules_between_words()
    {
        var rule = Schema.GetProperty("allOf")[0];
        var rounding = rule.GetProperty("if").GetProperty("properties").GetProperty("accumulator").GetProperty("enum");
        var then = rule.GetProperty("then").GetProperty("properties");
        Assert.Multiple(() =>
        {
            Assert.That(
                rounding.EnumerateArray().Select(word => word.GetString()),
                Is.EqualTo(DesignFields.Find("accumulator")!.Choices.Where(word => word is not ("exact" or "sliced"))));
            Assert.That(Activations(then), Is.EqualTo(Floats));
            Assert.That(Activations(Schema.GetProperty("allOf")[1].GetProperty("then").GetProperty("properties")),
                Is.EqualTo(new[] { "fp16" }));
            Assert.That(Activations(Schema.GetProperty("allOf")[2].GetProperty("then").GetProperty("properties")),
                Is.EqualTo(new[] { "int4", "int8", "fp16", "bf16" }));
            Assert.That(Schema.GetProperty("allOf")[2].GetProperty("then").GetProperty("properties").GetProperty("fused").GetProperty("const").GetBoolean(), Is.False);
            Assert.That(Activations(Schema.GetProperty("allOf")[5].GetProperty("then").GetProperty("properties")),
                Is.EqualTo(new[] { "fp8_e4m3", "fp8_e5m2", "fp16" }));
            Assert.That(then.GetProperty("fused").GetProperty("const").GetBoolean(), Is.False);
        });
        var small = Schema.GetProperty("allOf")[6];
        Assert.Multiple(() =>
        {
            Assert.That(
                Activations(small.GetProperty("if").GetProperty("properties")),
                Is.EqualTo(NumberFormats.Activations.Where(format => !format.HasSpecials).Select(format => format.Name)));
            Assert.That(Constant(small.GetProperty("then"), "accumulator"), Is.EqualTo("exact"));
            Assert.That(Constant(small.GetProperty("then"), "zero_point"), Is.EqualTo("none"));
        });
        Assert.Multiple(() =>
        {
            var (wide, levels) = (Schema.GetProperty("allOf")[3], Schema.GetProperty("allOf")[4].GetProperty("then").GetProperty("properties"));
            Assert.That(Constant(wide.GetProperty("if"), "activations"), Is.EqualTo("bf16"));
            Assert.That(
                wide.GetProperty("then").GetProperty("properties").GetProperty("accumulator").GetProperty("enum")
                    .EnumerateArray().Select(word => word.GetString()),
                Is.EqualTo(new[] { "fp32", "sliced" }));
            Assert.That(Constant(Schema.GetProperty("allOf")[4].GetProperty("if"), "scale"), Is.EqualTo("uint8"));
            Assert.That(
                Activations(levels),
                Is.EqualTo(DesignFields.Find("activations")!.Choices.Where(word => NumberFormats.OfActivations(word).IsInteger)));
            Assert.That(
                DesignFields.Find("weights")!.Choices.Where(word => Regex.IsMatch(word, levels.GetProperty("weights").GetProperty("pattern").GetString()!)),
                Is.EqualTo(DesignFields.Find("weights")!.Choices.Where(word => NumberFormats.Get(word).IsInteger)));
        });
    }

    private static string? Constant(JsonElement part, string field) =>
        part.GetProperty("properties").GetProperty(field).GetProperty("const").GetString();

    // Of which sums may be rounded.
    private static string[] Floats => [.. NumberFormats.Activations.Where(format => !format.IsInteger && format.HasSpecials).Select(format => format.Name)];

    private static IEnumerable<string?> Activations(JsonElement properties) =>
        properties.GetProperty("activations").GetProperty("enum").EnumerateArray().Select(word => word.GetString());

    private static IEnumerable<string> Fields() => DesignFields.All.Select(field => field.Name);

    private static IEnumerable<string> Table(string heading) => Manual
        .SkipWhile(line => line != heading)
        .Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal));
}
