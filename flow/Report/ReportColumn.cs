namespace MixPe.Flow.Report;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its head.</param>
/// <param name="IsNumber">True if it has figures, which stand to the right.</param>
/// <param name="Meaning">More about it, shown on hovering its head; empty if the head says all.</param>
public sealed record ReportColumn(string Name, bool IsNumber = false, string Meaning = "")
{
    /// <summary>A column of texts.</summary>
    public static implicit operator ReportColumn(string name) => Text(name);

    /// <summary>A column of texts.</summary>
    public static ReportColumn Text(string name) => new(name);

    /// <summary>A column of figures.</summary>
    public static ReportColumn Number(string name, string meaning = "") => new(name, true, meaning);
}
