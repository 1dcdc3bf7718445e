using System.Globalization;

namespace MixPe.Verif.Rtl;

/// <summary>Random designs, each of them one that the loader accepts.</summary>
internal static class RandomDesigns
{
    /// <summary>The fields of a design.</summary>
    /// <param name="random">The source.</param>
    /// <param name="maxLanes">Most lanes: what a build costs grows with them.</param>
    /// <param name="maxSide">Most rows and most columns.</param>
    public static IReadOnlyList<string> Draw(Random random, int maxLanes = 8, int maxSide = 3)
    {
        string activations = Pick(random, "int8", "fp16");
        string accumulator = activations == "fp16" ? Pick(random, "exact", "exact", "fp32", "fp16") : "exact";
        int lanes = random.Next(1, maxLanes + 1);
        int beats = random.Next(1, 10);
        int rows = random.Next(1, maxSide + 1);
        int[] divisors = [.. Enumerable.Range(1, rows).Where(count => rows % count == 0)];
        bool isStationary = random.Next(3) == 0;

        // A scale of a row has to fit a beat of its stream, of which there is a whole number in a group.
        int words = divisors[random.Next(divisors.Length)];
        string pipeline = Pick(random, "1", "1", "2", "4");
        string weights = activations == "int8" ? Pick(random, "int4", "uint4", "int8", "uint8")
            : accumulator == "fp32" && !isStationary ? Pick(random, "int4", "uint4", "fp16")
            : Pick(random, "int4", "uint4");
        string architecture = activations == "int8" || weights == "fp16"
            ? Pick(random, "shift-add", "shift-add", "booth", "behavioural")
            : "shift-add";
        bool hasRoom = !isStationary || words * lanes * (activations == "int8" ? 8 : 16) >= 16;
        return
        [
            $"weights={weights}",
            $"activations={activations}",
            $"dataflow={(isStationary ? "weight" : "output")}-stationary",
            Field("group", lanes * (isStationary ? rows : beats)),
            .. isStationary ? [Field("x_words", words)] : Array.Empty<string>(),
            $"zero_point={(weights == "fp16" ? "none" : Pick(random, "none", "integer"))}",
            $"activation_scale={(hasRoom ? Pick(random, "none", "fp16") : "none")}",
            $"accumulator={accumulator}",
            $"fused={(accumulator == "exact" ? Pick(random, "true", "false") : "false")}",
            $"out={Pick(random, "fp32", "fp16", "bf16")}",
            Field("lanes", lanes),
            $"pipeline={(architecture == "behavioural" ? "1" : pipeline)}",
            $"architecture={architecture}",
            Field("rows", rows),
            Field("dequant_units", isStationary ? 1 : divisors[random.Next(divisors.Length)]),
            Field("columns", random.Next(1, maxSide + 1)),
            $"target={Pick(random, "asic", "fpga")}",
        ];
    }

    /// <summary>The fields of a design with a tile around its array.</summary>
    /// <param name="random">The source.</param>
    public static IReadOnlyList<string> DrawTile(Random random)
    {
        IReadOnlyList<string> array = Draw(random, maxLanes: 4, maxSide: 5);
        int lanes = Value(array, "lanes");
        int least = (4 + lanes - 1) / lanes;
        bool isStationary = array.Contains("dataflow=weight-stationary");
        return
        [
            .. array,

            // A beat has room for a scale, of weights for a group's parameters in whole bytes.
            .. isStationary ? Array.Empty<string>() : [Field("x_words", random.Next((2 + lanes - 1) / lanes, 6))],
            Field("w_words", 2 * random.Next(least, least + 4)),
            Field("y_words", random.Next(1, 6)),
            Field("max_k", random.Next(isStationary ? Value(array, "group") : lanes, 300)),
            Field("row_blocks", random.Next(1, 6)),
            Field("size_bits", random.Next(9, 25)),
        ];
    }

    private static int Value(IReadOnlyList<string> fields, string name) => int.Parse(
        fields.Single(field => field.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..],
        CultureInfo.InvariantCulture);

    private static string Field(string name, int value) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}={value}");

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
