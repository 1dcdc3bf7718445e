using MixPe.Flow.Explore.Space;
using MixPe.Generator.Designs;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
public sealed class SpaceLoaderTests
{
    [Test]
    public void A_space_has_what_its_file_says()
    {
        ExploreSpace space = Spaces.Parse("""
            name: a-b
            base: mixpe-w4a8
            set: {rows: 4, clock_ns: 5}
            vary:
              lanes: [4, 8]
              weights: [uint4, "int4"]
            where: ["lanes < 8 or weights == uint4", lanes >= 1]
            references: [w8a8, fp16-fma]
            sampling: {method: sobol, count: 3, seed: 7}
            metrics: [sqnr_db, delay_ns, area_um2]
            """);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(space.Name, Is.EqualTo("a-b"));
            Assert.That(space.BaseDesign.Name, Is.EqualTo("mixpe_w4a8"));
            Assert.That(space.Set, Is.EqualTo(["rows=4", "clock_ns=5"]));
            Assert.That(
                space.Vary.Select(field => $"{field.Field.Name}: {string.Join(' ', field.Values)}"),
                Is.EqualTo(["lanes: 4 8", "weights: uint4 int4"]));
            Assert.That(space.Where.Select(one => one.Text), Is.EqualTo(["lanes < 8 or weights == uint4", "lanes >= 1"]));
            Assert.That(space.References.Select(one => one.Design.Name), Is.EqualTo(["w8a8", "fp16_fma"]));
            Assert.That(space.Sampling, Is.EqualTo(new SamplingPlan(SamplingMethod.Sobol, 3, 7)));
            Assert.That(space.Metrics.Select(metric => metric.Name), Is.EqualTo(["sqnr_db", "delay_ns", "area_um2"]));
            Assert.That(space.Combinations, Is.EqualTo(4));
        }
    }

    [Test]
    public void Without_a_sampling_it_is_a_grid() =>
        Assert.That(Spaces.Parse(Spaces.Small).Sampling.Method, Is.EqualTo(SamplingMethod.Grid));

    [Test]
    public void Every_fault_is_told_at_once_with_line_field_value_and_rule()
    {
        const string Text = """
            name: "a b"
            base: mixpe-w4a9
            vari: 1
            set: {lanes: 4, name: x, rovs: 2, rows: x}
            vary:
              lanes: [4, 4]
              systems: [a]
              weight: [uint4]
              group: []
              out: [fp23]
            where: ["lanes >", "architecture == both"]
            references: [nothing]
            sampling: {method: gird, count: 0}
            metrics: [sqnr_db, aera_um2]
            """;
        Assert.That(
            Spaces.FaultsOf(Text).Select(fault => $"{fault.Line} {fault.Field} {fault.Value} {DesignFiles.RuleId(fault)}"),
            Is.EqualTo(
            [
                "1 name a b name",
                "2 base mixpe-w4a9 base",
                "3 vari 1 known",
                "4 set.lanes 4 set",
                "4 set.name x set",
                "4 set.rovs 2 known",
                "4 set.rows x rows",
                "6 vary.lanes 4 vary",
                "7 vary.systems a list vary",
                "8 vary.weight a list known",
                "9 vary.group an empty list vary",
                "10 vary.out fp23 out",
                "11 where lanes > where",
                "11 where architecture == both where",
                "12 references nothing references",
                "13 sampling.method gird method",
                "13 sampling.count 0 count",
                "14 metrics aera_um2 metrics",
            ]));
    }

    [TestCase("vary: {lanes: [17]}", "vary.lanes: 17: lanes is an integer from 1 to 16", "lanes")]
    [TestCase("vary: {weights: [uint9]}", "vary.weights: uint9: weights is", "weights")]
    [TestCase("set: {rows: x}\nvary: {lanes: [1]}", "set.rows: x: rows is", "rows")]
    [TestCase("vary: {lanes: 4}", "vary.lanes: 4", "vary")]
    [TestCase("vary: {lanes: [[4]]}", "vary.lanes: a list", "vary")]
    [TestCase("vary: []", "vary: a list", "vary")]
    [TestCase("vary: {lanes: [1]}\nsampling: {method: random}", "sampling.count: nothing", "required")]
    [TestCase("vary: {lanes: [1]}\nsampling: {method: random, count: 0, seed: 1}", "sampling.count: 0", "count")]
    [TestCase("vary: {lanes: [1]}\nsampling: {method: search, count: 9, seed: -1}", "sampling.seed: -1", "seed")]
    [TestCase("vary: {lanes: [1]}\nsampling: {method: grid, count: 9}", "sampling.count: 9", "sampling")]
    [TestCase("vary: {lanes: [1]}\nmetrics: [sqnr_db]", "metrics: sqnr_db", "metrics")]
    [TestCase("vary: {lanes: [1]}\nmetrics: [sqnr_db, sqnr_db]", "metrics: sqnr_db, sqnr_db", "metrics")]
    [TestCase("vary: {lanes: [1]}\nwhere: [rows]", "where: rows", "where")]
    [TestCase("vary: {lanes: [1], lanes: [2]}", "vary.lanes: a list", "once")]
    [TestCase("vary: {lanes: &a [1]}", "vary.lanes: &a", "plain")]
    public void A_fault_is_told_with_its_rule(string text, string words, string rule)
    {
        IReadOnlyList<DesignFault> faults = Spaces.FaultsOf($"name: a\nbase: mixpe-w4a8\n{text}\n");
        Assert.That(faults.Select(DesignFiles.RuleId), Does.Contain(rule), string.Join('\n', faults));
        Assert.That(faults[0].ToString(), Does.StartWith("s.yaml:").And.Contain(words));
    }

    [Test]
    public void A_grid_that_does_not_end_is_refused_and_a_sample_of_it_is_not()
    {
        string values = string.Join(", ", Enumerable.Range(1, 64));
        string text = $"name: a\nbase: mixpe-w4a8\nvary: {{rows: [{values}], columns: [{values}], x_words: [{values}]}}\n";
        Assert.That(Spaces.FaultsOf(text).Select(DesignFiles.RuleId), Is.EqualTo(["grid"]));
        Assert.That(Spaces.Parse(text + "sampling: {method: random, count: 2, seed: 1}").Combinations, Is.EqualTo(64 * 64 * 64));
    }

    [TestCase("")]
    [TestCase("- a")]
    [TestCase("{")]
    [TestCase("name: a\n---\nname: b")]
    [TestCase("\0")]
    public void What_is_no_mapping_is_refused(string text) =>
        Assert.That(Spaces.FaultsOf(text), Is.Not.Empty);

    [Test]
    public void Design_files_are_relative_to_the_space()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["d.yaml"], DesignFiles.Minimal);
        File.WriteAllText(scratch["s.yaml"], "name: a\nbase: d.yaml\nvary: {lanes: [2, 4]}\nreferences: [d.yaml]\n");
        ExploreSpace space = SpaceLoader.Load(scratch["s.yaml"]);
        Assert.That((space.BaseDesign.Name, space.References[0].Design.Name), Is.EqualTo(("a", "a")));
    }

    [Test]
    public void A_file_that_is_not_there_is_a_fault() =>
        Assert.That(
            () => SpaceLoader.Load("nowhere.yaml"),
            Throws.TypeOf<DesignException>().With.Message.StartsWith("nowhere.yaml: -: nowhere.yaml: a space is the path"));
}
