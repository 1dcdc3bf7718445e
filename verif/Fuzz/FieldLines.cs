using System.Text;

namespace MixPe.Verif.Fuzz;

/// <summary>The fields of a design file as written, in order; a name may stand twice.</summary>
internal sealed class FieldLines
{
    /// <summary>Names and values.</summary>
    public List<(string Name, string Value)> Fields { get; } = [];

    /// <summary>The file, with comments, blank lines and line ends as people leave them.</summary>
    public byte[] ToBytes(Random random) => Encoding.UTF8.GetBytes(ToText(random));

    /// <inheritdoc cref="ToBytes"/>
    public string ToText(Random random)
    {
        string end = random.Next(10) == 0 ? "\r\n" : "\n";
        StringBuilder text = new(random.Next(12) == 0 ? "\uFEFF" : "");
        text.Append(random.Next(6) == 0 ? $"---{end}" : "");
        foreach ((string name, string value) in Fields)
        {
            text.Append(random.Next(5) == 0 ? $"# a comment{end}" : "").Append(random.Next(9) == 0 ? end : "");
            text.Append($"{name}:{new string(' ', random.Next(1, 4))}{value}").Append(random.Next(9) == 0 ? " # why" : "").Append(end);
        }

        return text.Append(random.Next(8) == 0 ? $"...{end}" : "").ToString();
    }
}
