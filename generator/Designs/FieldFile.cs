namespace MixPe.Generator.Designs;

/// <summary>From the fields of a flat YAML file to their values, or to everything that is wrong with them.</summary>
internal static class FieldFile
{
    /// <summary>In a file's place in messages about an override.</summary>
    public const string OverrideOrigin = "--set";

    /// <summary>Reads a file, but no more of it than is enough to refuse one of any size.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor can it.</exception>
    public static byte[] ReadBytes(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[FileRules.MaximumBytes + 1];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    /// <summary>Reads every field by itself.</summary>
    /// <param name="raw">The file.</param>
    /// <param name="fields">Its fields and overrides, by name.</param>
    /// <param name="known">The fields that there are.</param>
    /// <param name="rules">The file's rules.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <returns>What is right, defaults with it.</returns>
    public static DesignValues ReadValues(
        RawDesign raw,
        Dictionary<string, RawField> fields,
        IReadOnlyList<FileField> known,
        FileRules rules,
        List<DesignFault> faults)
    {
        var values = new DesignValues();
        foreach (var field in fields.Values.Where(field => known.All(one => one.Name != field.Name)))
        {
            var hint = Spelling.Hint(field.Name, known.Select(one => one.Name));
            faults.Add(DesignFault.Against(
                rules.Known, field.File, field.Line, field.Name, field.Text, hint));
        }

        foreach (var field in known)
        {
            if (fields.TryGetValue(field.Name, out var written))
            {
                if (FieldReader.Read(field, written, rules, out var fault) is { } value)
                {
                    values.Set(field.Name, value);
                }
                else
                {
                    faults.Add(fault!);
                }
            }
            else if (field.Default(values) is { } value)
            {
                values.Set(field.Name, value);
            }
            else if (field.Required && raw.Complete)
            {
                faults.Add(DesignFault.Against(
                    rules.Required, raw.File, 0, field.Name, "nothing", field.Domain));
            }
        }

        return values;
    }

    /// <summary>Checks the rules between fields.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="fields">Its fields and overrides, by name.</param>
    /// <param name="values">What is right by itself.</param>
    /// <param name="rules">The rules; those without a check are passed over.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static void CheckRules(
        string file,
        Dictionary<string, RawField> fields,
        DesignValues values,
        IEnumerable<DesignRule> rules,
        List<DesignFault> faults)
    {
        foreach (var rule in rules)
        {
            if (rule.Holds is { } holds && rule.Fields.All(values.Has) && !holds(values))
            {
                // An override is what changed last; a default is never to blame while a field is written.
                var blamed = rule.Fields.FirstOrDefault(name => fields.GetValueOrDefault(name)?.File == FieldFile.OverrideOrigin)
                    ?? rule.Fields.FirstOrDefault(fields.ContainsKey)
                    ?? rule.Fields[0];
                var place = fields.GetValueOrDefault(blamed);
                var others = rule.Fields.Where(name => name != blamed)
                    .Select(name => $"{name} is {values.Show(name)}");
                faults.Add(DesignFault.Against(
                    rule, place?.File ?? file, place?.Line ?? 0, blamed, values.Show(blamed),
                    string.Join(", ", others)));
            }
        }
    }
}
