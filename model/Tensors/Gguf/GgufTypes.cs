namespace MixPe.Model.Tensors.Gguf;

/// <summary>The types of GGUF tensors. Numbers and names are those of ggml's ggml.h, block sizes those of its
/// ggml-common.h.</summary>
public static class GgufTypes
{
    /// <summary>binary32.</summary>
    public static GgufType F32 { get; } = Number(0, "F32", 4, TensorType.Float32);

    /// <summary>binary16.</summary>
    public static GgufType F16 { get; } = Number(1, "F16", 2, TensorType.Float16);

    /// <summary>bfloat16.</summary>
    public static GgufType BF16 { get; } = Number(30, "BF16", 2, TensorType.BFloat16);

    /// <summary>binary64.</summary>
    public static GgufType F64 { get; } = Number(28, "F64", 8, TensorType.Float64);

    /// <summary>Blocks of 32: a binary16 scale, 4-bit codes that stand for themselves less 8.</summary>
    public static GgufType Q40 { get; } = new(2, "Q4_0", 32, 18, null);

    /// <summary>Blocks of 32: a binary16 scale, 8-bit two's complement codes.</summary>
    public static GgufType Q80 { get; } = new(8, "Q8_0", 32, 34, null);

    /// <summary>Blocks of 256: two binary16 scales, a 6-bit scale and minimum for every 32, 4-bit codes.</summary>
    public static GgufType Q4K { get; } = new(12, "Q4_K", 256, 144, null);

    /// <summary>Blocks of 32: an E8M0 scale, E2M1 codes (OCP Microscaling Formats v1.0).</summary>
    public static GgufType Mxfp4 { get; } = new(39, "MXFP4", 32, 17, null);

    // The others are known by name, for the lists of tensors in messages.
    private static readonly (uint Id, string Name)[] Named =
    [
        (3, "Q4_1"), (6, "Q5_0"), (7, "Q5_1"), (9, "Q8_1"), (10, "Q2_K"), (11, "Q3_K"), (13, "Q5_K"), (14, "Q6_K"),
        (15, "Q8_K"), (16, "IQ2_XXS"), (17, "IQ2_XS"), (18, "IQ3_XXS"), (19, "IQ1_S"), (20, "IQ4_NL"), (21, "IQ3_S"),
        (22, "IQ2_S"), (23, "IQ4_XS"), (24, "I8"), (25, "I16"), (26, "I32"), (27, "I64"), (29, "IQ1_M"), (34, "TQ1_0"),
        (35, "TQ2_0"), (40, "NVFP4"), (41, "Q1_0"), (42, "Q2_0"),
    ];

    /// <summary>Those that are read.</summary>
    public static IReadOnlyList<GgufType> Read { get; } = [F32, F16, BF16, F64, Q40, Q80, Q4K, Mxfp4];

    /// <summary>The type of that number; one that has no name here is called by it.</summary>
    public static GgufType Get(uint id) => Read.FirstOrDefault(type => type.Id == id) ?? new GgufType(
        id, Array.Find(Named, row => row.Id == id).Name ?? $"type {id}", 0, 0, null);

    private static GgufType Number(uint id, string name, int bytes, TensorType plain) => new(id, name, 1, bytes, plain);
}
