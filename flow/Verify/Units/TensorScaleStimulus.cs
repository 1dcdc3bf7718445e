using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>Plays beats of results to the unit that multiplies them by the scale of tensors: every output in every cycle. Registers move
/// together, unless a beat is offered that is not taken.</summary>
internal sealed class TensorScaleStimulus
{
    private readonly List<Action<Stimulus, int>> _cycles = [];
    private readonly IReadOnlyList<ScaledBeat> _beats;
    private readonly NumberFormat _output;
    private readonly bool _hasAddend;
    private readonly int _places;

    // From the first register to the one that is offered.
    private readonly (ScaledBeat Beat, bool IsLost)?[] _stages;
    private int _next;
    private int _resultPause;
    private int _productPause;
    private int _dropped;

    private TensorScaleStimulus(Design design, IReadOnlyList<ScaledBeat> beats)
    {
        _beats = beats;
        _hasAddend = design.HasAddend;
        _output = design.HasAddend ? NumberFormats.Fp32 : design.Output;
        _places = design.Tile.YWords;

        // Operands and products; rounded ones where they are results.
        _stages = new (ScaledBeat, bool)?[_output.Bits < 32 ? 3 : 2];
    }

    /// <summary>Writes the beats.</summary>
    public static Stimulus Of(RecordLayout layout, Datapath path, IReadOnlyList<ScaledBeat> beats)
    {
        TensorScaleStimulus play = new(path.Design, beats);
        play.Play();
        var stimulus = new Stimulus(layout, play._cycles.Count);
        var noise = new Random(beats.Count);
        for (int t = 0; t < stimulus.Cycles; t++)
        {
            // Whatever is not looked at is anything.
            stimulus.SetNoise(t, noise);
            play._cycles[t](stimulus, t);
        }

        return stimulus;
    }

    private void Play()
    {
        _cycles.Add((stimulus, t) =>
        {
            stimulus.Set(t, "rst_ni", 0);
            Write(stimulus, t, null, false);
        });
        (_resultPause, _productPause, _dropped) = (_beats[0].ResultPause, _beats[0].ProductPause, _beats[0].DroppedCycles);
        while (_next < _beats.Count || _stages.Any(stage => stage is not null))
        {
            Step();
        }
    }

    private void Step()
    {
        ScaledBeat? result = _next < _beats.Count && _resultPause == 0 ? _beats[_next] : null;
        (ScaledBeat Beat, bool IsLost)? offered = _stages[^1];
        bool drops = _dropped > 0;
        bool takes = _productPause == 0;
        bool moves = offered is null || takes;
        bool isIdle = _stages.All(stage => stage is null);
        _cycles.Add((stimulus, t) =>
        {
            stimulus.Set(t, "rst_ni", 1);
            stimulus.Set(t, "m_ready_i", takes ? 1u : 0);
            Write(stimulus, t, result, drops);
            stimulus.Expect(t, "y_ready_o", moves ? 1u : 0);
            stimulus.Expect(t, "idle_o", isIdle ? 1u : 0);
            Expect(stimulus, t, offered);
        });
        if (moves)
        {
            Array.Copy(_stages, 0, _stages, 1, _stages.Length - 1);
            _stages[0] = result is null ? null : (result, result.IsLost);
        }

        for (int i = 0; drops && i < _stages.Length; i++)
        {
            _stages[i] = _stages[i] is { } stage ? (stage.Beat, true) : null;
        }

        _resultPause = Math.Max(0, _resultPause - 1);
        _productPause = Math.Max(0, _productPause - 1);
        _dropped = Math.Max(0, _dropped - 1);
        if (moves && result is not null)
        {
            _next++;
            _resultPause = _next < _beats.Count ? _beats[_next].ResultPause : 0;
            _dropped += _next < _beats.Count ? _beats[_next].DroppedCycles : 0;
        }

        if (offered is { } gone && takes)
        {
            _productPause = gone.Beat.ProductPause;
        }
    }

    private void Write(Stimulus stimulus, int t, ScaledBeat? result, bool drops)
    {
        stimulus.Set(t, "y_valid_i", result is null ? 0u : 1);
        if (_hasAddend)
        {
            stimulus.Set(t, "drop_i", drops ? 1u : 0);
        }

        if (result is null)
        {
            foreach (string port in _hasAddend ? ["scale_i", "y_i", "y_counts_i", "y_last_i", "y_lost_i"] : new[] { "scale_i", "y_i", "y_counts_i", "y_last_i" })
            {
                stimulus.SetFree(t, port);
            }

            return;
        }

        stimulus.Set(t, "scale_i", result.Scale);
        stimulus.Set(t, "y_counts_i", (UInt128.One << result.Results.Length) - 1);
        stimulus.Set(t, "y_last_i", result.IsLast ? 1u : 0);
        if (_hasAddend)
        {
            stimulus.Set(t, "y_lost_i", result.IsLost ? 1u : 0);
        }

        for (int i = 0; i < result.Results.Length; i++)
        {
            stimulus.SetField(t, stimulus.Layout["y_i"], 32 * i, 32, result.Results[i]);
        }
    }

    private void Expect(Stimulus stimulus, int t, (ScaledBeat Beat, bool IsLost)? offered)
    {
        stimulus.Expect(t, "m_valid_o", offered is null ? 0u : 1);
        stimulus.Expect(t, "m_last_o", offered is { Beat.IsLast: true } ? 1u : 0);
        stimulus.Expect(t, "m_counts_o", offered is { } one ? (UInt128.One << one.Beat.Results.Length) - 1 : 0);
        if (_hasAddend && offered is { } beat)
        {
            stimulus.Expect(t, "m_lost_o", beat.IsLost ? 1u : 0);
        }

        for (int i = 0; i < _places; i++)
        {
            uint value = offered is { } products && i < products.Beat.Results.Length
                ? Product(products.Beat.Results[i], products.Beat.Scale)
                : 0;
            stimulus.ExpectField(t, stimulus.Layout["m_data_o"], i * _output.Bits, _output.Bits, value);
        }
    }

    // The processor's product, rounded once more.
    private uint Product(uint y, uint scale) => FloatBits.FromDouble(
        _output, BitConverter.UInt32BitsToSingle(y) * BitConverter.UInt32BitsToSingle(scale));
}
