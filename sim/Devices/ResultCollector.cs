using MixPe.Generator.Designs;

namespace MixPe.Sim.Devices;

/// <summary>Reads the results of a GEMM out of the output records: each dequantization unit delivers its rows
/// from the bottom up, tile after tile.</summary>
internal sealed class ResultCollector
{
    private readonly Design _design;
    private readonly ArrayPorts _ports;
    private readonly int _m;
    private readonly int _n;
    private readonly int _tileColumns;
    private readonly long _tiles;
    private readonly long[] _received;

    internal ResultCollector(Design design, ArrayPorts ports, int m, int n)
    {
        _design = design;
        _ports = ports;
        _m = m;
        _n = n;
        _tileColumns = (n + design.Columns - 1) / design.Columns;
        _tiles = (long)_tileColumns * ((m + design.Rows - 1) / design.Rows);
        _received = new long[design.DequantUnits * design.Columns];
        Outputs = new uint[checked(m * n)];
    }

    internal uint[] Outputs { get; }

    internal long Received { get; private set; }

    internal long Expected => _tiles * _design.Rows * _design.Columns;

    internal bool IsComplete => Received == Expected;

    internal long LastResultCycle { get; private set; }

    internal void Collect(ReadOnlySpan<uint> outputs, int count, long cycle)
    {
        int words = _ports.Layout.OutputWords;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<uint> record = outputs.Slice(i * words, words);
            ReadOnlySpan<uint> valid = _ports.YValid.Of(record);
            for (int unit = 0; unit < _received.Length; unit++)
            {
                if ((valid[unit / 32] >> (unit % 32) & 1) != 0)
                {
                    Take(unit, (uint)_ports.Y.ReadField(record, unit * _design.Output.Bits, _design.Output.Bits), cycle + i);
                }
            }
        }
    }

    private void Take(int unit, uint value, long cycle)
    {
        var (band, column) = Math.DivRem(unit, _design.Columns);
        long index = _received[unit]++;
        long tile = index / _design.BandRows;
        if (tile >= _tiles)
        {
            throw new ArrayDeviceException($"cycle {cycle}: unit {band} of column {column} delivers a result too many");
        }

        int row = (band * _design.BandRows) + _design.BandRows - 1 - (int)(index % _design.BandRows);
        int m = ((int)(tile / _tileColumns) * _design.Rows) + row;
        int n = ((int)(tile % _tileColumns) * _design.Columns) + column;
        if (m < _m && n < _n)
        {
            Outputs[(m * _n) + n] = value;
        }

        Received++;
        LastResultCycle = cycle;
    }
}
