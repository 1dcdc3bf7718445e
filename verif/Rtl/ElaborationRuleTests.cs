using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>A parameter that breaks a module's rule is refused by every tool, in the rule's own words: the module
/// named after the rule does not exist. Yosys alone meets a width of zero before it comes to the rule.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class ElaborationRuleTests
{
    private const string YosysWidth = "ERROR: Static cast with zero or negative size!";

    // The one that only sliced designs have.
    private const string SlicedRule = "count_must_be_at_least_1";

    // The one that only arrays with shared registers have.
    private const string ScaleRule = "a_stream_beat_holds_its_scales_and_numbers_fit_their_widths";
    private const string SharedRule = "columns_must_be_whole_sets_that_share_registers";

    // The one that only bfloat16 activations have.
    private const string WideRule = "the_top_bit_must_be_a_normal_number";

    // Sizes of few bits: a tile that breaks their rule is no larger than the tools can elaborate.
    private const string SizeRule = "passes_and_columns_must_fit_size_bits";

    private const string Stationary = "dataflow=weight-stationary";

    // Unit, parameters that break the rule, the rule.
    private static readonly (string Unit, (string Name, int Value)[] Parameters, string Rule)[] Rules =
    [
        ("array", [("Rows", 0)], "rows_and_columns_must_be_at_least_1"),
        ("array", [("Columns", 0)], "rows_and_columns_must_be_at_least_1"),
        ("array", [("Units", 3)], "units_must_divide_rows"),
        ("group_dequant", [("Rows", 0)], "rows_must_be_at_least_1"),
        ("ram", [("Depth", 5)], "addresses_must_reach_all_words"),
        ("x_buffer", [("Slots", 1)], "sizes_must_be_at_least_1_and_slots_2"),
        ("x_buffer", [("MaxK", 65535)], "numbers_must_fit_their_widths"),
        ("x_buffer", [("Scales", 1000)], ScaleRule),
        ("w_buffer", [("Columns", 0)], "sizes_must_be_at_least_1"),
        ("w_buffer", [("MaxK", 65535)], "numbers_must_fit_their_widths"),
        ("w_buffer", [("Words", 1)], "a_stream_beat_is_whole_bytes_and_holds_its_parameters"),
        ("y_buffer", [("Pages", 1)], "sizes_must_be_at_least_1_and_pages_2"),
        ("y_buffer", [("Pages", 5)], "numbers_must_fit_their_widths"),
        ("y_buffer", [("Units", 3)], "units_must_divide_rows"),
        ("tile_control", [("Slots", 1)], "sizes_must_be_at_least_1_and_a_pass_must_fit_the_slots"),
        ("tile", [("RowBlocks", 256)], SizeRule),
        ("tile_regs", [("StepWidth", 65)], "a_step_has_1_to_64_bits"),
        ("array", [("Rows", 5)], "the_sums_have_room_for_the_designs_group"),
        ("array", [("Columns", 3)], SharedRule),
        ("x_buffer", [("Words", 3)], "words_must_divide_rows"),
        ("tile_control", [("KWidth", 3)], "a_group_must_fit_the_width_of_k"),
        ("largest_exponent", [("Count", 0)], SlicedRule),
        ("csa", [("Width", 0)], "width_must_be_at_least_1"),
        ("delay", [("Width", 0)], "width_and_depth_must_be_at_least_1"),
        ("delay", [("Depth", 0)], "width_and_depth_must_be_at_least_1"),
        ("normalize", [("Width", 1), ("CountWidth", 0)], "width_must_be_at_least_2"),
        ("normalize", [("Width", 28), ("CountWidth", 4)],
            "countwidth_must_be_the_base_2_logarithm_of_width_rounded_up"),
        ("fp_round", [("MagWidth", 25)], "magwidth_must_be_at_least_fracwidth_3"),
        ("fp_round", [("ExpWidth", 4)], "expwidth_must_be_at_least_countwidth"),
        ("scaled_to_fp32", [("MagWidth", 25), ("CountWidth", 5)], "magwidth_must_be_2_to_24"),
        ("scaled_to_fp32", [("MagWidth", 2)], WideRule),
        ("scaled_to_fp32", [("MagWidth", 1), ("CountWidth", 1)], "magwidth_must_be_2_to_24"),
    ];

    // Those that only weight-stationary designs have.
    private static readonly string[] StationaryRules =
    [
        "words_must_divide_rows", "a_group_must_fit_the_width_of_k", "the_sums_have_room_for_the_designs_group",
    ];

    private static IEnumerable<TestCaseData> Cases() => Rules.Select((rule, index) =>
        new TestCaseData(index).SetArgDisplayNames($"{rule.Unit} {string.Join(' ', rule.Parameters)}"));

    [TestCaseSource(nameof(Cases))]
    public void A_broken_rule_is_refused_by_every_tool(int index)
    {
        var (unit, parameters, rule) = Rules[index];
        string[] fields =
        [
            rule == SlicedRule ? "accumulator=sliced" : "accumulator=fp32",
            .. rule is SlicedRule or SharedRule || StationaryRules.Contains(rule) ? [Stationary, "rows=4"] : Array.Empty<string>(),
            .. rule == ScaleRule ? ["activation_group_scale=fp16"] : Array.Empty<string>(),
            .. rule == SharedRule ? ["columns=4", "shared_columns=2"] : Array.Empty<string>(),
            .. rule == SizeRule ? ["size_bits=9", "rows=2"] : Array.Empty<string>(),
        ];
        RtlBundle bundle = new RtlBench().Generate(RtlDesigns.Make("uint4", rule == WideRule ? "bf16" : "fp16", fields));
        string module = bundle.Module(unit).Name;
        string folder = Directory.CreateTempSubdirectory("mixpe-rule-").FullName;
        try
        {
            string[] files = [.. bundle.Sources.Select(source => Path.GetFileName(source.Path))];
            foreach (BundleFile source in bundle.Sources)
            {
                File.WriteAllText(Path.Combine(folder, Path.GetFileName(source.Path)), source.Text);
            }

            foreach (bool isBroken in new[] { false, true })
            {
                (string Name, int Value)[] values = isBroken ? parameters : [];
                Check(isBroken, rule, folder, ExternalTool.Verilator,
                [
                    "--lint-only", "-Wno-fatal", "--top-module", module,
                    .. values.Select(v => $"-G{Set(v, "=")}"), .. files,
                ]);
                Check(isBroken, rule, folder, ExternalTool.Iverilog,
                [
                    "-g2012", "-t", "null", "-s", module,
                    .. values.Select(v => $"-P{module}.{Set(v, "=")}"), .. files,
                ]);
                string change = string.Concat(values.Select(v => $" -chparam {Set(v, " ")}"));
                string script =
                    $"read_verilog -sv {string.Join(' ', files)}; hierarchy -check -top {module}{change}";
                Check(isBroken, rule, folder, ExternalTool.Yosys, ["-q", "-p", script]);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Every_rule_of_the_templates_has_a_case()
    {
        string[] rules = [.. new RtlBench().Templates.Text
            .SelectMany(template => RuleInstance().Matches(template.Value))
            .Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        Assert.That(Rules.Select(rule => rule.Rule).Distinct().Order(StringComparer.Ordinal), Is.EqualTo(rules));
    }

    private static string Set((string Name, int Value) parameter, string between) =>
        string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}{between}{parameter.Value}");

    private static void Check(bool isBroken, string rule, string folder, ExternalTool tool, string[] arguments)
    {
        ToolResult result = ToolProcess.Run(new ToolCommand(tool, arguments) { WorkingDirectory = folder });
        string output = string.Join('\n', result.Lines);
        Assert.That(result.ExitCode != 0, Is.EqualTo(isBroken), $"{tool.Name} {string.Join(' ', arguments)}\n{output}");
        if (isBroken)
        {
            bool isYosysWidth = tool == ExternalTool.Yosys && output.Contains(YosysWidth, StringComparison.Ordinal);
            Assert.That(isYosysWidth ? rule : output, Does.Contain(rule), $"{tool.Name} names the rule");
        }
    }

    [GeneratedRegex(@"(\w+) u_error \(\);")]
    private static partial Regex RuleInstance();
}
