using MixPe.Generator.Designs;
using MixPe.Model.Networks;

namespace MixPe.Generator.Networks;

/// <summary>From a network file to a network, or to everything that is wrong with it.</summary>
public static class NetworkLoader
{
    /// <summary>Loads a named network or a file.</summary>
    /// <param name="nameOrPath">A named network (see <see cref="NamedNetworks"/>) or the path of a YAML file.</param>
    /// <exception cref="DesignException">There is no such network, or it is refused.</exception>
    public static Network Load(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        if (NamedNetworks.Find(nameOrPath) is { } named)
        {
            return Parse(named.Bytes.Span, named.File);
        }

        try
        {
            return Parse(FieldFile.ReadBytes(nameOrPath), nameOrPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string[] names = [.. NamedNetworks.All.Select(network => network.Name)];
            string hint = Spelling.Hint(nameOrPath, names);
            string reason = Directory.Exists(nameOrPath) ? "that is a directory"
                : hint.Length > 0 ? hint
                : $"the named ones are {string.Join(", ", names)}";
            throw new DesignException(
                [DesignFault.Against(NetworkFields.Exists, nameOrPath.Length == 0 ? "''" : nameOrPath, 0, "-", nameOrPath, reason)]);
        }
    }

    /// <summary>Loads a network from the bytes of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name for messages.</param>
    /// <exception cref="DesignException">It is refused, with every fault.</exception>
    public static Network Parse(ReadOnlySpan<byte> bytes, string file)
    {
        RawDesign raw = DesignFileReader.Read(bytes, file, NetworkFields.File);
        List<DesignFault> faults = [.. raw.Faults];
        Dictionary<string, RawField> fields = raw.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        DesignValues values = FieldFile.ReadValues(raw, fields, NetworkFields.All, NetworkFields.File, faults);
        FieldFile.CheckRules(raw.File, fields, values, NetworkFields.Rules, faults);
        return faults.Count == 0
            ? ToNetwork(values)
            : throw new DesignException([.. faults.OrderBy(fault => fault.Line)]);
    }

    private static Network ToNetwork(DesignValues values) => new(
        values.Get<string>("name"),
        values.Get<string>("source"),
        values.Get<int>("layers"),
        values.Get<int>("hidden"),
        values.Get<int>("heads"),
        values.Get<int>("kv_heads"),
        values.Get<int>("ffn"),
        values.Get<bool>("gated"),
        values.Get<int>("vocab"),
        values.Get<int>("patch"),
        values.Get<int>("tokens"),
        values.Get<bool>("decoder"));
}
