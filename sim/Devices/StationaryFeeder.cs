using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Sim.Devices;

/// <summary>Feeds a weight-stationary array: a row of a group's activations in each cycle, or in as many cycles as its
/// activations have slices, and from the first row on a word of its weights in each.</summary>
internal sealed class StationaryFeeder : IArrayFeeder
{
    private readonly Design _design;
    private readonly ArrayPorts _ports;
    private readonly GemmOperands _operands;
    private readonly BeatSchedule _schedule;
    private readonly BeatCodes _x;
    private readonly BeatCodes _w;
    private readonly int _tileColumns;
    private readonly long _groups;

    // The group that is fed, and cycles of it that have been.
    private long _group;
    private int _place;

    internal StationaryFeeder(Design design, ArrayPorts ports, GemmOperands operands)
    {
        _design = design;
        _ports = ports;
        _operands = operands;
        _schedule = new BeatSchedule(operands.K, design.Group, design.Lanes);
        _x = new BeatCodes(operands.Activations, operands.M, operands.K, design.Activations, _schedule);
        _w = new BeatCodes(operands.Weights, operands.N, operands.K, design.Weights, _schedule);
        _tileColumns = (operands.N + design.Columns - 1) / design.Columns;
        long tiles = (long)_tileColumns * ((operands.M + design.Rows - 1) / design.Rows);
        _groups = tiles * _schedule.Groups;
    }

    /// <inheritdoc/>
    public long Beats { get; private set; }

    /// <inheritdoc/>
    public long Stalls => 0;

    /// <inheritdoc/>
    public long IdleCycles { get; private set; }

    /// <inheritdoc/>
    public bool IsDone => _group == _groups;

    /// <inheritdoc/>
    public void Fill(Span<uint> records, int count, long cycle)
    {
        int words = _ports.Layout.InputWords;
        for (int i = 0; i < count; i++)
        {
            Span<uint> record = records.Slice(i * words, words);
            record.Clear();
            _ports.Reset.Write(record, 1);
            int rowCycles = _group % _schedule.Groups < _design.WideGroups ? _design.Passes : 1;
            _ports.Slices?.Write(record, (uint)rowCycles);
            if (IsDone)
            {
                IdleCycles++;
                continue;
            }

            if (_place < _design.Rows)
            {
                WriteWord(record, _group, _place);
            }

            if (_place % rowCycles == 0)
            {
                WriteRow(record, _group, _design.Rows - 1 - (_place / rowCycles));
                Beats++;
            }

            if (++_place == _design.Rows * rowCycles)
            {
                (_group, _place) = (_group + 1, 0);
            }
        }
    }

    /// <inheritdoc/>
    public void Check(ReadOnlySpan<uint> outputs, int count, long cycle)
    {
        // Nothing is held back.
    }

    private void WriteWord(Span<uint> record, long group, int row)
    {
        var (_, firstColumn, ofTile) = Place(group);
        int beat = (ofTile * _design.Rows) + row;
        if (beat >= _schedule.Count)
        {
            return;
        }

        Span<uint> w = _ports.W.Of(record);
        int columns = Math.Min(_design.Columns, _operands.N - firstColumn);
        for (int c = 0; c < columns; c++)
        {
            BitFields.Or(w, c * _w.Bits, _w[firstColumn + c, beat]);
        }
    }

    private void WriteRow(Span<uint> record, long group, int row)
    {
        var (firstRow, firstColumn, ofTile) = Place(group);
        bool isEnd = ofTile == _schedule.Groups - 1;
        _ports.Valid.Write(record, 1);
        _ports.End.Write(record, isEnd ? 1u : 0u);
        if (row == _design.Rows - 1)
        {
            _ports.WriteScales(record, _design, _operands, firstColumn, ofTile);
        }

        int m = firstRow + row;
        if (m >= _operands.M)
        {
            return;
        }

        Span<uint> x = _ports.X.Of(record);
        int first = ofTile * _design.Rows;
        for (int beat = first; beat < Math.Min(first + _design.Rows, _schedule.Count); beat++)
        {
            BitFields.Or(x, (beat - first) * _x.Bits, _x[m, beat]);
        }

        if (_design.AlignsActivations)
        {
            int start = ofTile * _design.Group;
            ReadOnlySpan<ushort> activations = _operands.Activations.AsSpan(
                (m * _operands.K) + start, Math.Min(_design.Group, _operands.K - start));
            _ports.WriteSliceMarks(record, _design.Activations, activations);
        }

        if (_ports.XScale is { } port && ActivationScaleWord.Of(_design, _operands, m, ofTile, isEnd) is { } scale)
        {
            port.Write(record, scale);
        }
    }

    // First row and column of the group's tile, and its number in the tile.
    private (int Row, int Column, int Group) Place(long group)
    {
        var (tile, ofTile) = Math.DivRem(group, _schedule.Groups);
        return (
            (int)(tile / _tileColumns) * _design.Rows, (int)(tile % _tileColumns) * _design.Columns, (int)ofTile);
    }
}
