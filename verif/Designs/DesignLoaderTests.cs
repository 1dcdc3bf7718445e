using System.Text;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Designs;

[TestFixture]
public sealed class DesignLoaderTests
{
    [TestCase("uint4", "int8", true, true)]
    [TestCase("int4", "int8", false, true)]
    [TestCase("int8", "int8", false, true)]
    [TestCase("uint8", "int8", true, true)]
    [TestCase("uint4", "fp16", true, false)]
    [TestCase("int4", "fp16", false, false)]
    [TestCase("int4", "fp8_e4m3", false, true)]
    public void Fills_in_the_documented_defaults(string weights, string activations, bool zeroPoint, bool scale)
    {
        var design = DesignFiles.Parse($"name: a\nweights: {weights}\nactivations: {activations}\n");
        Assert.Multiple(() =>
        {
            Assert.That(design.Weights.Name, Is.EqualTo(weights));
            Assert.That(design.Activations.Name, Is.EqualTo(activations));
            Assert.That(design.ZeroPoint, Is.EqualTo(zeroPoint));
            Assert.That(design.ActivationScale, Is.EqualTo(scale));
            Assert.That(design.Description, Is.Empty);
            Assert.That(design.Systems, Is.Empty);
            Assert.That(design.Group, Is.EqualTo(128));
            Assert.That(design.Accumulator, Is.EqualTo(AccumulatorKind.Exact));
            Assert.That(design.Fused, Is.False);
            Assert.That(design.Output.Name, Is.EqualTo("fp32"));
            Assert.That(design.Lanes, Is.EqualTo(8));
            Assert.That(design.Rows, Is.EqualTo(16));
            Assert.That(design.Columns, Is.EqualTo(16));
            Assert.That(design.Target, Is.EqualTo(HardwareTarget.Asic));
            Assert.That(design.ClockNs, Is.EqualTo(2m));
        });
    }

    [Test]
    public void Reads_every_field()
    {
        var design = DesignFiles.Parse(
            """
            name: w4a16_x
            description: "a: \"b\" × c"
            systems: [One, "Two, three"]
            weights: int4
            activations: fp16
            group: 48
            zero_point: integer
            activation_scale: fp16
            accumulator: exact
            fused: true
            out: bf16
            lanes: 12
            rows: 3
            columns: 64
            target: fpga
            clock_ns: 0.5
            """);
        Assert.Multiple(() =>
        {
            Assert.That(design.Name, Is.EqualTo("w4a16_x"));
            Assert.That(design.Description, Is.EqualTo("a: \"b\" × c"));
            Assert.That(design.Systems, Is.EqualTo(["One", "Two, three"]));
            Assert.That(design.Group, Is.EqualTo(48));
            Assert.That(design.ZeroPoint, Is.True);
            Assert.That(design.ActivationScale, Is.True);
            Assert.That(design.Fused, Is.True);
            Assert.That(design.Output.Name, Is.EqualTo("bf16"));
            Assert.That(design.Lanes, Is.EqualTo(12));
            Assert.That(design.Rows, Is.EqualTo(3));
            Assert.That(design.Columns, Is.EqualTo(64));
            Assert.That(design.Target, Is.EqualTo(HardwareTarget.Fpga));
            Assert.That(design.ClockNs, Is.EqualTo(0.5m));
        });
    }

    [TestCase("fp32", AccumulatorKind.Fp32)]
    [TestCase("fp16", AccumulatorKind.Fp16)]
    [TestCase("fp32-dot", AccumulatorKind.Fp32Dot, "zero_point=none")]
    public void Takes_rounding_accumulators_for_fp16(string word, AccumulatorKind kind, params string[] more)
    {
        var design = DesignFiles.Parse($"name: a\nweights: uint4\nactivations: fp16\naccumulator: {word}\n", more);
        Assert.That(design.Accumulator, Is.EqualTo(kind));
    }

    [TestCase("lanes: 16\nrows: 64\ncolumns: 64\ngroup: 65536\nclock_ns: 1000\n")]
    [TestCase("lanes: 1\nrows: 1\ncolumns: 1\ngroup: 1\nclock_ns: 0.001\n")]
    public void Takes_the_ends_of_the_ranges(string fields) =>
        Assert.That(() => DesignFiles.Parse(DesignFiles.Minimal + fields), Throws.Nothing);

    [Test]
    public void Overrides_come_before_the_checks()
    {
        var design = DesignFiles.Parse(
            DesignFiles.Minimal + "group: 100\nlanes: [9]\n",
            "group=96", "lanes=6", "systems=A, B", "description=x=y", "fused=true", "clock_ns=1.5");
        Assert.Multiple(() =>
        {
            Assert.That(design.Group, Is.EqualTo(96));
            Assert.That(design.Lanes, Is.EqualTo(6));
            Assert.That(design.Systems, Is.EqualTo(["A", "B"]));
            Assert.That(design.Description, Is.EqualTo("x=y"));
            Assert.That(design.Fused, Is.True);
            Assert.That(design.ClockNs, Is.EqualTo(1.5m));
        });
    }

    [Test]
    public void An_override_moves_the_defaults_that_hang_on_it() =>
        Assert.That(DesignFiles.Parse(DesignFiles.Minimal, "weights=int4").ZeroPoint, Is.False);

    [TestCase("group=100", "group group-lanes")]
    [TestCase("lanes=0", "lanes lanes")]
    [TestCase("name=wire", "name name-keyword")]
    [TestCase("grup=8", "grup known")]
    [TestCase("group", "- override")]
    [TestCase("=8", "- override")]
    [TestCase("systems=a,,b", "systems systems")]
    public void A_fault_of_an_override_names_its_origin(string text, string expected)
    {
        var fault = DesignFiles.FaultsOf(DesignFiles.Minimal, text).Single();
        Assert.Multiple(() =>
        {
            Assert.That(fault.File, Is.EqualTo("--set"));
            Assert.That(fault.Line, Is.Zero);
            Assert.That($"{fault.Field} {DesignFiles.RuleId(fault)}", Is.EqualTo(expected));
        });
    }

    [Test]
    public void A_rule_between_fields_blames_the_override()
    {
        var fault = DesignFiles.FaultsOf(DesignFiles.Minimal + "group: 128\n", "lanes=7").Single();
        Assert.That(
            fault.ToString(), Is.EqualTo("--set: lanes: 7: group is a multiple of lanes; group is 128 [group-lanes]"));
    }

    [Test]
    public void A_field_is_overridden_once() =>
        Assert.That(
            DesignFiles.FaultsOf(DesignFiles.Minimal, "rows=1", "rows=2").Select(DesignFiles.RuleId),
            Is.EqualTo(["once"]));

    [Test]
    public void Empty_systems_can_be_set() =>
        Assert.That(DesignFiles.Parse(DesignFiles.Minimal + "systems: [A]\n", "systems=").Systems, Is.Empty);

    [Test]
    public void A_fault_prints_as_file_line_field_value_rule()
    {
        var fault = DesignFiles.FaultsOf(DesignFiles.Minimal + "lane: 4\n").Single();
        Assert.That(
            fault.ToString(),
            Is.EqualTo(
                "d.yaml:4: lane: 4: a field is one of docs/design-file.md; did you mean 'lanes'? [known]"));
    }

    [Test]
    public void A_fault_is_one_line_whatever_the_file_holds()
    {
        var text = DesignFiles.Minimal + $"out: \"a\\nb\\e{new string('x', 500)}\"\n";
        var printed = DesignFiles.FaultsOf(text).Single().ToString();
        Assert.That(printed.Any(char.IsControl), Is.False);
        Assert.That(printed, Has.Length.LessThan(250));
    }

    [Test]
    public void A_file_of_more_than_1_MiB_is_refused()
    {
        var fits = Encoding.UTF8.GetBytes(DesignFiles.Minimal + "#" + new string('x', 1 << 20))[..(1 << 20)];
        byte[] over = [.. fits, (byte)'x'];
        Assert.That(DesignFiles.FaultsOf(fits), Is.Empty);
        Assert.That(DesignFiles.FaultsOf(over).Select(DesignFiles.RuleId), Does.Contain("size"));
    }

    [Test]
    public void A_file_of_brackets_is_refused_before_they_are_counted()
    {
        var faults = DesignFiles.FaultsOf("group: " + new string('[', 1_000_000));
        Assert.That(faults.Single().Rule, Does.Contain("nested more than 16 deep"));
    }

    [Test]
    public void A_missing_design_is_a_fault_with_a_guess()
    {
        var fault = Assert.Throws<DesignException>(() => DesignLoader.Load("mixpe-w4a9")).Faults.Single();
        Assert.That(fault.ToString(), Does.Contain("did you mean 'mixpe-w4a8'?"));
        Assert.That(DesignFiles.RuleId(fault), Is.EqualTo("exists"));
    }

    [Test]
    public void A_file_is_loaded_by_its_path()
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, DesignFiles.Minimal);
        try
        {
            Assert.That(DesignLoader.Load(path, ["rows=2"]).Rows, Is.EqualTo(2));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
