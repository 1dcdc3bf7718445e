using MixPe.Sim.Host;

namespace MixPe.Sim.Devices.Tile;

/// <summary>Takes an AXI4-Stream and holds it to its protocol: what is offered stays till it is taken.</summary>
internal sealed class StreamSink
{
    private readonly PortSlice _valid;
    private readonly PortSlice _ready;
    private readonly PortSlice[] _payload;
    private readonly StallPattern _stalls;
    private uint[]? _offered;
    private bool _takes;

    internal StreamSink(RecordLayout layout, string name, StallPattern stalls)
    {
        _valid = layout[$"{name}_tvalid_o"];
        _ready = layout[$"{name}_tready_i"];
        _payload = [layout[$"{name}_tdata_o"], layout[$"{name}_tkeep_o"], layout[$"{name}_tlast_o"]];
        _stalls = stalls;
    }

    /// <summary>The beats that were taken.</summary>
    internal List<StreamBeat> Beats { get; } = [];

    /// <summary>A beat is taken in this cycle, if one is offered.</summary>
    internal bool Takes => _takes;

    /// <summary>A beat is offered and not taken.</summary>
    internal bool Stalls(ReadOnlySpan<uint> outputs) => !_takes && _valid.Read(outputs) != 0;

    internal void Drive(Span<uint> inputs)
    {
        _takes = !_stalls.Next();
        _ready.Write(inputs, _takes ? 1u : 0u);
    }

    internal void See(ReadOnlySpan<uint> outputs, long cycle)
    {
        if (_valid.Read(outputs) == 0)
        {
            if (_offered is not null)
            {
                throw new ArrayDeviceException($"cycle {cycle}: {_valid.Name} fell before its beat was taken");
            }

            return;
        }

        uint[] data = _payload[0].Of(outputs).ToArray();
        uint[] keep = _payload[1].Of(outputs).ToArray();
        uint last = (uint)_payload[2].Read(outputs);
        uint[] all = [.. data, .. keep, last];
        if (_offered is not null && !_offered.AsSpan().SequenceEqual(all))
        {
            throw new ArrayDeviceException($"cycle {cycle}: {_payload[0].Name} changed before its beat was taken");
        }

        _offered = all;
        if (_takes)
        {
            Beats.Add(new StreamBeat(data, keep, last != 0));
            _offered = null;
        }
    }
}
