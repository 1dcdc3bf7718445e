using MixPe.Generator.Designs;
using MixPe.Model.Quantization;
using MixPe.Model.Stored;

namespace MixPe.Flow.Gemm;

/// <summary>Quantized weights of a file in a design, every code, scale and zero point as the file has it.</summary>
internal static class StoredFit
{
    private const string Anew = "--requantize quantizes the values anew";

    /// <summary>The weights as the design takes them.</summary>
    /// <exception cref="InputException">It cannot: with the fields of the design that must have other values.</exception>
    public static QuantizedWeights Take(Design design, StoredWeights stored)
    {
        QuantizedWeights codes = stored.Codes;
        QuantizedWeights? scaled = TensorScaleRecoding.Of(codes, design.Scale, design.HasTensorScale);
        QuantizedWeights? recoded = codes.SuperGroup > 0 || design.HasMinima
            ? codes.Format == design.Weights && codes.SuperGroup == design.SuperGroup ? codes : null
            : Recoding.Of(scaled ?? codes, design.Weights, design.ZeroPoint);

        // Where the row is one group, each group of any length has its scale and its zero point.
        bool oneGroup = codes.SuperGroup == 0 && design.SuperGroup == 0 && codes.Groups == 1;
        if (scaled is not null && recoded is not null && (design.Group == codes.Group || oneGroup))
        {
            return oneGroup ? Repeated(recoded, design.Group) : recoded;
        }

        List<string> wanted = [];
        if (recoded is null)
        {
            Want("weights", codes.Format.Name, design.Weights.Name);
            Want("zero_point", ZeroPoint(codes.SuperGroup, codes.ZeroPoints is not null), ZeroPoint(design.SuperGroup, design.ZeroPoint));
            Want("super_group", $"{codes.SuperGroup}", $"{design.SuperGroup}");
        }

        if (codes.SuperGroup > 0)
        {
            // What super groups go with.
            Want("activation_group_scale", "fp16", design.ActivationGroupScale?.Name ?? "none");
            Want("activation_scale", "none", design.ActivationScale ? "fp16" : "none");
        }

        if (scaled is null)
        {
            Want("scale", codes.ScaleFormat.Name, design.Scale.Name);
            Want("tensor_scale", codes.TensorScale == 1 ? "none" : "fp32", design.HasTensorScale ? "fp32" : "none");
        }

        if (!oneGroup)
        {
            Want("group", $"{codes.Group}", $"{design.Group}");
        }

        throw new InputException(
            $"{stored.Place}: {stored.Kind} in groups of {codes.Group} goes into {design.Name} with {string.Join(", ", wanted)} "
            + $"(--set field=value); {Anew}");

        void Want(string field, string value, string has)
        {
            if (value != has)
            {
                wanted.Add($"{field}: {value} instead of {has}");
            }
        }
    }

    private static QuantizedWeights Repeated(QuantizedWeights row, int group)
    {
        QuantizedWeights cut = row with { Group = group };
        return cut with
        {
            Scales = [.. row.Scales.SelectMany(scale => Enumerable.Repeat(scale, cut.Groups))],
            ZeroPoints = row.ZeroPoints is { } zeros ? [.. zeros.SelectMany(zero => Enumerable.Repeat(zero, cut.Groups))] : null,
        };
    }

    private static string ZeroPoint(int superGroup, bool has) => superGroup > 0 ? "minimum" : has ? "integer" : "none";
}
