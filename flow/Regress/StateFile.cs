using System.Text;
using System.Text.Json;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Regress;

/// <summary>What a run has finished: JSON lines, the head first, then one a task, each on the disk before the next task
/// counts. A kill at any moment tears the last line at most, and that line is dropped.</summary>
public sealed class StateFile : IDisposable
{
    private static readonly JsonSerializerOptions Compact = new(JsonStyle.Options) { WriteIndented = false };

    private readonly FileStream _stream;
    private readonly Lock _lock = new();

    private StateFile(FileStream stream, RunHead head, IReadOnlyList<StateRecord> finished)
    {
        _stream = stream;
        Head = head;
        Finished = finished;
    }

    /// <summary>Which run it is.</summary>
    public RunHead Head { get; }

    /// <summary>What had been finished when the file was opened.</summary>
    public IReadOnlyList<StateRecord> Finished { get; }

    /// <summary>Opens the state of a run; no other process can open it until it is closed.</summary>
    /// <param name="path">The file; its directory is there.</param>
    /// <param name="fresh">The head of a new run.</param>
    /// <param name="resume">True to go on with what is there, if anything is; false to begin anew.</param>
    /// <exception cref="InputException">Another run is at work, or what is there is of another suite or damaged.
    /// </exception>
    public static StateFile Open(string path, RunHead fresh, bool resume)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        FileStream stream = Lock(path);
        try
        {
            if (resume && Read(stream, path) is { } old)
            {
                return old.Head.Hash == fresh.Hash
                    ? new StateFile(stream, old.Head, old.Finished)
                    : throw new InputException(
                        $"--resume: {path}: suite: {old.Head.Suite} {old.Head.Hash}: the suite, a design of it or the tool has "
                        + $"changed since (now {fresh.Suite} {fresh.Hash}); without --resume it runs anew");
            }

            stream.SetLength(0);
            StateFile state = new(stream, fresh, []);
            state.Write(fresh);
            return state;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Adds a finished task; it is on the disk when this returns.</summary>
    public void Append(StateRecord record) => Write(record);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new InputException($"{path}: another run is at work there ({e.Message})", e);
        }
    }

    private static (RunHead Head, IReadOnlyList<StateRecord> Finished)? Read(FileStream stream, string path)
    {
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);

        // A line without its end is one that a kill has torn: what follows is written over it.
        int whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        stream.SetLength(whole);
        stream.Position = whole;
        string[] lines = Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            return null;
        }

        RunHead head = Parse<RunHead>(lines[0], path, 1);
        return head is { Format: RunHead.CurrentFormat, Run: not null, Suite: not null, Hash: not null }
            ? (head, [.. lines.Skip(1).Select((line, i) => Parse<StateRecord>(line, path, i + 2))])
            : throw new InputException($"--resume: {path}:1: format: {head.Format}: this version reads {RunHead.CurrentFormat}");
    }

    private static T Parse<T>(string line, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Compact) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InputException($"--resume: {path}:{number}: the state is damaged: {e.Message}", e);
        }
    }

    private void Write<T>(T line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, Compact) + "\n");
        lock (_lock)
        {
            _stream.Write(bytes);
            _stream.Flush(flushToDisk: true);
        }
    }
}
