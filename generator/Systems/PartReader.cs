using MixPe.Generator.Designs;

namespace MixPe.Generator.Systems;

/// <summary>Loads the designs that the fields of a system file name.</summary>
internal sealed class PartReader(
    string file,
    Dictionary<string, RawField> fields,
    DesignValues values,
    IReadOnlyList<string> overrides,
    List<DesignFault> faults)
{
    /// <summary>The design of a part; null if the file has none, or if it is refused.</summary>
    /// <param name="part">The part's field.</param>
    /// <param name="rule">What the design must be.</param>
    /// <param name="holds">Whether it is.</param>
    internal Design? Load(string part, DesignRule rule, Func<Design, bool> holds)
    {
        if (values.Word(part) is not { Length: > 0 } name || !values.Has($"{part}_set"))
        {
            return null;
        }

        // What the command says stands in the place of what the file says.
        string[] replaced = [.. overrides.Select(FieldOf)];
        string[] all =
        [
            .. values.Get<IReadOnlyList<string>>($"{part}_set").Where(text => !replaced.Contains(FieldOf(text))), .. overrides,
        ];
        try
        {
            Design design = DesignLoader.Load(name, all);
            if (!holds(design))
            {
                Blame(part, rule, "");
            }

            return design;
        }
        catch (DesignException e)
        {
            foreach (DesignFault fault in e.Faults)
            {
                Blame(part, SystemFields.PartDesign, fault.ToString());
            }

            return null;
        }
    }

    /// <summary>Says that a part is wrong.</summary>
    internal void Blame(string part, DesignRule rule, string hint)
    {
        RawField? place = fields.GetValueOrDefault(part);
        faults.Add(DesignFault.Against(rule, file, place?.Line ?? 0, part, values.Word(part) ?? "nothing", hint));
    }

    private static string FieldOf(string text) => text.Split('=')[0];
}
