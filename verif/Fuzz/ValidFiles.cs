using System.Globalization;

namespace MixPe.Verif.Fuzz;

/// <summary>Design files that must be accepted.</summary>
internal static class ValidFiles
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const int LargestDefaultK = 4096;
    private const int LargestSuperGroup = 65536;
    private const int BytesOfMinima = 6;
    private const string Odd = "äµ²–€漢ж#:&*!|>%@`'-?,[]";

    /// <summary>Random values of random fields, in random order, quoted or not.</summary>
    public static FieldLines Draw(Random random)
    {
        string activations = Pick(random, "int4", "int8", "fp8_e4m3", "fp8_e5m2", "fp16", "bf16", "fp4_e2m1", "fp6_e3m2");
        bool isSmall = activations is "fp4_e2m1" or "fp6_e3m2";
        string accumulator = activations == "fp16" ? Pick(random, "exact", "fp32", "fp16")
            : activations == "bf16" ? "fp32"
            : IsFloat(activations) && !isSmall ? Pick(random, "exact", "fp32")
            : "exact";
        int lanes = random.Next(1, 17);

        // Eight words of a lane have room for a group's parameters from 4 bits on.
        string weights = Pick(random, "int", "uint") + Number(
            random.Next(lanes == 1 ? 4 : 2, accumulator == "fp16" ? 5 : 9));
        int group = lanes * random.Next(1, random.Next(4) == 0 ? (LargestGroup(activations) / lanes) + 1 : 40);
        FieldLines file = new();
        file.Fields.AddRange(
        [
            ("name", Quoted(random, Name(random))),
            ("weights", Quoted(random, weights)),
            ("activations", Quoted(random, activations)),
            ("group", Number(group)),
            ("lanes", Number(lanes)),
            ("accumulator", accumulator),
        ]);
        Maybe("description", $"\"{Text(random, random.Next(201))}\"");
        Maybe("systems", $"[{string.Join(", ", Enumerable.Range(0, random.Next(17)).Select(_ => $"\"{Text(random, random.Next(1, 81))}\""))}]");
        if (isSmall)
        {
            file.Fields.Add(("zero_point", "none"));
        }
        else
        {
            Maybe("zero_point", Pick(random, "none", "integer"));
        }

        bool hasGroupScales = random.Next(4) == 0;
        if (hasGroupScales)
        {
            file.Fields.Add(("activation_group_scale", Pick(random, "fp16", "bf16", "fp8_e4m3", "e8m0")));
        }

        Maybe("activation_scale", hasGroupScales ? "none" : Pick(random, "none", "fp16"));
        bool isHalf = random.Next(2) == 0;
        Maybe("scale", isHalf ? "fp16" : IsFloat(activations) || hasGroupScales ? Pick(random, "bf16", "fp8_e4m3", "e8m0") : Pick(random, "bf16", "fp8_e4m3", "e8m0", "uint8"));
        Maybe("fused", isHalf && !hasGroupScales && accumulator == "exact" ? Pick(random, "true", "false") : "false");
        Maybe("out", Quoted(random, Pick(random, "fp32", "fp16", "bf16")));
        bool isBehavioural = !IsFloat(activations) && random.Next(4) == 0;
        if (isBehavioural)
        {
            file.Fields.Add(("architecture", "behavioural"));
        }
        else
        {
            Maybe("pipeline", Pick(random, "1", "2", "4"));
            string[] kinds = lanes % 4 == 0 ? ["shift-add", "pair-sums", "booth", "bricks", "lut"] : ["shift-add", "pair-sums", "booth", "bricks"];
            Maybe("architecture", !IsFloat(activations) ? Pick(random, kinds) : "shift-add");
        }

        int units = random.Next(1, 9);
        int stationaryRows = random.Next(1, 65);
        if (random.Next(4) == 0 && lanes * stationaryRows <= LargestDefaultK && stationaryRows % 4 == 0)
        {
            // Four words of the activation stream, unless a file says otherwise, are part of a group.
            file.Fields.RemoveAll(field => field.Name == "group");
            file.Fields.AddRange(
            [
                ("dataflow", Quoted(random, "weight-stationary")), ("rows", Number(stationaryRows)),
                ("group", Number(lanes * stationaryRows)),
            ]);
        }
        else if (random.Next(3) > 0)
        {
            file.Fields.Add(("rows", Number(units * random.Next(1, (64 / units) + 1))));
            Maybe("dequant_units", Number(units));
        }

        // A beat of weights has room for a minimum and a scale of two numbers each.
        bool hasMinima = !IsFloat(activations) && weights.StartsWith("uint", StringComparison.Ordinal)
            && lanes * (weights[^1] - '0') >= BytesOfMinima && random.Next(3) == 0;
        if (hasMinima)
        {
            PutSuperGroups(random, file);
        }

        Maybe("columns", Number(random.Next(1, 65)));
        Maybe("target", Pick(random, "asic", "fpga"));
        Maybe("clock_ns", Pick(random, "0.1", "1000", "2.50", "0.0000001", "999.999", "7"));
        (string, string)[] order = [.. file.Fields];
        random.Shuffle(order);
        file.Fields.Clear();
        file.Fields.AddRange(order);
        return file;

        void Maybe(string name, string value)
        {
            if (random.Next(3) > 0)
            {
                file.Fields.Add((name, value));
            }
        }
    }

    // Scales and minima of groups are integers, and X has scales of its super groups.
    private static void PutSuperGroups(Random random, FieldLines file)
    {
        int group = int.Parse(file.Fields.Last(field => field.Name == "group").Value, CultureInfo.InvariantCulture);
        file.Fields.RemoveAll(field => field.Name is "zero_point" or "scale" or "activation_group_scale" or "activation_scale" or "fused");
        file.Fields.AddRange(
        [
            ("super_group", Number(group * random.Next(1, Math.Min(8, LargestSuperGroup / group) + 1))),
            ("zero_point", "minimum"), ("scale", Quoted(random, "uint8")), ("activation_group_scale", "fp16"),
        ]);
    }

    private static bool IsFloat(string activations) => !activations.StartsWith("int", StringComparison.Ordinal);

    // Of eight-bit weights by binary16 a longer one would not fit 64 bits.
    private static int LargestGroup(string activations) => activations == "fp16" ? 4096 : 65536;

    /// <summary>One of some words.</summary>
    public static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    // A digit in it: no keyword has one, and x_ is the beginning of none.
    private static string Name(Random random)
    {
        int length = random.Next(1, 33);
        string name = string.Concat(Enumerable.Range(0, length).Select(i => i switch
        {
            0 => Letters[random.Next(26)],
            1 => '0',
            _ => $"{Letters}0123456789_"[random.Next(37)],
        }));

        // n, y and the like are texts, as YAML 1.2 has it.
        return name;
    }

    private static string Text(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ =>
        random.Next(8) == 0 ? Odd[random.Next(Odd.Length)] : (char)random.Next(0x20, 0x7f)))
        .Replace("\\", "/", StringComparison.Ordinal).Replace("{", "(", StringComparison.Ordinal)
        .Replace("}", ")", StringComparison.Ordinal).Replace("\"", "'", StringComparison.Ordinal);

    private static string Quoted(Random random, string word) => random.Next(4) switch
    {
        0 => $"\"{word}\"",
        1 => $"'{word}'",
        _ => word,
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
