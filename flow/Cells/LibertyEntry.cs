namespace MixPe.Flow.Cells;

/// <summary>An attribute of a Liberty group: simple, as in <c>name : value ;</c>, or complex, as in
/// <c>name (value, value) ;</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">One value, or the list; quotation marks left out.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record LibertyEntry(string Name, IReadOnlyList<string> Values, int Line);
