using MixPe.Flow.Lint;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

[Parallelizable(ParallelScope.All)]
public sealed class RtlLintTests
{
    private const int Batches = 20;
    private const int BatchesByDay = 4;
    private const int DesignsPerBatch = 10;

    private static IEnumerable<string> Names() => NamedDesigns.All.Select(design => design.Name);

    [TestCaseSource(nameof(Names))]
    public void Every_module_of_a_named_design_is_clean_in_all_tools(string name)
    {
        // Verilator takes a minute for 16 × 16 of the larger PEs: at their own shape they are nightly work.
        bool isFull = Environment.GetEnvironmentVariable("MIXPE_FULL_LINT") is { Length: > 0 };
        Design design = isFull ? DesignLoader.Load(name) : RtlDesigns.Named(name, rows: 4, columns: 4);
        Assert.That(new RtlLint().Run(new RtlBench().Generate(design), LintScope.EveryModule), Is.Empty);
    }

    [TestCase("int8 behavioural asic")]
    [TestCase("uint8 behavioural fpga")]
    [TestCase("int4 behavioural asic")]
    [TestCase("uint4 behavioural asic")]
    [TestCase("uint8 booth asic")]
    [TestCase("uint4 pair-sums asic")]
    [TestCase("uint5 bricks asic")]
    [TestCase("int4 lut asic")]
    [TestCase("uint3 lut fpga")]
    [TestCase("int8 bricks fpga")]
    [TestCase("fp4_e2m1 shift-add asic")]
    [TestCase("ternary shift-add fpga")]
    [TestCase("fp6_e3m2 shift-add fpga")]
    [TestCase("fp2_e1m0 shift-add asic")]
    [TestCase("fp4_e3m0 shift-add fpga")]
    [TestCase("fp8_e5m2 shift-add asic")]
    [TestCase("flint4 shift-add fpga")]
    [TestCase("olive4 shift-add fpga")]
    [TestCase("olaccel4 shift-add fpga")]
    [TestCase("int8 pair-sums fpga")]
    [TestCase("uint4 booth fpga")]
    [TestCase("int4 booth asic")]
    [TestCase("fp16 shift-add asic")]
    [TestCase("fp16 shift-add fpga")]
    [TestCase("fp16 booth asic")]
    [TestCase("fp16 booth fpga")]
    [TestCase("fp16 behavioural asic")]
    public void Every_module_of_an_architecture_is_clean_in_all_tools(string fields)
    {
        string[] words = fields.Split(' ');
        string[] float32 = words[0] == "fp16" ? ["accumulator=fp32"] : [];
        Design design = RtlDesigns.Make(
            words[0], float32.Length == 0 ? "int8" : "fp16",
            [$"architecture={words[1]}", $"target={words[2]}", "lanes=4", .. float32]);
        Assert.That(new RtlLint().Run(new RtlBench().Generate(design), LintScope.EveryModule), Is.Empty);
    }

    // A group of one product: no bit of a term is above the sum.
    [TestCase("int7", "bricks", "asic")]
    [TestCase("uint3", "bricks", "fpga")]
    [TestCase("int5", "shift-add", "asic")]
    [TestCase("uint7", "booth", "fpga")]
    public void A_single_product_is_clean_in_all_tools(string weights, string architecture, string target)
    {
        Design design = RtlDesigns.Make(
            weights, "int8", [$"architecture={architecture}", $"target={target}", "lanes=1", "group=1", "rows=1", "x_words=4", "w_words=16", "dequant_units=1"]);
        Assert.That(new RtlLint().Run(new RtlBench().Generate(design), LintScope.EveryModule), Is.Empty);
    }

    [TestCase("uint4 int8 addend=stream")]
    [TestCase("uint4 int8 addend=stream out=fp16 y_words=1 columns=3")]
    [TestCase("uint4 int8 addend=stream fused=true out=bf16 y_words=3 columns=2")]
    [TestCase("uint4 int8 addend=stream scale=uint8 dataflow=weight-stationary rows=16 y_words=20 columns=5")]
    public void Every_module_of_a_tile_that_adds_is_clean_in_all_tools(string fields)
    {
        string[] words = fields.Split(' ');
        Design design = RtlDesigns.Make(words[0], words[1], [.. words[2..], "lanes=2", "group=32", "x_words=4", "w_words=16"]);
        Assert.That(new RtlLint().Run(new RtlBench().Generate(design), LintScope.EveryModule), Is.Empty);
    }

    [TestCase("fp4_e2m1 fp4_e2m1 activation_group_scale=fp8_e4m3")]
    [TestCase("fp4_e2m1 fp4_e2m1 activation_group_scale=fp8_e4m3 out=fp16 y_words=1 columns=3 target=fpga")]
    [TestCase("fp4_e2m1 fp16 out=bf16 addend=stream y_words=3 columns=2")]
    [TestCase("uint4 int8 addend=stream dataflow=weight-stationary rows=16 y_words=20 columns=5 target=fpga")]
    public void Every_module_of_a_tile_that_scales_is_clean_in_all_tools(string fields)
    {
        string[] words = fields.Split(' ');
        Design design = RtlDesigns.Make(
            words[0], words[1], [.. words[2..], "scale=fp8_e4m3", "tensor_scale=fp32", "lanes=2", "group=32", "x_words=4", "w_words=16"]);
        Assert.That(new RtlLint().Run(new RtlBench().Generate(design), LintScope.EveryModule), Is.Empty);
    }

    [TestCase("fp8_e5m2 bf16 fp32")]
    [TestCase("fp8_e7m0 fp16 fp32")]
    [TestCase("fp6_e1m4 bf16 fp32")]
    [TestCase("fp8_e4m3 fp8_e4m3 exact")]
    [TestCase("fp5_e4m0 fp16 exact")]
    [TestCase("flint4 fp16 fp32")]
    [TestCase("olive4 fp16 fp32-dot")]
    [TestCase("olive4 fp8_e4m3 exact")]
    public void Every_module_of_a_minifloat_is_clean_in_all_tools(string fields)
    {
        string[] words = fields.Split(' ');
        Design design = RtlDesigns.Make(words[0], words[1], $"accumulator={words[2]}", "lanes=2", "group=4");
        Assert.That(new RtlLint().Run(new RtlBench().Generate(design), LintScope.EveryModule), Is.Empty);
    }

    // With a group of one index a number of columns is as wide as one of multiply-accumulates.
    [TestCase(1)]
    [TestCase(3)]
    public void A_group_of_one_index_is_clean_in_all_tools(int columns)
    {
        Design design = RtlDesigns.Make(
            "uint4", "int8",
            [
                "dataflow=weight-stationary", "rows=1", $"columns={columns}", $"shared_columns={columns}", "lanes=1", "group=1",
                "x_words=1", "w_words=8", "activation_scale=none",
            ]);
        Assert.That(new RtlLint().Run(new RtlBench().Generate(design)), Is.Empty);
    }

    [Test]
    public void Slices_to_whose_units_nothing_but_dot_products_comes_are_clean_in_all_tools()
    {
        Design design = RtlDesigns.Make(
            "uint8", "int8",
            [
                "dataflow=weight-stationary", "rows=4", "columns=1", "lanes=15", "group=60", "x_words=4", "accumulator=sliced", "slices=2",
                "slice_bits=4", "zero_point=none", "activation_scale=none",
            ]);
        Assert.That(new RtlLint().Run(new RtlBench().Generate(design)), Is.Empty);
    }

    // Three tools read each of 200 designs: most of them at night.
    private static IEnumerable<TestCaseData> Numbers() => Enumerable.Range(1, Batches).Select(batch =>
        batch <= BatchesByDay ? new TestCaseData(batch) : new TestCaseData(batch).SetCategory("Nightly"));

    [TestCaseSource(nameof(Numbers))]
    public void Random_accepted_designs_are_clean_in_all_tools(int batch)
    {
        var random = new Random(batch);
        var bench = new RtlBench();
        for (int i = 0; i < DesignsPerBatch; i++)
        {
            IReadOnlyList<string> fields = RandomDesigns.Draw(random, maxLanes: 16, maxSide: 4);
            Assert.That(
                new RtlLint().Run(bench.Generate(RtlDesigns.Of(fields))), Is.Empty, string.Join(' ', fields));
        }
    }

    // Each of these is seen by one tool at least. To read every module by itself takes long: one fault does.
    [TestCase("assign sum_o = a_i ^ b_i ^ c_i;", "assign sum_o = {1'b0, a_i} ^ b_i ^ c_i;", "verilator")]
    [TestCase("output logic [Width-1:0] carry_o", "output logic [Width-1:0] carry_o, input logic more_i", "verilator")]
    [TestCase("assign sum_o = a_i ^ b_i ^ c_i;", "assign sum_o = missing ^ b_i ^ c_i;", "iverilog")]
    [TestCase("assign sum_o = a_i ^ b_i ^ c_i;", "assign sum_o = a_i ^ b_i; assign sum_o = c_i;", "yosys",
        LintScope.EveryModule)]
    public void A_fault_is_found(string text, string broken, string tool, LintScope scope = LintScope.Array)
    {
        var bench = new RtlBench(Mutation.Apply("csa", text, broken));
        RtlBundle bundle = bench.Generate(RtlDesigns.Make("int4", "int8"));
        IEnumerable<LintFinding> findings = new RtlLint().Run(bundle, scope);
        Assert.That(findings.Select(finding => finding.Tool), Does.Contain(tool));
    }
}
