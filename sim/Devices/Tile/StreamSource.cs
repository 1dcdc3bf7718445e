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
    private readonly StreamFeed _feed;

    internal StreamSource(RecordLayout layout, string name, IEnumerable<StreamBeat> beats, StallPattern stalls)
    {
        _valid = layout[$"{name}_tvalid_i"];
        _ready = layout[$"{name}_tready_o"];
        _data = layout[$"{name}_tdata_i"];
        _keep = layout[$"{name}_tkeep_i"];
        _last = layout[$"{name}_tlast_i"];
        _feed = new StreamFeed(beats, stalls);
    }

    /// <summary>Beats that were taken.</summary>
    internal long Taken => _feed.Taken;

    /// <summary>True when every beat was taken.</summary>
    internal bool IsDone => _feed.IsDone;

    /// <summary>A beat is offered in this cycle.</summary>
    internal bool Offers => _feed.Offered is not null;

    /// <summary>True if the beat that is offered is wrong.</summary>
    internal bool IsWrong => _feed.Offered is { IsWrong: true };

    /// <summary>A beat would be taken, and the next one is held back.</summary>
    internal bool Stalls(ReadOnlySpan<uint> outputs) => !Offers && !IsDone && _ready.Read(outputs) != 0;

    internal void Drive(Span<uint> inputs)
    {
        _feed.Offer();
        _valid.Write(inputs, Offers ? 1u : 0u);
        if (_feed.Offered is { } beat)
        {
            beat.Data.CopyTo(_data.Of(inputs));
            beat.Keep.CopyTo(_keep.Of(inputs));
            _last.Write(inputs, beat.Last ? 1u : 0u);
        }
    }

    internal void See(ReadOnlySpan<uint> outputs)
    {
        if (Offers && _ready.Read(outputs) != 0)
        {
            _feed.Take();
        }
    }
}
