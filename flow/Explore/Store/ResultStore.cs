using System.Globalization;
using Microsoft.Data.Sqlite;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Store;

/// <summary>Measurements in one SQLite file, each on the disk before it counts: a kill at any moment loses those at work. Safe
/// from several threads; one process at a time.</summary>
public sealed class ResultStore : IDisposable
{
    /// <summary>The version of the tables that this tool writes; it reads the older ones too.</summary>
    internal const int SchemaVersion = 2;

    private const string Schema = """
        CREATE TABLE measurement(
          key TEXT PRIMARY KEY, source TEXT NOT NULL, status TEXT NOT NULL, message TEXT NOT NULL, seconds REAL NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE figure(
          key TEXT NOT NULL REFERENCES measurement(key), metric TEXT NOT NULL, value REAL NOT NULL, PRIMARY KEY (key, metric)
        ) WITHOUT ROWID;
        CREATE TABLE point(
          hash TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, label TEXT NOT NULL, design TEXT NOT NULL, named TEXT NOT NULL,
          is_reference INTEGER NOT NULL, fidelity TEXT, hardware TEXT
        ) WITHOUT ROWID;
        CREATE TABLE refusal(rule TEXT PRIMARY KEY, sentence TEXT NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID;
        """;

    // Of version 1 this table is all that is missing.
    private const string RunSchema = "CREATE TABLE run(field TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID";

    private readonly string _path;
    private readonly FileStream _lockFile;
    private readonly SqliteConnection _connection;
    private readonly Lock _lock = new();

    private ResultStore(string path, FileStream lockFile, SqliteConnection connection) =>
        (_path, _lockFile, _connection) = (path, lockFile, connection);

    /// <summary>Opens a file, or makes it.</summary>
    /// <param name="path">The file; its directory is there.</param>
    /// <exception cref="InputException">Another run is at work, or the file is of another kind or version.</exception>
    public static ResultStore Open(string path)
    {
        FileStream lockFile = LockBeside(path);
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            ResultStore store = new(path, lockFile, connection);
            store.Prepare();
            return store;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            lockFile.Dispose();
            throw new InputException($"{path}: it cannot be used: {e.Message}", e);
        }
        catch
        {
            connection.Dispose();
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>The measurement of a key; null if there is none.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Measurement? Find(string key)
    {
        return Exclusively<Measurement?>(() =>
        {
            using SqliteCommand head = Command("SELECT status, message, seconds FROM measurement WHERE key = $key", ("$key", key));
            using SqliteDataReader row = head.ExecuteReader();
            if (!row.Read())
            {
                return null;
            }

            using SqliteCommand body = Command("SELECT metric, value FROM figure WHERE key = $key", ("$key", key));
            using SqliteDataReader rows = body.ExecuteReader();
            Dictionary<string, double> figures = new(StringComparer.Ordinal);
            while (rows.Read())
            {
                figures.Add(rows.GetString(0), rows.GetDouble(1));
            }

            return new Measurement(
                Enum.Parse<MeasurementStatus>(row.GetString(0), ignoreCase: true), row.GetString(1), figures, row.GetDouble(2));
        });
    }

    /// <summary>Keeps a measurement; it is on the disk when this returns.</summary>
    /// <param name="key">Its key; what was kept under it is replaced.</param>
    /// <param name="source">What it is of.</param>
    /// <param name="measurement">The measurement.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(string key, MetricSource source, Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        Exclusively(() =>
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            Run("DELETE FROM figure WHERE key = $key", ("$key", key));
            Run(
                "INSERT OR REPLACE INTO measurement VALUES ($key, $source, $status, $message, $seconds)",
                ("$key", key),
                ("$source", Word(source)),
                ("$status", Word(measurement.Status)),
                ("$message", measurement.Message),
                ("$seconds", measurement.Seconds));
            foreach ((string metric, double value) in measurement.Figures)
            {
                Run(
                    "INSERT INTO figure VALUES ($key, $metric, $value)",
                    ("$key", key), ("$metric", metric), ("$value", value));
            }

            transaction.Commit();
        });
    }

    /// <summary>Replaces the points, refusals and description of the run before by those of this one.</summary>
    /// <param name="points">In their order, each with the key of its measurement by source.</param>
    /// <param name="refusals">Why combinations are no points.</param>
    /// <param name="run">What was run; null where nothing is known of it.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void List(
        IReadOnlyList<(DesignPoint Point, IReadOnlyDictionary<MetricSource, string> Keys)> points,
        IReadOnlyList<Refusal> refusals,
        RunDescription? run = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(refusals);
        Exclusively(() =>
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            Run("DELETE FROM point");
            Run("DELETE FROM refusal");
            Run("DELETE FROM run");
            for (int i = 0; i < points.Count; i++)
            {
                (DesignPoint point, IReadOnlyDictionary<MetricSource, string> keys) = points[i];
                Run(
                    "INSERT INTO point VALUES ($hash, $ordinal, $label, $design, $named, $reference, $fidelity, $hardware)",
                    ("$hash", point.Hash),
                    ("$ordinal", i),
                    ("$label", point.Label),
                    ("$design", ResolvedDesign.Write(point.Design)),
                    ("$named", string.Join(' ', point.Named)),
                    ("$reference", point.IsReference),
                    ("$fidelity", keys.GetValueOrDefault(MetricSource.Fidelity) ?? (object)DBNull.Value),
                    ("$hardware", keys.GetValueOrDefault(MetricSource.Hardware) ?? (object)DBNull.Value));
            }

            foreach (Refusal refusal in refusals)
            {
                Run(
                    "INSERT INTO refusal VALUES ($rule, $sentence, $count)",
                    ("$rule", refusal.Rule), ("$sentence", refusal.Sentence), ("$count", refusal.Count));
            }

            foreach ((string field, string value) in run?.Fields ?? [])
            {
                Run("INSERT INTO run VALUES ($field, $value)", ("$field", field), ("$value", value));
            }

            transaction.Commit();
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Closing the last connection folds the log into the file.
        _connection.Dispose();
        _lockFile.Dispose();
    }

    private void Exclusively(Action work) => Exclusively(() =>
    {
        work();
        return 0;
    });

    // A connection is for one thread at a time. A disk that is full is no fault of a point: it ends the run.
    private T Exclusively<T>(Func<T> work)
    {
        lock (_lock)
        {
            try
            {
                return work();
            }
            catch (SqliteException e)
            {
                throw new IOException($"{_path}: it cannot be used: {e.Message}", e);
            }
        }
    }

    // SQLite would let two runs write by turns, and each measure what the other does.
    private static FileStream LockBeside(string path)
    {
        string file = path + ".lock";
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new InputException($"{path}: another run is at work there ({e.Message})", e);
        }
    }

    private void Prepare()
    {
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = FULL");
        using SqliteCommand asked = Command("PRAGMA user_version");
        long version = Convert.ToInt64(asked.ExecuteScalar(), CultureInfo.InvariantCulture);
        using SqliteCommand counted = Command("SELECT count(*) FROM sqlite_schema");
        bool isEmpty = Convert.ToInt64(counted.ExecuteScalar(), CultureInfo.InvariantCulture) == 0;
        if (isEmpty ? version != 0 : version is < 1 or > SchemaVersion)
        {
            throw new InputException($"{_path}: its schema is of version {version}: this version of the tool reads 1 to {SchemaVersion}");
        }

        if (version < SchemaVersion)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            if (isEmpty)
            {
                Run(Schema);
            }

            Run(RunSchema);
            Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {SchemaVersion}"));
            transaction.Commit();
        }
    }

    private void Run(string sql, params (string Name, object Value)[] values)
    {
        using SqliteCommand command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object Value)[] values)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
