using MixPe.Model.Formats;

namespace MixPe.Generator.Designs;

/// <summary>From a design file and overrides to a design, or to everything that is wrong with them.</summary>
public static class DesignLoader
{
    /// <summary>Loads a named design or a file.</summary>
    /// <param name="nameOrPath">A named design (see <see cref="NamedDesigns"/>) or the path of a YAML file.</param>
    /// <param name="overrides">field=value, applied before anything is checked.</param>
    /// <exception cref="DesignException">There is no such design, or it is refused.</exception>
    public static Design Load(string nameOrPath, IEnumerable<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        if (NamedDesigns.Find(nameOrPath) is { } named)
        {
            return Parse(named.Bytes.Span, named.File, overrides);
        }

        byte[] bytes;
        try
        {
            bytes = FieldFile.ReadBytes(nameOrPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var hint = Spelling.Hint(nameOrPath, NamedDesigns.All.Select(design => design.Name));
            var reason = nameOrPath.Length == 0 ? "the name is empty"
                : Directory.Exists(nameOrPath) ? "that is a directory"
                : hint.Length > 0 ? hint
                : e.Message;
            var fault = DesignFault.Against(DesignRules.Exists, nameOrPath, 0, "-", nameOrPath, reason);
            throw new DesignException([fault]);
        }

        return Parse(bytes, nameOrPath, overrides);
    }

    /// <summary>Loads a design from the bytes of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="overrides">field=value, applied before anything is checked.</param>
    /// <exception cref="DesignException">The design is refused.</exception>
    public static Design Parse(ReadOnlySpan<byte> bytes, string file, IEnumerable<string>? overrides = null)
    {
        var raw = DesignFileReader.Read(bytes, file, DesignRules.File);
        var faults = new List<DesignFault>(raw.Faults);
        var fields = raw.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        Override(fields, overrides ?? [], faults);
        var values = FieldFile.ReadValues(raw, fields, DesignFields.All, DesignRules.File, faults);
        FieldFile.CheckRules(raw.File, fields, values, DesignRules.All, faults);
        return faults.Count == 0
            ? ToDesign(values)
            : throw new DesignException([.. faults.OrderBy(fault => fault.Line)]);
    }

    private static void Override(
        Dictionary<string, RawField> fields, IEnumerable<string> overrides, List<DesignFault> faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in overrides)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                faults.Add(DesignFault.Against(DesignRules.Override, FieldFile.OverrideOrigin, 0, "-", text));
                continue;
            }

            var (name, value) = (text[..equals], text[(equals + 1)..]);
            if (!seen.Add(name))
            {
                faults.Add(DesignFault.Against(
                    DesignRules.Once, FieldFile.OverrideOrigin, 0, name, value, "it is set already"));
                continue;
            }

            fields[name] = OverrideField(name, value);
        }
    }

    private static RawField OverrideField(string name, string value)
    {
        if (DesignFields.Find(name) is not { Kind: FieldKind.TextList })
        {
            return new(name, FieldFile.OverrideOrigin, 0, RawShape.Scalar, [RawScalar.OfOverride(value)]);
        }

        var items = value.Length == 0 ? [] : value.Split(',').Select(item => RawScalar.OfOverride(item.Trim()));
        return new(name, FieldFile.OverrideOrigin, 0, RawShape.List, [.. items]);
    }

    private static Design ToDesign(DesignValues values) => new(
        values.Get<string>("name"),
        values.Get<string>("description"),
        values.Get<IReadOnlyList<string>>("systems"),
        NumberFormats.OfWeights(values.Get<string>("weights")),
        NumberFormats.OfActivations(values.Get<string>("activations")),
        values.Get<int>("group"),
        values.Get<string>("zero_point") == "integer",
        values.Get<string>("activation_scale") == "fp16",
        DesignFields.AccumulatorOf(values.Get<string>("accumulator")),
        values.Get<bool>("fused"),
        NumberFormats.Get(values.Get<string>("out")),
        values.Get<string>("dataflow") == DesignFields.WeightStationary
            ? Dataflow.WeightStationary
            : Dataflow.OutputStationary,
        values.Get<int>("lanes"),
        values.Get<int>("pipeline"),
        values.Get<int>("rows"),
        values.Get<int>("columns"),
        values.Get<int>("dequant_units"),
        new TileSizes(
            values.Get<int>("x_words"),
            values.Get<int>("w_words"),
            values.Get<int>("y_words"),
            values.Get<int>("max_k"),
            values.Get<int>("row_blocks"),
            values.Get<int>("size_bits")),
        DesignFields.ArchitectureOf(values.Get<string>("architecture")),
        Enum.Parse<HardwareTarget>(values.Get<string>("target"), ignoreCase: true),
        values.Get<decimal>("clock_ns"))
    {
        Scale = NumberFormats.Get(values.Get<string>("scale")),
        ActivationGroupScale = values.Get<string>("activation_group_scale") is var groups and not "none" ? NumberFormats.Get(groups) : null,
        SuperGroup = values.Get<int>("super_group"),
        Slices = values.Get<int>("slices"),
        SliceBits = values.Get<int>("slice_bits"),
        HasRunTimeSlices = values.Get<bool>("run_time_slices"),
        HasWideGroups = values.Get<bool>("wide_groups"),
        HasTensorScale = values.Get<string>("tensor_scale") == "fp32",
        HasAddend = values.Get<string>("addend") == "stream",
        SharedColumns = values.Get<int>("shared_columns"),
    };
}
