using MixPe.Flow.Verify;
using MixPe.Generator.Designs;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>Every check of mixpe verify on designs that together have every kind of unit: formats, accumulators,
/// targets, zero points, fused or not, outputs, odd rows and lanes.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class UnitCheckTests
{
    private const string AllUnits = "";

    // Units, then the design: each unit in every shape that the generator makes of it, no build twice.
    private static readonly string[][] Cases =
    [
        [AllUnits, "uint4", "int8", "rows=3", "group=4"],
        ["pe act_sum", "uint4", "int8", "lanes=3", "group=12"],
        ["pe act_sum mac sum zero_correct", "int4", "int8", "lanes=4", "target=fpga", "zero_point=integer"],
        ["group_dequant fp32_narrow", "int4", "int8", "rows=1", "out=bf16", "activation_scale=none"],
        ["group_dequant fused_accumulate scale_product", "uint4", "int8", "rows=2", "fused=true", "out=fp16"],
        ["zero_correct", "int4", "int8", "zero_point=integer"],
        ["zero_correct", "uint4", "int8", "target=fpga"],
        ["pe mac group_dequant fp16_mul_pow2 fp16_mul_pow2_wide float_product fixed_to_fp32", "int4", "fp16", "rows=2"],
        ["act_sum zero_correct", "int4", "fp16", "zero_point=integer"],
        ["array", "int4", "fp16", "rows=2", "fused=true"],
        ["array", "uint4", "int8", "rows=4", "dequant_units=2", "group=4"],
        ["pe act_sum array tile", "uint4", "int8", "dataflow=weight-stationary", "rows=4"],
        ["pe array tile", "int4", "fp16", "dataflow=weight-stationary", "rows=3", "lanes=3", "group=9", "x_words=3", "w_words=4"],
        ["pe act_sum array", "uint4", "fp16", "dataflow=weight-stationary", "rows=4", "accumulator=fp32"],
        ["group_dequant fused_accumulate", "int4", "fp16", "rows=3", "fused=true", "activation_scale=fp16"],
        ["pe act_sum mac sum group_dequant zero_correct fp32_narrow", "uint4", "fp16", "lanes=3", "group=12", "rows=1",
            "out=fp16", "zero_point=integer"],
        ["group_dequant zero_correct scale_product", "uint4", "fp16", "rows=2", "fused=true", "target=fpga"],
        ["zero_correct", "int4", "fp16", "zero_point=integer", "target=fpga"],
        ["pe act_sum mac sum fp_mul_zero scaled_to_fp32", "int4", "fp16", "lanes=4", "accumulator=fp32",
            "zero_point=integer"],
        ["group_dequant", "int4", "fp16", "rows=3", "accumulator=fp32", "out=bf16"],
        ["pe act_sum mac sum fp_mul_zero fp_add", "uint4", "fp16", "lanes=3", "group=12", "accumulator=fp16"],
        ["pe act_sum fp_mul_zero", "int4", "fp16", "accumulator=fp16", "target=fpga", "zero_point=integer"],
        ["group_dequant", "int4", "fp16", "rows=2", "accumulator=fp16"],
        ["fp32_scale fp32_row_scale scale_decode group_dequant pe array tile", "fp4_e2m1", "int8", "scale=e8m0", "rows=3", "group=32"],
        ["fp32_scale scale_pair group_dequant array tile", "uint4", "int8", "activation_group_scale=fp16", "rows=4", "group=16", "dequant_units=2"],
        ["fp32_scale scale_pair scale_decode x_scale_decode group_dequant array tile", "fp8_e4m3", "fp8_e4m3", "scale=e8m0",
            "activation_group_scale=fp8_e4m3", "rows=4", "dataflow=weight-stationary"],
        ["scale_pair fp32_scale group_dequant tile", "fp4_e2m1", "fp8_e4m3", "scale=e8m0", "activation_group_scale=e8m0", "rows=2", "group=16"],
        ["tensor_scale fp32_mul fp32_decode tile_regs tile", "fp4_e2m1", "fp4_e2m1", "scale=fp8_e4m3", "activation_group_scale=fp8_e4m3",
            "tensor_scale=fp32", "group=16", "rows=2", "out=fp16", "y_words=3"],
        ["tensor_scale fp32_mul addend tile", "fp4_e2m1", "fp16", "scale=fp8_e4m3", "tensor_scale=fp32", "addend=stream", "rows=4",
            "dataflow=weight-stationary", "target=fpga", "out=bf16"],
        ["addend tile", "int4", "int8", "addend=stream", "rows=2", "out=fp16", "y_words=3"],
        ["scale_accumulate fixed_to_fp32", "uint4", "int8", "scale=uint8", "rows=2", "out=fp16"],
        ["scale_accumulate group_dequant", "int4", "int8", "scale=uint8", "rows=2", "target=fpga", "activation_scale=none"],
        ["scale_accumulate minimum_accumulate scale_product minimum_product super_difference fixed_to_fp32 fp32_scale group_dequant act_sum array tile",
            "uint4", "int8", "super_group=24", "scale=uint8", "activation_group_scale=fp16", "rows=4", "dequant_units=2", "w_words=7"],
        ["minimum_product super_difference group_dequant array tile", "uint5", "int4", "super_group=8", "scale=uint8", "activation_group_scale=fp16",
            "dataflow=weight-stationary", "rows=4", "target=fpga", "pipeline=2", "out=fp16", "w_words=8", "addend=stream"],
        ["fp4_decode float_product pe mac array tile group_dequant fixed_to_fp32 scale_pair", "fp4_e2m1", "fp4_e2m1", "scale=fp8_e4m3",
            "activation_group_scale=fp8_e4m3", "rows=2", "group=16"],
        ["fp6_decode float_product pe mac array", "fp6_e3m2", "fp6_e2m3", "rows=2", "lanes=4", "pipeline=2", "target=fpga"],
        ["fp6_decode float_product pe mac tile group_dequant fused_accumulate", "int4", "fp6_e3m2", "rows=4", "dataflow=weight-stationary", "fused=true"],
        ["fp8_decode float_product fixed_to_fp32 pe mac array tile group_dequant", "int4", "fp8_e4m3", "rows=3"],
        ["fp8_decode pe act_sum mac sum group_dequant fp_mul_zero scaled_to_fp32", "uint4", "fp8_e5m2", "rows=2", "accumulator=fp32"],
        ["float_product pe mac scaled_to_fp32", "fp4_e2m1", "fp8_e4m3", "accumulator=fp32", "pipeline=2", "target=fpga"],
        ["bf16_decode pe act_sum mac sum group_dequant fp_mul_zero scaled_to_fp32", "uint4", "bf16", "rows=2", "accumulator=fp32"],
        ["pe mac", "ternary", "int4", "target=fpga", "pipeline=2"],
        ["minifloat_product pe mac", "fp6_e3m2", "int4", "target=fpga", "pipeline=2"],
        ["minifloat_product pe mac group_dequant", "fp5_e2m2", "int8", "dataflow=weight-stationary", "rows=4", "fused=true"],
        ["float_product scaled_to_fp32 pe mac", "fp8_e5m2", "bf16", "accumulator=fp32"],
        ["float_product scaled_to_fp32 pe mac array", "fp8_e7m0", "fp16", "accumulator=fp32", "pipeline=4", "lanes=3", "group=12", "rows=2"],
        ["float_product pe mac fixed_to_fp32", "fp8_e4m3", "fp8_e4m3", "rows=2"],
        ["minifloat_product pe mac fixed_to_fp32 tile", "fp8_e5m2", "int8", "rows=4", "dataflow=weight-stationary"],
        ["minifloat_product pe mac", "fp2_e1m0", "int4", "pipeline=2"],
        ["minifloat_product pe mac tile", "flint4", "int8", "rows=2"],
        ["float_product scaled_to_fp32 pe mac", "flint4", "fp16", "accumulator=fp32"],
        ["minifloat_product pe mac array tile", "olive4", "int8", "rows=2"],
        ["pe mac array tile", "olaccel4", "int8", "rows=2"],
        ["pe mac array tile", "olaccel4", "int4", "rows=3", "lanes=3", "group=9", "w_words=8", "x_words=4", "target=fpga", "pipeline=2"],
        ["pe mac array tile", "olaccel4", "int8", "dataflow=weight-stationary", "rows=4", "lanes=4", "group=16", "columns=4", "shared_columns=2"],
        ["minifloat_product pe mac array tile", "olive4", "int4", "dataflow=weight-stationary", "rows=4", "lanes=2", "group=8", "w_words=4", "target=fpga"],
        ["float_product scaled_to_fp32 pe mac", "olive4", "fp16", "accumulator=fp32", "pipeline=2"],
        ["float_product pe mac array", "olive4", "fp16", "accumulator=fp32-dot", "lanes=4", "rows=2"],
        ["float_product pe mac array", "olive4", "fp8_e5m2", "rows=2", "lanes=2", "group=8", "w_words=4"],
        ["float_product scaled_to_fp32 pe mac tile", "fp6_e2m3", "fp16", "accumulator=fp32", "w_words=4"],
        ["pe mac tile", "int4", "int4", "dataflow=weight-stationary", "rows=4", "x_words=4"],
        ["pe act_sum mac scaled_to_fp32 fp_mul_zero", "uint8", "fp16", "accumulator=fp32"],
        ["slice_align slice_merge weight_sum largest_exponent pe act_sum mac sum group_dequant zero_correct array tile", "uint4",
            "fp16", "accumulator=sliced", "dataflow=weight-stationary", "rows=4"],
        ["slice_align slice_merge fixed_to_fp32 group_dequant array tile_regs tile", "uint4", "fp16", "accumulator=sliced", "run_time_slices=true",
            "dataflow=weight-stationary", "rows=4"],
        ["slice_integer slice_merge weight_sum pe act_sum mac sum group_dequant zero_correct fixed_to_fp32 array tile_regs tile", "uint4", "int8",
            "accumulator=sliced", "run_time_slices=true", "dataflow=weight-stationary", "rows=4"],
        ["slice_integer slice_merge weight_sum group_dequant scale_pair array tile_regs tile", "int4", "int8", "accumulator=sliced",
            "activation_group_scale=fp16", "run_time_slices=true", "wide_groups=true", "dataflow=weight-stationary", "rows=4", "columns=4", "shared_columns=2"],
        ["slice_integer slice_merge group_dequant array tile", "int4", "int8", "accumulator=sliced", "activation_group_scale=e8m0", "columns=6",
            "shared_columns=2", "architecture=pair-sums", "pipeline=2", "dataflow=weight-stationary", "rows=4"],
        ["slice_align fixed_to_fp32 group_dequant array", "int5", "bf16", "accumulator=sliced", "slices=3", "run_time_slices=true",
            "activation_scale=fp16", "dataflow=weight-stationary", "pipeline=2", "rows=3", "lanes=3", "group=9", "x_words=3", "w_words=16"],
        ["pe act_sum mac array tile", "uint4", "fp16", "accumulator=sliced", "dataflow=weight-stationary", "rows=4", "columns=4",
            "shared_columns=2", "architecture=pair-sums"],
        ["pe mac array", "int4", "int8", "dataflow=weight-stationary", "rows=3", "columns=4", "shared_columns=2", "lanes=3",
            "group=9", "x_words=3", "w_words=8", "architecture=pair-sums", "pipeline=2", "target=fpga"],
        ["pe array", "int4", "fp16", "dataflow=weight-stationary", "rows=4", "columns=3", "shared_columns=3"],
        ["pe mac group_dequant fixed_to_fp32", "int8", "fp16", "rows=2"],
        ["pe act_sum mac fp_mul_zero", "uint2", "fp16", "accumulator=fp16"],
        ["pe mac", "int8", "int8", "architecture=behavioural", "lanes=3", "group=12"],
        ["pe mac", "int4", "int8", "architecture=pair-sums", "target=fpga", "pipeline=4"],
        ["pe array", "uint8", "int8", "architecture=pair-sums", "dataflow=weight-stationary", "rows=4"],
        ["pe act_sum mac", "uint8", "int8", "architecture=booth", "target=fpga", "pipeline=2"],
        ["lut_table pe mac array", "uint4", "int8", "architecture=lut", "rows=2", "lanes=4", "group=8"],
        ["lut_table pe mac", "int3", "int4", "architecture=lut", "target=fpga", "pipeline=4", "lanes=12", "group=24"],
        ["lut_table pe mac array tile", "int4", "int8", "architecture=lut", "dataflow=weight-stationary", "rows=4", "lanes=8", "group=32",
            "columns=4", "shared_columns=2"],
        ["brick pe mac array tile", "int4", "int8", "architecture=bricks", "rows=2"],
        ["brick pe mac", "uint5", "int8", "architecture=bricks", "target=fpga", "pipeline=4", "lanes=3", "group=12"],
        ["pe array", "int8", "int8", "architecture=bricks", "dataflow=weight-stationary", "rows=4"],
        ["pe array", "int8", "int8", "architecture=booth", "dataflow=weight-stationary", "rows=4"],
        ["pe mac", "int4", "int8", "architecture=booth", "lanes=4", "pipeline=4"],
        ["pe mac array fp16_mul", "fp16", "fp16", "accumulator=fp32", "lanes=1"],
        ["pe mac", "fp16", "fp16", "accumulator=fp32", "architecture=booth", "rows=3"],
        ["pe mac array fp16_product group_dequant", "fp16", "fp16", "accumulator=fp32-dot", "lanes=3", "group=12", "architecture=booth", "rows=3"],
        ["pe mac float_product tile", "int4", "fp8_e5m2", "accumulator=fp32-dot", "pipeline=2", "lanes=4", "target=fpga", "rows=2"],
        ["pe mac array", "fp6_e3m2", "fp16", "accumulator=fp32-dot", "dataflow=weight-stationary", "rows=4"],
        ["pe mac fp16_mul", "fp16", "fp16", "accumulator=fp32", "architecture=behavioural", "lanes=3", "group=12"],
        ["fp16_mul", "fp16", "fp16", "accumulator=fp32", "architecture=booth", "target=fpga"],
        ["group_dequant", "int4", "fp16", "rows=2", "accumulator=fp16", "zero_point=integer", "out=fp16"],
    ];

    // Formats and products whose arrays random designs have by day.
    private static readonly string[][] NightCases =
    [
        ["fp32_scale group_dequant array tile", "uint4", "int8", "scale=uint8", "rows=4", "dequant_units=2", "group=16", "max_k=64",
            "out=fp16"],
        ["scale_product minimum_product super_difference group_dequant array tile", "uint8", "int8", "super_group=40", "scale=uint8",
            "activation_group_scale=fp16", "rows=3", "out=bf16"],
        ["scale_accumulate group_dequant array tile", "int8", "int8", "scale=uint8", "rows=4", "dataflow=weight-stationary", "out=bf16"],
        ["pe mac array tile", "ternary", "int8", "rows=3"],
        ["minifloat_product pe mac array tile", "fp4_e2m1", "int8", "rows=3"],
        ["pe act_sum mac array", "uint4", "int8", "architecture=behavioural", "rows=3"],
        ["fp32_scale scale_decode group_dequant array", "fp4_e2m1", "fp16", "scale=bf16", "rows=2", "accumulator=fp32"],
        ["pe act_sum mac sum zero_correct fused_accumulate array", "uint4", "fp8_e5m2", "rows=4", "fused=true", "dataflow=weight-stationary"],
        ["pe act_sum mac array", "uint4", "int8", "architecture=pair-sums", "lanes=3", "group=12", "w_words=4"],
        ["float_product pe mac array group_dequant fixed_to_fp32", "fp6_e3m2", "fp16", "rows=3"],
        ["pe act_sum mac sum array tile zero_correct", "uint2", "int4", "rows=3", "w_words=8"],
        ["pe mac array tile", "int3", "int4", "lanes=4", "rows=3"],
        ["pe mac array tile float_product", "uint5", "fp16", "zero_point=integer"],
        ["pe mac array", "int8", "int8", "architecture=booth", "rows=3"],
        ["array group_dequant fp_mul_zero", "uint4", "fp16", "rows=3", "accumulator=fp32", "activation_scale=fp16"],
        ["float_product scaled_to_fp32 pe mac group_dequant fp32_scale fp32_row_scale array", "fp6_e3m2", "bf16", "rows=2",
            "accumulator=fp32", "scale=bf16", "activation_scale=fp16"],
        ["group_dequant fp32_narrow array", "uint4", "int8", "scale=bf16", "rows=2", "target=fpga", "out=bf16"],
        ["fp32_scale fp32_row_scale scale_decode group_dequant array tile", "uint4", "fp8_e5m2", "scale=fp8_e4m3", "rows=4", "dataflow=weight-stationary"],
        ["slice_align slice_merge weight_sum largest_exponent pe mac fixed_to_fp32 group_dequant array", "int5", "bf16", "accumulator=sliced",
            "slices=1", "slice_bits=13", "dataflow=weight-stationary", "architecture=pair-sums", "pipeline=2", "rows=3", "lanes=3", "group=9",
            "x_words=3", "w_words=16"],
        ["pe act_sum mac array", "int8", "int8", "zero_point=integer"],
        ["scale_pair fp32_scale group_dequant array tile", "fp6_e3m2", "bf16", "accumulator=fp32", "scale=fp16", "activation_group_scale=bf16",
            "rows=3", "group=24", "pipeline=4", "target=fpga"],
        ["scale_pair scale_decode fp32_scale group_dequant array tile", "int4", "int8", "scale=fp8_e4m3", "activation_group_scale=fp8_e4m3",
            "rows=4", "dataflow=weight-stationary", "pipeline=2", "out=fp16"],
    ];

    private static IEnumerable<TestCaseData> Designs() =>
        Cases.Select(Data).Concat(NightCases.Select(words => Data(words).SetCategory("Nightly")));

    private static TestCaseData Data(string[] words) =>
        new TestCaseData((object)words).SetArgDisplayNames(string.Join(' ', words[1..]), words[0]);

    [TestCaseSource(nameof(Designs))]
    public void Every_check_of_the_units_passes(string[] words)
    {
        Design design = RtlDesigns.Make(words[1], words[2], words[3..]);
        VerifyBench bench = new();
        using (Assert.EnterMultipleScope())
        {
            foreach (UnitCheck check in Of(words, design))
            {
                var (cases, fault) = bench.Run(design, check);
                Assert.That(fault?.ToString(), Is.Null, check.Name);
                Assert.That(cases, Is.Positive, $"{check.Name}: nothing was compared");
                TestContext.Out.WriteLine($"{check.Name}: {cases} cases");
            }
        }
    }

    [Test]
    public void No_check_is_left_out()
    {
        var run = Cases.SelectMany(words => Of(words, RtlDesigns.Make(words[1], words[2], words[3..])))
            .Select(check => check.Name).Distinct();
        Assert.That(run, Is.EquivalentTo(UnitChecks.All.Select(check => check.Name)));
    }

    [Test]
    public void Every_W4A8_product_comes_out_of_every_lane(
        [Values("int4", "uint4")] string weights, [Values("asic", "fpga")] string target, [Values(1, 8)] int lanes) =>
        CheckProducts(RtlDesigns.Make(weights, "int8", $"target={target}", $"lanes={lanes}", "zero_point=none"));

    [TestCase("int2 shift-add asic int4")]
    [TestCase("uint3 shift-add fpga int4")]
    [TestCase("uint6 shift-add asic int8", Category = "Nightly")]
    [TestCase("int7 shift-add asic int8", Category = "Nightly")]
    [TestCase("uint4 pair-sums asic int4")]
    [TestCase("int5 booth asic int8")]
    [TestCase("int8 booth asic")]
    [TestCase("int8 booth fpga")]
    [TestCase("uint8 booth asic")]
    [TestCase("uint4 booth asic")]
    [TestCase("int4 booth fpga")]
    [TestCase("int4 lut asic")]
    [TestCase("uint8 lut asic int4")]
    [TestCase("uint2 lut fpga")]
    [TestCase("int8 lut asic", Category = "Nightly")]
    [TestCase("int2 bricks asic")]
    [TestCase("int4 bricks asic int4")]
    [TestCase("int4 bricks asic")]
    [TestCase("uint4 bricks fpga")]
    [TestCase("int5 bricks fpga int4")]
    [TestCase("uint7 bricks asic int4")]
    [TestCase("int8 bricks asic")]
    [TestCase("int8 bricks fpga", Category = "Nightly")]
    [TestCase("int8 shift-add asic")]
    [TestCase("int8 pair-sums asic")]
    [TestCase("uint4 pair-sums asic")]
    [TestCase("int4 pair-sums fpga")]
    [TestCase("int8 behavioural asic")]
    [TestCase("uint8 behavioural asic")]
    [TestCase("int4 behavioural asic")]
    [TestCase("uint4 behavioural fpga")]
    public void Every_product_of_an_architecture_comes_out(string design)
    {
        string[] words = design.Split(' ');
        CheckProducts(RtlDesigns.Make(
            words[0], words.Length > 3 ? words[3] : "int8",
            [
                $"architecture={words[1]}", $"target={words[2]}", "zero_point=none",
                .. words[1] == "lut" ? ["lanes=4"] : Array.Empty<string>(),
            ]));
    }

    [Test]
    public void Every_W4A16_product_is_exact_specials_included(
        [Values("int4", "uint4", "int3")] string weights, [Values("asic", "fpga")] string target) =>
        CheckProducts(RtlDesigns.Make(weights, "fp16", $"target={target}", "lanes=1", "zero_point=none"));

    [TestCase("fp8_e4m3 int8")]
    [TestCase("fp8_e5m2 int8 target=fpga")]
    [TestCase("fp8_e4m3 fp8_e4m3 lanes=2")]
    [TestCase("fp8_e5m2 fp8_e5m2 lanes=1 accumulator=fp32")]
    [TestCase("fp8_e6m1 fp8_e4m3 lanes=1 accumulator=fp32")]
    [TestCase("fp4_e3m0 int8")]
    [TestCase("fp2_e1m0 int4")]
    [TestCase("fp4_e3m0 int8 target=fpga lanes=2")]
    [TestCase("fp4_e3m0 fp8_e5m2 target=fpga lanes=1")]
    [TestCase("flint4 int8")]
    [TestCase("flint4 int4 target=fpga lanes=3 group=12")]
    [TestCase("flint4 fp8_e5m2 lanes=1")]
    [TestCase("olive4 int8")]
    [TestCase("olaccel4 int4")]
    [TestCase("olaccel4 int8 target=fpga lanes=6 group=12 w_words=4")]
    [TestCase("olive4 int4 target=fpga lanes=6 group=12")]
    [TestCase("olive4 fp8_e4m3 lanes=2")]
    [TestCase("flint4 bf16 lanes=1 accumulator=fp32", Category = "Nightly")]
    [TestCase("fp7_e3m3 fp8_e5m2 lanes=1")]
    [TestCase("fp8_e2m5 int8 dataflow=weight-stationary rows=4")]
    [TestCase("fp8_e4m3 fp16 lanes=1 group=4", Category = "Nightly")]
    [TestCase("fp8_e5m2 bf16 lanes=1 accumulator=fp32", Category = "Nightly")]
    public void Every_product_of_a_minifloat_comes_out(string design)
    {
        string[] words = design.Split(' ');
        CheckProducts(RtlDesigns.Make(words[0], words[1], words[2..]));
    }

    private static void CheckProducts(Design design)
    {
        var (cases, fault) = new VerifyBench().Run(design, VerifyBench.Check("pe/products"), VerifyLevel.Full);
        Assert.That(fault?.ToString(), Is.Null);
        Assert.That(cases, Is.EqualTo(design.Lanes * (1L << (design.Weights.Element.Bits + design.Activations.Bits))));
    }

    private static IEnumerable<UnitCheck> Of(string[] words, Design design)
    {
        string[] units = words[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return UnitChecks.For(design, VerifyLevel.Quick)
            .Where(check => units.Length == 0 || units.Contains(check.Unit));
    }
}
