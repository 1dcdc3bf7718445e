using MixPe.Generator.Designs;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Tile;

/// <summary>Whole jobs on tiles of chosen and of random designs, against the golden model and, in every cycle, the cycle
/// model. MIXPE_SEED and MIXPE_DESIGNS choose other random designs and more of them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TileTests
{
    private const int Shapes = 42;
    private const long StallCycles = 56_000;
    private const int DefaultSeed = 40;
    private const int DefaultDesigns = 6;

    private static readonly string[] Odd =
    [
        "rows=3", "columns=2", "lanes=2", "group=6", "row_blocks=2", "max_k=64", "x_words=2", "w_words=8", "y_words=1",
    ];

    private static readonly string[] Wide =
    [
        "rows=2", "columns=5", "lanes=4", "group=8", "row_blocks=3", "max_k=100", "x_words=1", "w_words=3", "y_words=8",
        "out=bf16",
    ];

    private static readonly string[] Stationary =
    [
        "dataflow=weight-stationary", "rows=3", "columns=2", "lanes=2", "group=6", "row_blocks=2", "max_k=64", "x_words=1",
        "w_words=8", "y_words=1",
    ];

    private static readonly string[] WideStationary =
    [
        "dataflow=weight-stationary", "rows=4", "columns=5", "lanes=3", "group=12", "row_blocks=3", "max_k=100", "x_words=2",
        "w_words=6", "y_words=8", "out=bf16",
    ];

    private static IEnumerable<TestCaseData> Designs()
    {
        yield return Named("uint4 int8 odd", RtlDesigns.Make("uint4", "int8", Odd));
        yield return Named("uint4 fp16 odd", RtlDesigns.Make("uint4", "fp16", [.. Odd, "dequant_units=3"]));
        yield return Named("int4 int8 wide", RtlDesigns.Make("int4", "int8", Wide));
        yield return Named("uint4 int8 wide", RtlDesigns.Make("uint4", "int8", Wide));
        yield return Named("uint4 int8 stationary", RtlDesigns.Make("uint4", "int8", Stationary));
        yield return Named("int4 fp16 wide stationary", RtlDesigns.Make("int4", "fp16", WideStationary));
        yield return Named("uint4 fp16 sliced", RtlDesigns.Make("uint4", "fp16", [.. Stationary, "accumulator=sliced"]));
        yield return Named("int4 bf16 wide sliced", RtlDesigns.Make(
            "int4", "bf16", [.. WideStationary, "accumulator=sliced", "slices=3", "slice_bits=5", "architecture=pair-sums", "pipeline=2"]));
        yield return Named("uint4 int8 shared", RtlDesigns.Make("uint4", "int8", [.. Stationary, "shared_columns=2"]));
        yield return Named("uint8 fp16 shared sliced", RtlDesigns.Make(
            "uint8", "fp16",
            [.. WideStationary, "columns=6", "shared_columns=3", "accumulator=sliced", "architecture=pair-sums"]));
        yield return Named("int4 int8 slices", RtlDesigns.Make(
            "int4", "int8", [.. WideStationary, "accumulator=sliced", "activation_group_scale=fp16", "columns=6", "shared_columns=3"]));
        yield return Named("uint4 int8 run-time slices", RtlDesigns.Make("uint4", "int8", [.. Stationary, "accumulator=sliced", "run_time_slices=true"]));
        yield return Named("int4 int8 run-time slices, wide groups", RtlDesigns.Make("int4", "int8",
            [.. WideStationary, "accumulator=sliced", "activation_group_scale=fp16", "run_time_slices=true", "wide_groups=true", "pipeline=2", "out=fp16", "addend=stream"]));
        yield return Named("int8 int8 run-time slices, integer scales", RtlDesigns.Make(
            "int8", "int8", [.. WideStationary, "accumulator=sliced", "scale=uint8", "run_time_slices=true", "pipeline=2"]));
        yield return Named("uint4 fp16 run-time slices", RtlDesigns.Make("uint4", "fp16", [.. Stationary, "accumulator=sliced", "run_time_slices=true"]));
        yield return Named("int4 bf16 wide run-time slices", RtlDesigns.Make(
            "int4", "bf16",
            [.. WideStationary, "accumulator=sliced", "slices=3", "run_time_slices=true", "activation_scale=fp16", "pipeline=2"]));
        yield return Named("uint4 int8 two levels", RtlDesigns.Make("uint4", "int8", [.. Odd, "scale=uint8", "dequant_units=3"]));
        yield return Named("int4 bf16 wide", RtlDesigns.Make("int4", "bf16", [.. Wide, "accumulator=fp32", "scale=bf16"]));
        yield return Named("uint4 int8 odd addend", RtlDesigns.Make("uint4", "int8", [.. Odd, "addend=stream"]));
        yield return Named("int4 fp16 wide stationary addend", RtlDesigns.Make("int4", "fp16", [.. WideStationary, "addend=stream"]));
        yield return Named("fp4_e2m1 fp4_e2m1 wide tensor scale", RtlDesigns.Make(
            "fp4_e2m1", "fp4_e2m1", [.. Wide, "scale=fp8_e4m3", "activation_group_scale=fp8_e4m3", "tensor_scale=fp32", "out=fp16"]));
        yield return Named("fp4_e2m1 fp16 wide stationary tensor scale and addend", RtlDesigns.Make(
            "fp4_e2m1", "fp16", [.. WideStationary, "scale=fp8_e4m3", "tensor_scale=fp32", "addend=stream", "out=bf16"]));
        int seed = Variable("MIXPE_SEED", DefaultSeed);
        for (int i = 0; i < Variable("MIXPE_DESIGNS", DefaultDesigns); i++)
        {
            Random random = new(seed + i);
            yield return Named($"random {seed + i}", RtlDesigns.Of(RandomDesigns.DrawTile(random)));
        }
    }

    /// <summary>24 designs by 42 shapes: 1008 pairs.</summary>
    [TestCaseSource(nameof(Designs))]
    public void Jobs_of_any_shape_are_right_in_the_predicted_cycles(Design design) =>
        TileJobs.Check(design, Shapes);

    /// <summary>24 designs, 56,000 cycles each in which a stream keeps a transfer from happening: more than a million.</summary>
    [TestCaseSource(nameof(Designs))]
    public void Any_stalls_give_the_same_bits(Design design) =>
        TestContext.Out.WriteLine(TileJobs.CheckStalled(design, StallCycles));

    private static TestCaseData Named(string name, Design design) => new TestCaseData(design).SetArgDisplayNames(name);

    private static int Variable(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;
}
