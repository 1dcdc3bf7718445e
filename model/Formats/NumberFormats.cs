namespace MixPe.Model.Formats;

/// <summary>Every element format that this version knows, one row each.</summary>
public static class NumberFormats
{
    /// <summary>IEEE 754 binary16.</summary>
    public static NumberFormat Fp16 { get; } = new("fp16", NumberKind.Float, 16, 5, 10, 15);

    /// <summary>OCP 8-bit Floating Point Specification v1.0, E4M3: no infinity, one NaN of each sign.</summary>
    public static NumberFormat Fp8E4M3 { get; } = new("fp8_e4m3", NumberKind.Float, 8, 4, 3, 7) { HasInfinity = false };

    /// <summary>OCP 8-bit Floating Point Specification v1.0, E5M2: the upper half of binary16.</summary>
    public static NumberFormat Fp8E5M2 { get; } = new("fp8_e5m2", NumberKind.Float, 8, 5, 2, 15);

    /// <summary>OCP Microscaling Formats v1.0, E8M0: a power of two from 2^−127 to 2^127, or NaN.</summary>
    public static NumberFormat E8M0 { get; } = new("e8m0", NumberKind.PowerOfTwo, 8, 8, 0, 127) { HasInfinity = false };

    /// <summary>ANT's signed flint of 4 bits (arXiv 2208.14286): 0, ±1, ±2, ±3, ±4, ±6, ±8 and ±16.</summary>
    public static NumberFormat Flint4 { get; } = new("flint4", NumberKind.Flint, 4, 2, 1);

    /// <summary>OliVe's outlier-victim pairs of 4-bit codes (arXiv 2304.07493): integers from −7 to 7, or an outlier of 12 to 96 and a zero.
    /// </summary>
    public static NumberFormat Olive4 { get; } = new("olive4", NumberKind.OutlierPair, 4, 3, 2);

    /// <summary>One weight of such a pair; in no design file.</summary>
    public static NumberFormat Olive4Element { get; } = new("olive4_element", NumberKind.PairElement, 5, 3, 2);

    /// <summary>OLAccel's 4-bit weights with an outlier of 8 bits in each word (Park, Kim, Yoo, ISCA 2018): integers from −8 to 7, or from −136 to 119.
    /// </summary>
    public static NumberFormat Olaccel4 { get; } = new("olaccel4", NumberKind.OutlierLane, 8);

    /// <summary>bfloat16: binary32 with a fraction of 7 bits.</summary>
    public static NumberFormat Bf16 { get; } = new("bf16", NumberKind.Float, 16, 8, 7, 127);

    /// <summary>IEEE 754 binary32; a result format.</summary>
    public static NumberFormat Fp32 { get; } = new("fp32", NumberKind.Float, 32, 8, 23, 127);

    // Sign, X bits of exponent with a bias of 2^(X-1) - 1, Y bits of fraction, in at most 8 bits: fp4_e2m1, fp6_e2m3 and fp6_e3m2 as
    // OCP Microscaling Formats v1.0 has them, all others likewise (FP6-LLM's eXmY). FP8 are the two of OCP.
    private static readonly NumberFormat[] Minifloats =
    [
        .. from bits in Enumerable.Range(2, 7)
           from exponent in Enumerable.Range(1, bits - 1)
           let name = FormattableString.Invariant($"fp{bits}_e{exponent}m{bits - 1 - exponent}")
           where name != Fp8E4M3.Name && name != Fp8E5M2.Name
           select new NumberFormat(name, NumberKind.Minifloat, bits, exponent, bits - 1 - exponent, (1 << (exponent - 1)) - 1),
    ];

    /// <summary>All formats, integers first, by width.</summary>
    public static IReadOnlyList<NumberFormat> All { get; } =
    [
        .. Enumerable.Range(2, 7).Select(bits => new NumberFormat($"int{bits}", NumberKind.Signed, bits)),
        .. Enumerable.Range(2, 7).Select(bits => NumberFormat.Unsigned(bits)),
        new("ternary", NumberKind.Ternary, 2),
        Flint4,
        Olive4,
        Olaccel4,
        .. Minifloats,
        Fp8E4M3,
        Fp8E5M2,
        E8M0,
        Fp16,
        Bf16,
        Fp32,
    ];

    /// <summary>The formats of weights. Those of FP8 are minifloats there: their infinities and NaN are no codes.</summary>
    public static IReadOnlyList<NumberFormat> Weights { get; } =
    [
        .. All.Where(format => format.IsFixedPoint && format.Kind != NumberKind.Minifloat),
        .. Minifloats.Concat(new[] { Fp8E4M3, Fp8E5M2 }.Select(format => format with { Kind = NumberKind.Minifloat }))
            .OrderBy(format => format.Name, StringComparer.Ordinal),
        Fp16,
    ];

    /// <summary>The formats of activations: signed integers, and floating-point numbers, of which those below 8 bits are the ones of OCP
    /// Microscaling Formats v1.0, whose patterns are all finite.</summary>
    public static IReadOnlyList<NumberFormat> Activations { get; } =
    [
        .. All.Where(format => format.Name is "int4" or "int8"),
        .. Minifloats.Where(format => format.Name is "fp4_e2m1" or "fp6_e2m3" or "fp6_e3m2")
            .Select(format => format with { Kind = NumberKind.Float, HasInfinity = false }),
        Fp8E4M3,
        Fp8E5M2,
        Fp16,
        Bf16,
    ];

    /// <summary>The format of activations of that name.</summary>
    /// <exception cref="ArgumentException">No format of activations has that name.</exception>
    public static NumberFormat OfActivations(string name) =>
        Activations.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"no format of activations is named '{name}'", nameof(name));

    /// <summary>The format of weights of that name.</summary>
    /// <exception cref="ArgumentException">No format of weights has that name.</exception>
    public static NumberFormat OfWeights(string name) =>
        Weights.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"no format of weights is named '{name}'", nameof(name));

    /// <summary>The format of that name.</summary>
    /// <exception cref="ArgumentException">No format has that name.</exception>
    public static NumberFormat Get(string name) =>
        Find(name) ?? throw new ArgumentException($"no number format is named '{name}'", nameof(name));

    /// <summary>The format of that name, or null.</summary>
    public static NumberFormat? Find(string name) =>
        All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.Ordinal));
}
