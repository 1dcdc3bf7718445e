using System.Globalization;
using System.Text.RegularExpressions;

namespace MixPe.Model.Tensors;

/// <summary>The header of a .npy file: a Python dictionary of three entries.</summary>
/// <param name="Type">From 'descr'.</param>
/// <param name="FortranOrder">From 'fortran_order'.</param>
/// <param name="Shape">From 'shape'.</param>
/// <param name="DataOffset">Where the data starts.</param>
internal sealed partial record NpyHeader(TensorType Type, bool FortranOrder, int[] Shape, long DataOffset)
{
    /// <summary>Parses the dictionary.</summary>
    /// <exception cref="InvalidDataException">An entry is missing or is not what numpy writes.</exception>
    public static NpyHeader Parse(string file, string text, long dataOffset)
    {
        Match whole = Dictionary().Match(text);
        if (!whole.Success)
        {
            throw TensorFault.At(file, "header", "it is not a dictionary of 'descr', 'fortran_order' and 'shape'");
        }

        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < whole.Groups["key"].Captures.Count; i++)
        {
            if (!entries.TryAdd(whole.Groups["key"].Captures[i].Value, whole.Groups["value"].Captures[i].Value))
            {
                throw TensorFault.At(file, $"field '{whole.Groups["key"].Captures[i].Value}'", "it is given twice");
            }
        }

        string descr = Entry(file, entries, "descr").Trim('\'', '"');
        TensorType? type = descr.Length == 3 ? TensorTypes.FromNpy(descr[1..]) : null;
        bool native = descr.Length == 3 && (descr[0] is '<' or '=' || (descr[0] == '|' && descr[2] == '1'));
        if (type is null || !native)
        {
            throw TensorFault.At(
                file, "field 'descr'", $"'{descr}' is not a little-endian f2, f4, f8, i1 to i8, u1, u2 or u4");
        }

        string order = Entry(file, entries, "fortran_order");
        if (order is not ("True" or "False"))
        {
            throw TensorFault.At(file, "field 'fortran_order'", $"'{order}' is neither True nor False");
        }

        return new NpyHeader(
            type.Value, order == "True", ParseShape(file, Entry(file, entries, "shape")), dataOffset);
    }

    private static string Entry(string file, Dictionary<string, string> entries, string key) =>
        entries.TryGetValue(key, out string? value) ? value : throw TensorFault.At(file, $"field '{key}'", "missing");

    private static int[] ParseShape(string file, string text)
    {
        if (!text.StartsWith('('))
        {
            throw TensorFault.At(file, "field 'shape'", $"'{text}' is not a tuple");
        }

        string[] sizes = text.Trim('(', ')').Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.ConvertAll(sizes, size =>
            int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                ? value
                : throw TensorFault.At(file, "field 'shape'", $"'{size}' is not a dimension of 0 to {int.MaxValue}"));
    }

    [GeneratedRegex("""
        ^\s*\{\s*(?:['"](?<key>\w+)['"]\s*:\s*(?<value>'[^']*'|"[^"]*"|\([^()]*\)|\w+)\s*(?:,\s*|(?=\})))*\}\s*$
        """)]
    private static partial Regex Dictionary();
}
