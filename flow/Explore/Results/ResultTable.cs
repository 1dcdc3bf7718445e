using Microsoft.VisualBasic.FileIO;

namespace MixPe.Flow.Explore.Results;

/// <summary>points.csv, read.</summary>
/// <param name="Rows">Every point, references first.</param>
public sealed record ResultTable(IReadOnlyList<ResultRow> Rows)
{
    /// <summary>The fields that vary in the space, as the points' labels name them.</summary>
    public IEnumerable<string> Fields => Rows.FirstOrDefault(row => !row.IsReference)?.Choices.Keys ?? [];

    private const string Required = "density_fp16";

    /// <summary>Reads what <see cref="ExploreFiles.Csv"/> wrote.</summary>
    /// <param name="text">The file.</param>
    /// <exception cref="FormatException">It is no such file.</exception>
    public static ResultTable Read(string text)
    {
        using StringReader reader = new(text);
        using TextFieldParser parser = new(reader) { Delimiters = [","], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        string[] columns = Next();
        if (!columns.Contains(Required))
        {
            throw new FormatException($"a first line with the column {Required} is wanted");
        }

        List<ResultRow> rows = [];
        while (!parser.EndOfData)
        {
            string[] values = Next();
            if (values.Length != columns.Length)
            {
                throw new FormatException($"point {rows.Count + 1} has {values.Length} values for {columns.Length} columns");
            }

            rows.Add(new ResultRow(columns.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)));
        }

        return new ResultTable(rows);

        string[] Next()
        {
            try
            {
                return parser.ReadFields() ?? [];
            }
            catch (MalformedLineException e)
            {
                throw new FormatException(e.Message, e);
            }
        }
    }
}
