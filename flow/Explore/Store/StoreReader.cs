using System.Text;
using Microsoft.Data.Sqlite;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Store;

/// <summary>Reads the last run of a store and changes nothing: a run that is at work there goes on.</summary>
public sealed class StoreReader : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _snapshot;

    private StoreReader(string path, SqliteConnection connection) =>
        (_path, _connection, _snapshot) = (path, connection, connection.BeginTransaction(deferred: true));

    /// <summary>Reads it.</summary>
    /// <param name="path">The file that <see cref="ResultStore"/> wrote.</param>
    /// <exception cref="InputException">It is no such file, or of a version that is not known.</exception>
    /// <exception cref="DesignException">A design in it is not accepted by this version of the tool.</exception>
    public static StoredRun Read(string path)
    {
        SqliteConnectionStringBuilder words = new() { DataSource = Source(path), Pooling = false, Mode = SqliteOpenMode.ReadOnly };
        try
        {
            using SqliteConnection connection = new(words.ToString());
            connection.Open();
            using StoreReader reader = new(path, connection);
            return reader.Read();
        }
        catch (SqliteException e)
        {
            throw new InputException($"{path}: what mixpe explore writes is wanted: {e.Message}", e);
        }
        catch (Exception e) when (e is InvalidCastException or ArgumentException or FormatException)
        {
            // A table that has its name and columns, and other values in them.
            throw new InputException($"{path}: what mixpe explore writes is wanted: {e.Message}", e);
        }
    }

    // Without a log beside it nobody writes: told so, SQLite leaves no file of its own there, and needs no right to.
    private static string Source(string path)
    {
        string[] steps = [.. Path.GetFullPath(path).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString)];
        return $"file:{string.Join('/', steps)}{(File.Exists(path + "-wal") ? "" : "?immutable=1")}";
    }

    /// <inheritdoc/>
    public void Dispose() => _snapshot.Dispose();

    private StoredRun Read()
    {
        long version = Rows("PRAGMA user_version", row => row.GetInt64(0)).Single();
        if (version is < 1 or > ResultStore.SchemaVersion)
        {
            throw new InputException(
                $"{_path}: its schema is of version {version}: this version of the tool reads 1 to {ResultStore.SchemaVersion}");
        }

        ILookup<string, (string Metric, double Value)> figures = Rows(
                "SELECT key, metric, value FROM figure",
                row => (Key: row.GetString(0), Figure: (row.GetString(1), row.GetDouble(2))))
            .ToLookup(row => row.Key, row => row.Figure, StringComparer.Ordinal);
        Dictionary<string, Measurement> measurements = Rows(
                "SELECT key, status, message, seconds FROM measurement", row => (
                    Key: row.GetString(0),
                    Made: new Measurement(
                        Enum.Parse<MeasurementStatus>(row.GetString(1), ignoreCase: true),
                        row.GetString(2),
                        figures[row.GetString(0)].ToDictionary(figure => figure.Metric, figure => figure.Value, StringComparer.Ordinal),
                        row.GetDouble(3))))
            .ToDictionary(row => row.Key, row => row.Made, StringComparer.Ordinal);
        return new StoredRun(
            version < ResultStore.SchemaVersion ? new RunDescription([]) : Description(),
            Rows(
                "SELECT hash, label, design, named, is_reference, fidelity, hardware FROM point ORDER BY ordinal",
                row => Result(row, measurements)),
            Rows(
                "SELECT rule, sentence, count FROM refusal ORDER BY count DESC, rule",
                row => new Refusal(row.GetString(0), row.GetString(1), row.GetInt32(2))));
    }

    private RunDescription Description()
    {
        Dictionary<string, string> fields = Rows("SELECT field, value FROM run", row => (row.GetString(0), row.GetString(1)))
            .ToDictionary(row => row.Item1, row => row.Item2, StringComparer.Ordinal);
        return new RunDescription(
            [.. RunDescription.Names.Where(fields.ContainsKey).Select(name => (name, fields[name]))]);
    }

    private PointResult Result(SqliteDataReader row, Dictionary<string, Measurement> measurements)
    {
        string label = row.GetString(1);
        Design design = DesignLoader.Parse(Encoding.UTF8.GetBytes(row.GetString(2)), $"{_path}: point '{label}'");
        string[] named = row.GetString(3).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        DesignPoint point = new(
            row.GetString(0),
            label,
            design,
            named,
            [.. named.Select(NamedDesigns.Find).OfType<NamedDesign>().SelectMany(one => one.Load().Systems).Distinct()],
            row.GetBoolean(4));
        Dictionary<MetricSource, Measurement> made = [];
        Add(MetricSource.Fidelity, 5);
        Add(MetricSource.Hardware, 6);
        return new PointResult(point, made);

        void Add(MetricSource source, int column)
        {
            if (!row.IsDBNull(column) && measurements.TryGetValue(row.GetString(column), out Measurement? found))
            {
                made.Add(source, found);
            }
        }
    }

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _snapshot;
        using SqliteDataReader rows = command.ExecuteReader();
        List<T> all = [];
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }
}
