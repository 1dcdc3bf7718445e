using System.Globalization;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Verif.Rtl;

/// <summary>Random designs, each of them one that the loader accepts.</summary>
internal static class RandomDesigns
{
    // Beats or rows times lanes.
    private const int LongestGroup = 9 * 16;

    // Bits of a group's parameters with minima.
    private const int SuperParameters = 48;

    /// <summary>The fields of a design.</summary>
    /// <param name="random">The source.</param>
    /// <param name="maxLanes">Most lanes: what a build costs grows with them.</param>
    /// <param name="maxSide">Most rows and most columns.</param>
    public static IReadOnlyList<string> Draw(Random random, int maxLanes = 8, int maxSide = 3)
    {
        string activations = Pick(random, "int4", "int8", "int8", "fp16", "fp16", "fp8_e4m3", "fp8_e5m2", "bf16",
            "fp4_e2m1", "fp6_e2m3", "fp6_e3m2");
        bool isFloat = !NumberFormats.OfActivations(activations).IsInteger;
        bool isSmall = !NumberFormats.OfActivations(activations).HasSpecials;
        string accumulator = activations == "fp16" ? Pick(random, "exact", "fp32", "fp16", "fp16", "fp16", "fp32-dot")
            : activations == "bf16" ? "fp32"
            : isFloat && !isSmall ? Pick(random, "exact", "exact", "fp32", "fp32-dot")
            : "exact";
        int lanes = random.Next(1, maxLanes + 1);
        int beats = random.Next(1, 10);
        int rows = random.Next(1, maxSide + 1);
        int[] divisors = [.. Enumerable.Range(1, rows).Where(count => rows % count == 0)];
        bool isStationary = random.Next(3) == 0;
        bool isSliced = isStationary && (activations is "fp16" or "bf16" ? random.Next(4) > 0 : activations == "int8" && random.Next(4) == 0);
        accumulator = isSliced ? "sliced" : accumulator;
        int slices = random.Next(1, 4);
        int sliceBits = random.Next(Math.Max(4, (7 + slices) / slices), Math.Min(16, 24 / slices) + 1);

        if (activations == "int8")
        {
            // All of its bits.
            (slices, sliceBits) = slices == 1 ? (1, 8) : (2, 4);
        }

        // A scale of a row has to fit a beat of its stream, of which there is a whole number in a group.
        int words = divisors[random.Next(divisors.Length)];
        string pipeline = Pick(random, "1", "1", "2", "4");

        // Eight words of a lane have room for a group's parameters from 4 bits on.
        int bits = random.Next(4) == 0 ? random.Next(lanes == 1 ? 4 : 2, accumulator == "fp16" ? 5 : 9)
            : !isFloat && random.Next(2) == 0 ? 8
            : 4;
        string weights = accumulator is "fp32" or "fp32-dot" && activations == "fp16" && !isStationary && random.Next(3) == 0 ? "fp16"
            : !isFloat && !isSliced && random.Next(12) == 0 && lanes > 1 ? "ternary"
            : !isFloat && !isSliced && random.Next(10) == 0 ? "olaccel4"
            : accumulator != "fp16" && !isSliced && random.Next(6) == 0
            ? Minifloat(random, activations, accumulator, lanes)
            : string.Create(CultureInfo.InvariantCulture, $"{Pick(random, "int", "uint")}{bits}");
        bool isInteger = NumberFormats.OfWeights(weights).IsInteger;
        string architecture = !isFloat && isInteger && !isSliced ? Pick(random, "shift-add", "shift-add", "pair-sums", "booth", lanes % 4 == 0 ? "lut" : "bricks", "behavioural")
            : isSliced ? Pick(random, "shift-add", "pair-sums")
            : weights == "fp16" ? Pick(random, "shift-add", "shift-add", "booth", "behavioural")
            : "shift-add";
        int stream = words * lanes * WidthOf(activations);
        if (isStationary && stream % 8 != 0)
        {
            activations = "int8";
            stream = words * lanes * WidthOf(activations);
        }

        int columns = random.Next(1, maxSide + 1);
        int[] sharings = [.. Enumerable.Range(1, columns).Where(count => columns % count == 0)];
        string scale = !isFloat && isInteger && random.Next(5) < 2 ? "uint8"
            : Pick(random, "fp16", "fp16", "fp16", "bf16", "fp8_e4m3", "e8m0");
        bool hasRoom = !isStationary || stream >= 16;
        bool hasGroupScales = hasRoom && scale != "uint8" && (!isSliced || !isFloat) && random.Next(4) == 0;
        string groupScale = hasGroupScales ? Pick(random, "fp16", "bf16", "fp8_e4m3", "e8m0") : "none";
        bool isRunTime = isSliced && slices > 1 && (isFloat ? sliceBits >= 8 && sliceBits % 2 == 0 : columns % 2 == 0);
        string rowScale = hasRoom && !hasGroupScales ? Pick(random, "none", "fp16") : "none";
        IReadOnlyList<string> fields =
        [
            $"weights={weights}",
            $"activations={activations}",
            $"dataflow={(isStationary ? "weight" : "output")}-stationary",
            Field("group", lanes * (isStationary ? rows : beats)),
            .. isStationary ? [Field("x_words", words)] : Array.Empty<string>(),
            $"zero_point={(!isInteger || isSmall || accumulator == "fp32-dot" ? "none" : Pick(random, "none", "integer"))}",
            $"activation_scale={rowScale}",
            $"activation_group_scale={groupScale}",
            $"accumulator={accumulator}",
            Field("slices", isSliced ? slices : 0),
            Field("slice_bits", isSliced ? sliceBits : 0),
            $"run_time_slices={(isRunTime ? "true" : "false")}",
            $"wide_groups={(isRunTime && !isFloat && hasGroupScales ? "true" : "false")}",
            $"scale={scale}",
            $"fused={(accumulator == "exact" && scale == "fp16" && groupScale == "none" ? Pick(random, "true", "false") : "false")}",
            $"out={Pick(random, "fp32", "fp16", "bf16")}",
            Field("lanes", lanes),
            $"pipeline={(architecture == "behavioural" ? "1" : accumulator == "fp32-dot" && pipeline == "4" ? "2" : pipeline)}",
            $"architecture={architecture}",
            Field("rows", rows),
            Field("dequant_units", isStationary ? 1 : divisors[random.Next(divisors.Length)]),
            Field("columns", columns),
            Field("shared_columns", isStationary ? sharings[random.Next(sharings.Length)] : 1),
            $"target={Pick(random, "asic", "fpga")}",
        ];

        // A beat has room for a super group's parameters.
        bool canHaveMinima = !isSliced && scale == "uint8" && NumberFormats.OfWeights(weights).Kind == NumberKind.Unsigned
            && hasRoom && 8 * lanes * WidthOf(weights) >= SuperParameters;
        return canHaveMinima && random.Next(2) == 0 ? WithMinima(fields, random.Next(1, 6)) : fields;
    }

    private static IReadOnlyList<string> WithMinima(IReadOnlyList<string> fields, int groups) =>
    [
        .. fields.Select(field => field[..field.IndexOf('=', StringComparison.Ordinal)] switch
        {
            "zero_point" => "zero_point=minimum",
            "activation_scale" => "activation_scale=none",
            "activation_group_scale" => "activation_group_scale=fp16",
            _ => field,
        }),
        Field("super_group", groups * Value(fields, "group")),
    ];

    /// <summary>The fields of a design with a tile around its array.</summary>
    /// <param name="random">The source.</param>
    public static IReadOnlyList<string> DrawTile(Random random)
    {
        IReadOnlyList<string> array = Draw(random, maxLanes: 4, maxSide: 5);
        int lanes = Value(array, "lanes");
        bool isStationary = array.Contains("dataflow=weight-stationary");
        return
        [
            .. array,

            // A beat has room for a scale, of weights for a group's parameters in whole bytes.
            .. isStationary ? Array.Empty<string>() : [Field("x_words", Words(random, array, "activations", 16))],
            Field("w_words", Words(random, array, "weights", array.Contains("zero_point=minimum") ? SuperParameters : 32)),
            Field("y_words", random.Next(1, 6)),
            Field("max_k", random.Next(isStationary ? Value(array, "group") : lanes, 300)),
            Field("row_blocks", random.Next(1, 6)),
            Field("size_bits", random.Next(9, 25)),
            $"addend={Pick(random, "none", "none", "stream")}",
            $"tensor_scale={(array.Contains("scale=fp8_e4m3") ? Pick(random, "none", "fp32") : "none")}",
        ];
    }

    // Words of whole bytes together, and of so many bits at least.
    private static int Words(Random random, IReadOnlyList<string> array, string elements, int leastBits)
    {
        int word = NumberFormats.Get(Text(array, elements)).WordBits(Value(array, "lanes"));
        int[] fits = [.. Enumerable.Range(1, leastBits + 8).Where(words => words * word % 8 == 0 && words * word >= leastBits)];
        return fits[random.Next(Math.Min(fits.Length, 4))];
    }

    // One of the standards' half of the time, and of all of them what the accumulator has room for.
    private static string Minifloat(Random random, string activations, string accumulator, int lanes)
    {
        while (true)
        {
            string name = random.Next(2) == 0
                ? Pick(random, "fp4_e2m1", "fp5_e2m2", "fp6_e2m3", "fp6_e3m2", "fp8_e4m3", "fp8_e5m2", "flint4", "olive4")
                : Pick(random, [.. NumberFormats.Weights.Where(format => format.IsMinifloat).Select(format => format.Name)]);
            NumberFormat weights = NumberFormats.OfWeights(name);
            NumberFormat x = NumberFormats.OfActivations(activations);
            if (weights.IsPaired && lanes % 2 != 0)
            {
                continue;
            }

            if (accumulator == "fp32" ? GemmCheck.HasBinary32Products(weights, x) : GemmCheck.FitsExact(weights, x, false, LongestGroup))
            {
                return name;
            }
        }
    }

    private static int WidthOf(string format) => NumberFormats.Get(format).Bits;

    private static int Value(IReadOnlyList<string> fields, string name) =>
        int.Parse(Text(fields, name), CultureInfo.InvariantCulture);

    private static string Text(IReadOnlyList<string> fields, string name) =>
        fields.Single(field => field.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..];

    private static string Field(string name, int value) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}={value}");

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
