using System.Globalization;
using MixPe.Flow.Tools.Yosys;

namespace MixPe.Flow.Mutation.Netlists;

/// <summary>Writes small memories as what they are made of, word by word: registers, an address decoder, a chain of
/// multiplexers. Yosys' own memory_map does it bit by bit and forgets the source line. Large ones stay what they are: what
/// can be wrong with them is at their ports.</summary>
internal sealed class MemoryWords
{
    // Of registers instead: the pages of a result buffer, the sums of a dequantization unit.
    private const int MaxBits = 4096;

    private readonly List<NetCell> _cells;
    private int _nextNet;

    private MemoryWords(IReadOnlyList<NetCell> cells)
    {
        _cells = [.. cells];
        _nextNet = 1 + cells.SelectMany(cell => cell.Inputs.Values.Concat(cell.Outputs.Values))
            .SelectMany(bits => bits).Select(bit => bit.Net).DefaultIfEmpty(0).Max();
    }

    /// <summary>The cells with those of memories replaced.</summary>
    /// <param name="module">The module in Yosys' JSON.</param>
    /// <param name="cells">Its cells.</param>
    /// <exception cref="NotSupportedException">A memory has more than one writer, or writes single bits.</exception>
    public static IReadOnlyList<NetCell> Expand(YosysModule module, IReadOnlyList<NetCell> cells)
    {
        var words = new MemoryWords(cells);
        foreach (var (name, memory) in module.Memories.Where(memory => !Stays(memory.Value)))
        {
            NetCell[] ports = [.. cells.Where(cell => cell.Memory == name)];
            words._cells.RemoveAll(ports.Contains);
            words.Add(
                name, memory.Size, [.. ports.Where(port => port.IsWriter)], [.. ports.Where(port => !port.IsWriter)]);
        }

        return words._cells;
    }

    /// <summary>True if a memory is none of the small ones.</summary>
    public static bool Stays(YosysMemory memory) => (long)memory.Size * memory.Width > MaxBits;

    private void Add(string name, int size, NetCell[] writers, NetCell[] readers)
    {
        if (writers.Length != 1)
        {
            throw new NotSupportedException($"memory {name}: {writers.Length} writers; one is understood");
        }

        NetCell writer = writers[0];
        NetBit writes = Enable(name, writer);
        IReadOnlyList<NetBit> data = writer.Inputs["DATA"];
        var words = new IReadOnlyList<NetBit>[size];
        for (int i = 0; i < size; i++)
        {
            string word = string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]");
            words[i] = Fresh(data.Count);
            IReadOnlyList<NetBit> isHit = Select(writer, word, i);
            IReadOnlyList<NetBit> enable = Cell($"{word} enable", "$and", writer.Source, 1, new()
            {
                ["A"] = isHit,
                ["B"] = [writes],
            });
            IReadOnlyList<NetBit> next = Cell($"{word} write", "$mux", writer.Source, data.Count, new()
            {
                ["A"] = words[i],
                ["B"] = data,
                ["S"] = enable,
            });
            _cells.Add(new NetCell(
                $"{word} register", "$dff", writer.Source, false,
                new Dictionary<string, IReadOnlyList<NetBit>> { ["CLK"] = writer.Inputs["CLK"], ["D"] = next },
                new Dictionary<string, IReadOnlyList<NetBit>> { ["Q"] = words[i] }));
        }

        foreach (NetCell reader in readers)
        {
            Read(name, reader, words);
        }
    }

    // Yosys has an enable for each bit: all ones or all zeros, by the condition that the write stands under.
    private NetBit Enable(string name, NetCell writer)
    {
        IReadOnlyList<NetBit> enable = writer.Inputs["EN"];
        NetCell? condition = _cells.FirstOrDefault(cell =>
            cell.Type == "$mux" && cell.Outputs["Y"].SequenceEqual(enable)
            && cell.Inputs["A"].All(bit => bit == NetBit.Constant(false))
            && cell.Inputs["B"].All(bit => bit == NetBit.Constant(true)));
        if (condition is not null)
        {
            _cells.Remove(condition);
            return condition.Inputs["S"][0];
        }

        return enable.Distinct().Count() == 1
            ? enable[0]
            : throw new NotSupportedException($"memory {name}: a writer of whole words is understood");
    }

    private void Read(string name, NetCell reader, IReadOnlyList<NetBit>[] words)
    {
        IReadOnlyList<NetBit> value = words[0];
        for (int i = 1; i < words.Length; i++)
        {
            string word = string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] of {reader.Name}");
            value = Cell($"{word} read", "$mux", reader.Source, value.Count, new()
            {
                ["A"] = value,
                ["B"] = words[i],
                ["S"] = Select(reader, word, i),
            });
        }

        // A buffer: what was read takes the reader's nets.
        _cells.Add(new NetCell(
            $"{name} of {reader.Name}", "$pos", reader.Source, false,
            new Dictionary<string, IReadOnlyList<NetBit>> { ["A"] = value },
            new Dictionary<string, IReadOnlyList<NetBit>> { ["Y"] = reader.Outputs["DATA"] }));
    }

    private IReadOnlyList<NetBit> Select(NetCell port, string word, int index)
    {
        IReadOnlyList<NetBit> address = port.Inputs["ADDR"];
        return Cell($"{word} {port.Type} select", "$eq", port.Source, 1, new()
        {
            ["A"] = address,
            ["B"] = [.. Enumerable.Range(0, address.Count).Select(bit => NetBit.Constant((index >> bit & 1) != 0))],
        });
    }

    private IReadOnlyList<NetBit> Cell(
        string name, string type, SourceSpan source, int width, Dictionary<string, IReadOnlyList<NetBit>> inputs)
    {
        IReadOnlyList<NetBit> result = Fresh(width);
        _cells.Add(new NetCell(
            name, type, source, false, inputs, new Dictionary<string, IReadOnlyList<NetBit>> { ["Y"] = result }));
        return result;
    }

    private IReadOnlyList<NetBit> Fresh(int width)
    {
        int first = _nextNet;
        _nextNet += width;
        return [.. Enumerable.Range(first, width).Select(NetBit.Of)];
    }
}
