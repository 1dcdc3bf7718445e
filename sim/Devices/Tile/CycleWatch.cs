using MixPe.Model.Cycles;
using MixPe.Sim.Host;

namespace MixPe.Sim.Devices.Tile;

/// <summary>Holds a tile to its cycle model: what it takes and offers in every cycle.</summary>
internal sealed class CycleWatch(TileTiming timing, RecordLayout layout)
{
    // A command acts in the cycle after the one in which its address and data are taken.
    private const int CommandDelay = 1;

    private readonly TileCycleModel _model = new(timing);
    private readonly PortSlice _xReady = layout["s_axis_x_tready_o"];
    private readonly PortSlice _wReady = layout["s_axis_w_tready_o"];
    private readonly PortSlice? _cReady = timing.HasAddend ? layout["s_axis_c_tready_o"] : null;
    private readonly PortSlice _yValid = layout["m_axis_y_tvalid_o"];
    private TileCommand? _command;
    private int _in;

    internal TileCycleModel Model => _model;

    /// <summary>The next cycle takes a command.</summary>
    internal void Command(TileCommand command) => (_command, _in) = (command, CommandDelay);

    /// <summary>A cycle.</summary>
    internal void See(ReadOnlySpan<uint> outputs, StreamSource x, StreamSource w, StreamSource? c, StreamSink y)
    {
        Require(_xReady, outputs, _model.IsXReady);
        Require(_wReady, outputs, _model.IsWReady);
        if (_cReady is { } cReady)
        {
            Require(cReady, outputs, _model.IsCReady);
        }

        Require(_yValid, outputs, _model.Result is not null);
        TileCommand? now = _command is not null && _in-- == 0 ? _command : null;
        _command = now is null ? _command : null;
        _model.Clock(x.Offers, w.Offers, y.Takes, now, x.IsWrong, w.IsWrong, c is { Offers: true }, c is { IsWrong: true });
    }

    private void Require(PortSlice port, ReadOnlySpan<uint> outputs, bool expected)
    {
        if (port.Read(outputs) != (expected ? 1u : 0u))
        {
            throw new ArrayDeviceException(
                $"cycle {_model.Cycle}: {port.Name} is {port.Read(outputs)}, the cycle model says {(expected ? 1 : 0)}");
        }
    }
}
