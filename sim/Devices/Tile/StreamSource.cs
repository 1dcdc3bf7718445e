using MixPe.Sim.Host;

namespace MixPe.Sim.Devices.Tile;

/// <summary>Drives an AXI4-Stream: offers a beat till it is taken, then waits as long as its pattern says.</summary>
internal sealed class StreamSource
{
    private readonly PortSlice _valid;
    private readonly PortSlice _ready;
    private readonly PortSlice _data;
    private readonly PortSlice _keep;
    private readonly PortSlice _last;
    private readonly IEnumerator<StreamBeat> _beats;
    private readonly StallPattern _stalls;
    private bool _offers;
    private bool _hasBeat;

    internal StreamSource(RecordLayout layout, string name, IEnumerable<StreamBeat> beats, StallPattern stalls)
    {
        _valid = layout[$"{name}_tvalid_i"];
        _ready = layout[$"{name}_tready_o"];
        _data = layout[$"{name}_tdata_i"];
        _keep = layout[$"{name}_tkeep_i"];
        _last = layout[$"{name}_tlast_i"];
        _beats = beats.GetEnumerator();
        _stalls = stalls;
        _hasBeat = _beats.MoveNext();
    }

    /// <summary>Beats that were taken.</summary>
    internal long Taken { get; private set; }

    /// <summary>True when every beat was taken.</summary>
    internal bool IsDone => !_hasBeat;

    /// <summary>A beat is offered in this cycle.</summary>
    internal bool Offers => _offers;

    /// <summary>True if the beat that is offered is wrong.</summary>
    internal bool IsWrong => _offers && _beats.Current.IsWrong;

    internal void Drive(Span<uint> inputs)
    {
        _offers = _offers || (_hasBeat && !_stalls.Next());
        _valid.Write(inputs, _offers ? 1u : 0u);
        if (_offers)
        {
            StreamBeat beat = _beats.Current;
            beat.Data.CopyTo(_data.Of(inputs));
            beat.Keep.CopyTo(_keep.Of(inputs));
            _last.Write(inputs, beat.Last ? 1u : 0u);
        }
    }

    internal void See(ReadOnlySpan<uint> outputs)
    {
        if (_offers && _ready.Read(outputs) != 0)
        {
            Taken++;
            _offers = false;
            _hasBeat = _beats.MoveNext();
        }
    }
}
