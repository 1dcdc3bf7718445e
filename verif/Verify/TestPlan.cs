using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MixPe.Verif.Verify;

/// <summary>The test plan, verif/testplan.yaml.</summary>
internal static class TestPlan
{
    private const string Head = """
        # The test plan

        Made from [verif/testplan.yaml](../verif/testplan.yaml) by
        `MIXPE_WRITE_TESTPLAN=1 dotnet test verif -c Release --filter FullyQualifiedName~TestPlanTests`; do not edit it here.
        `verify` names a check of `mixpe verify`, `prove` a proof of `mixpe prove`, `test` an NUnit fixture in `verif/` or a
        method of one. A point without a test, and a test without a point, fail `TestPlanTests`.

        """;

    /// <summary>Reads a plan; unknown, missing and repeated keys are refused.</summary>
    /// <exception cref="YamlException">It is no plan.</exception>
    public static IReadOnlyList<TestPoint> Read(string text)
    {
        IDeserializer deserializer = new DeserializerBuilder()
            .WithNamingConvention(UnderscoredNamingConvention.Instance)
            .WithDuplicateKeyChecking()
            .WithEnforceRequiredMembers()
            .Build();
        return deserializer.Deserialize<List<TestPoint>?>(text) ?? [];
    }

    /// <summary>The plan as Markdown: a table a unit.</summary>
    public static string Render(IReadOnlyList<TestPoint> plan)
    {
        StringBuilder text = new(Head);
        foreach (IGrouping<string, TestPoint> unit in plan.GroupBy(point => point.Unit))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## `{unit.Key}`\n\n");
            text.Append("| point | stimulus | check | level | tests |\n|---|---|---|---|---|\n");
            foreach (TestPoint point in unit)
            {
                string tests = string.Join("<br>", point.Tests.Select(test => $"`{test}`"));
                text.AppendJoin(" | ", $"| {point.Point}", point.Stimulus, point.Check, point.Level, tests)
                    .Append(" |\n");
            }
        }

        return text.ToString();
    }
}
