using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Sim.Devices;

/// <summary>Writes the input records of a GEMM, tile after tile, and holds a beat while the array must refuse it.</summary>
internal sealed class BeatFeeder : IArrayFeeder
{
    private readonly Design _design;
    private readonly ArrayPorts _ports;
    private readonly GemmOperands _operands;
    private readonly BeatSchedule _schedule;
    private readonly BeatCodes _x;
    private readonly BeatCodes _w;
    private readonly int _tileColumns;
    private readonly int _tiles;
    private readonly List<bool> _expectedReady = [];
    private int _tile;
    private int _beat;
    private long _lastTaken = long.MinValue / 2;

    internal BeatFeeder(Design design, ArrayPorts ports, GemmOperands operands)
    {
        _design = design;
        _ports = ports;
        _operands = operands;
        _schedule = new BeatSchedule(operands.K, design.Group, design.Lanes);
        _x = new BeatCodes(operands.Activations, operands.M, operands.K, design.Activations, _schedule);
        _w = new BeatCodes(operands.Weights, operands.N, operands.K, design.Weights, _schedule);
        _tileColumns = (operands.N + design.Columns - 1) / design.Columns;
        _tiles = _tileColumns * ((operands.M + design.Rows - 1) / design.Rows);
    }

    /// <inheritdoc/>
    public long Beats { get; private set; }

    /// <inheritdoc/>
    public long Stalls { get; private set; }

    /// <inheritdoc/>
    public long IdleCycles { get; private set; }

    /// <inheritdoc/>
    public bool IsDone => _tile == _tiles;

    /// <inheritdoc/>
    public void Fill(Span<uint> records, int count, long cycle)
    {
        int words = _ports.Layout.InputWords;
        _expectedReady.Clear();
        for (int i = 0; i < count; i++)
        {
            Span<uint> record = records.Slice(i * words, words);
            record.Clear();
            _ports.Reset.Write(record, 1);
            _expectedReady.Add(Write(record, cycle + i));
        }
    }

    /// <inheritdoc/>
    public void Check(ReadOnlySpan<uint> outputs, int count, long cycle)
    {
        int words = _ports.Layout.OutputWords;
        for (int i = 0; i < count; i++)
        {
            bool ready = _ports.Ready.Read(outputs.Slice(i * words, words)) != 0;
            if (ready != _expectedReady[i])
            {
                throw new ArrayDeviceException($"cycle {cycle + i}: ready_o is {(ready ? 1 : 0)}, which breaks the rule of group spacing");
            }
        }
    }

    private bool Write(Span<uint> record, long cycle)
    {
        if (IsDone)
        {
            IdleCycles++;
            return true;
        }

        WriteBeat(record);
        bool isLast = _schedule.IsLast(_beat);
        if (isLast && cycle - _lastTaken < _design.BandRows)
        {
            Stalls++;
            return false;
        }

        if (isLast)
        {
            _lastTaken = cycle;
        }

        Beats++;
        _beat++;
        if (_beat == _schedule.Count)
        {
            _beat = 0;
            _tile++;
        }

        return true;
    }

    private void WriteBeat(Span<uint> record)
    {
        int firstRow = _tile / _tileColumns * _design.Rows;
        int firstColumn = _tile % _tileColumns * _design.Columns;
        int rows = Math.Min(_design.Rows, _operands.M - firstRow);
        int columns = Math.Min(_design.Columns, _operands.N - firstColumn);
        _ports.Valid.Write(record, 1);
        Span<uint> x = _ports.X.Of(record);
        for (int r = 0; r < rows; r++)
        {
            BitFields.Or(x, r * _x.Bits, _x[firstRow + r, _beat]);
        }

        Span<uint> w = _ports.W.Of(record);
        for (int c = 0; c < columns; c++)
        {
            BitFields.Or(w, c * _w.Bits, _w[firstColumn + c, _beat]);
        }

        if (_schedule.IsLast(_beat))
        {
            WriteGroup(record, firstRow, rows, firstColumn);
        }
    }

    private void WriteGroup(Span<uint> record, int firstRow, int rows, int firstColumn)
    {
        int group = _schedule[_beat].Start / _design.Group;
        bool isEnd = group == _schedule.Groups - 1;
        _ports.Last.Write(record, 1);
        _ports.End.Write(record, isEnd ? 1u : 0u);
        _ports.WriteScales(record, _design, _operands, firstColumn, group);
        for (int r = 0; r < rows && _ports.XScale is { } port; r++)
        {
            if (ActivationScaleWord.Of(_design, _operands, firstRow + r, group, isEnd) is { } scale)
            {
                BitFields.Or(port.Of(record), _design.ActivationScaleBits * r, scale);
            }
        }
    }
}
