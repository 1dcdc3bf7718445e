using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Generator.Systems;

/// <summary>From a system file to a system, or to everything that is wrong with it.</summary>
public static class SystemLoader
{
    /// <summary>Loads a named system or a file.</summary>
    /// <param name="nameOrPath">A named system (see <see cref="NamedSystems"/>) or the path of a YAML file.</param>
    /// <param name="overrides">field=value of the designs of all parts.</param>
    /// <exception cref="DesignException">There is no such system, or it is refused.</exception>
    public static GemmSystem Load(string nameOrPath, IReadOnlyList<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        if (NamedSystems.Find(nameOrPath) is { } named)
        {
            return Parse(named.Bytes.Span, named.File, overrides);
        }

        try
        {
            return Parse(FieldFile.ReadBytes(nameOrPath), nameOrPath, overrides);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string[] names = [.. NamedSystems.All.Select(system => system.Name)];
            string hint = Spelling.Hint(nameOrPath, names);
            string reason = Directory.Exists(nameOrPath) ? "that is a directory"
                : hint.Length > 0 ? hint
                : $"the named ones are {string.Join(", ", names)}";
            throw new DesignException(
                [DesignFault.Against(SystemFields.Exists, nameOrPath.Length == 0 ? "''" : nameOrPath, 0, "-", nameOrPath, reason)]);
        }
    }

    /// <summary>Loads a system from the bytes of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="overrides">field=value of the designs of all parts.</param>
    /// <exception cref="DesignException">It is refused, with every fault.</exception>
    public static GemmSystem Parse(ReadOnlySpan<byte> bytes, string file, IReadOnlyList<string>? overrides = null)
    {
        RawDesign raw = DesignFileReader.Read(bytes, file, SystemFields.File);
        List<DesignFault> faults = [.. raw.Faults];
        Dictionary<string, RawField> fields = raw.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        DesignValues values = FieldFile.ReadValues(raw, fields, SystemFields.All, SystemFields.File, faults);
        FieldFile.CheckRules(raw.File, fields, values, SystemFields.Rules, faults);
        PartReader parts = new(file, fields, values, overrides ?? [], faults);
        SplitMethod method = MethodOf(values.Word("method"));
        Design? dense = parts.Load("dense", SystemFields.DensePart, design => IsDense(design, method));
        Design? down = parts.Load("down", SystemFields.DownPart, IsDown);
        Design? added = parts.Load("added", SystemFields.AddedPart, design => IsAdded(design, method));
        if (method == SplitMethod.MixedBlocks && dense is not null && added is not null
            && IsInteger(dense, method) && IsInteger(added, method) && !AreBlocks(dense, added))
        {
            parts.Blame("added", SystemFields.BlockParts, $"dense has {Blocks(dense)}, added {Blocks(added)}");
        }

        if (dense is not null && added is not null && Geometry(dense) != Geometry(added))
        {
            parts.Blame("added", SystemFields.Chain, $"dense has {Geometry(dense)}, added {Geometry(added)}");
        }

        return faults.Count > 0
            ? throw new DesignException([.. faults.OrderBy(fault => fault.Line)])
            : new GemmSystem(
                values.Get<string>("name"),
                values.Get<string>("description"),
                values.Get<string>("source"),
                method,
                values.Get<int>("outliers"),
                values.Get<int>("rank"),
                values.Get<int>("wide_percent"),
                values.Get<int>("sparse_permille"),
                values.Get<string>("smoothing") == "sqrt",
                dense!,
                down,
                added ?? dense!);
    }

    private static (int Rows, int Columns, int RowBlocks, int YWords) Geometry(Design design) =>
        (design.Rows, design.Columns, design.Tile.RowBlocks, design.Tile.YWords);

    private static SplitMethod MethodOf(string? word) => word switch
    {
        SystemFields.LowRank => SplitMethod.LowRank,
        SystemFields.MixedBlocks => SplitMethod.MixedBlocks,
        SystemFields.MixedGroups => SplitMethod.MixedGroups,
        SystemFields.SparseOutliers => SplitMethod.SparseOutliers,
        _ => SplitMethod.OutlierColumns,
    };

    private static bool AreBlocks(Design dense, Design added) => dense.Weights == added.Weights && dense.Group == added.Group
        && dense.Activations.Bits < added.Activations.Bits;

    private static string Blocks(Design design) => $"{design.Weights} in groups of {design.Group} by {design.Activations}";

    private static bool IsDense(Design design, SplitMethod method) => !design.HasAddend && design.Output == NumberFormats.Fp32
        && (method == SplitMethod.SparseOutliers ? IsUnsigned(design)
            : (IsInteger(design, method) && (method != SplitMethod.MixedGroups || design.HasWideGroups)) || (method == SplitMethod.LowRank && IsSmallFloat(design)));

    // Codes with zero points that are codes: a weight of zero is exact, as what stands where an outlier is has to be.
    private static bool IsUnsigned(Design design) => design is { ZeroPoint: true, HasMinima: false, HasActivationScales: false }
        && design.Weights.Kind == NumberKind.Unsigned && design.Scale == NumberFormats.Fp16 && design.Activations == NumberFormats.Fp16;

    // What is left of W and X may be minifloats: NVFP4 and MX formats.
    private static bool IsSmallFloat(Design design) => design.HasActivationScales && design.Weights.Kind == NumberKind.Minifloat
        && !design.Activations.IsInteger && design.Activations.Bits <= 8;

    private static bool IsInteger(Design design, SplitMethod method) => design is { ZeroPoint: false, HasIntegerScale: false }
        && (method switch
        {
            SplitMethod.OutlierColumns => design.ActivationScale,
            SplitMethod.MixedBlocks or SplitMethod.MixedGroups => design.ActivationGroupScale is not null,
            _ => design.ActivationScale || design.ActivationGroupScale is not null,
        })
        && design.Weights.Kind == NumberKind.Signed && design.Activations.IsInteger;

    private static bool IsDown(Design design) =>
        IsFp16(design) && !design.HasEpilogue && design.Output == NumberFormats.Fp16;

    private static bool IsAdded(Design design, SplitMethod method) => design.HasAddend
        && (method == SplitMethod.MixedBlocks ? IsInteger(design, method) : !design.HasTensorScale && IsFp16(design));

    private static bool IsFp16(Design design) => !design.ActivationScale
        && design.Weights == NumberFormats.Fp16 && design.Activations == NumberFormats.Fp16;
}
