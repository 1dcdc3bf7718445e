using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>Plays beats of results and of addends to the unit that adds them: every output in every cycle. Beats meet in
/// their order; what is dropped meets none.</summary>
internal sealed class AddendStimulus
{
    // A sum is there so many cycles after its operands were taken; so many may be under way.
    private const int Latency = 3;
    private const int Room = 4;

    private readonly List<Action<Stimulus, int>> _cycles = [];
    private readonly Queue<(AddendBeat Beat, bool IsNan, uint[] Addends, int From)> _sums = new();
    private readonly IReadOnlyList<AddendBeat> _beats;
    private readonly NumberFormat _output;
    private readonly int _places;
    private int _result;
    private int _addend;
    private int _resultPause;
    private int _addendPause;
    private int _sumPause;
    private int _dropped;

    private AddendStimulus(Design design, IReadOnlyList<AddendBeat> beats)
    {
        (_beats, _output, _places) = (beats, design.Output, design.Tile.YWords);
    }

    /// <summary>Writes the beats.</summary>
    public static Stimulus Of(RecordLayout layout, Design design, IReadOnlyList<AddendBeat> beats)
    {
        AddendStimulus play = new(design, beats);
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
            stimulus.Set(t, "drop_i", 0);
            FreeBeats(stimulus, t, true, true);
        });
        Begin();

        // Addends that were dropped leave results without any: nothing comes of them any more.
        while (_sums.Count > 0 || (_result < _beats.Count && (_addend < _beats.Count || _beats[_result].IsLost)))
        {
            Step();
        }
    }

    // Pauses of the beats that are next.
    private void Begin()
    {
        AddendBeat first = _beats[0];
        (_resultPause, _addendPause, _sumPause, _dropped) =
            (first.ResultPause, first.AddendPause, first.SumPause, first.DroppedCycles);
    }

    private void Step()
    {
        int now = _cycles.Count;
        bool drops = _dropped > 0;
        AddendBeat? result = _result < _beats.Count && _resultPause == 0 ? _beats[_result] : null;
        AddendBeat? addend = _addend < _beats.Count && _addendPause == 0 ? _beats[_addend] : null;
        bool takesSum = _sumPause == 0;
        bool hasRoom = _sums.Count < Room;
        bool isIdle = _sums.Count == 0;
        var sum = _sums.TryPeek(out var front) && front.From <= now ? front : default;
        bool isLost = drops || result is { IsLost: true };
        bool isAddendReady = drops || (hasRoom && result is { IsLost: false });
        bool isResultReady = hasRoom && (isLost || addend is not null);
        bool takes = hasRoom && result is not null && addend is not null && !isLost;
        bool isShort = takes && addend!.IsAddendLast && !result!.IsLast;
        bool isLong = takes && !addend!.IsAddendLast && result!.IsLast;
        bool hasGap = takes && HasGap(result!, addend!);
        _cycles.Add((stimulus, t) =>
        {
            stimulus.Set(t, "rst_ni", 1);
            stimulus.Set(t, "drop_i", drops ? 1u : 0);
            stimulus.Set(t, "m_ready_i", takesSum ? 1u : 0);
            FreeBeats(stimulus, t, result is null, addend is null || drops);
            Write(stimulus, t, result, drops ? null : addend, addend is not null);
            stimulus.Expect(t, "c_ready_o", isAddendReady ? 1u : 0);
            if (result is not null)
            {
                stimulus.Expect(t, "y_ready_o", isResultReady ? 1u : 0);
            }

            stimulus.Expect(t, "fault_short_o", isShort ? 1u : 0);
            stimulus.Expect(t, "fault_long_o", isLong ? 1u : 0);
            stimulus.Expect(t, "fault_keep_o", hasGap ? 1u : 0);
            stimulus.Expect(t, "idle_o", isIdle ? 1u : 0);
            Expect(stimulus, t, sum.Beat, sum.IsNan, sum.Addends);
        });
        if (sum.Beat is not null && takesSum)
        {
            _sums.Dequeue();
        }

        if (result is not null && isResultReady)
        {
            _sums.Enqueue((result, isLost || isShort || isLong || hasGap, addend?.Addends ?? [], now + Latency));
        }

        Advance(result is not null && isResultReady, addend is not null && isAddendReady, sum.Beat is not null && takesSum);
    }

    private void Advance(bool isResult, bool isAddend, bool isSum)
    {
        _resultPause = Math.Max(0, _resultPause - 1);
        _addendPause = Math.Max(0, _addendPause - 1);
        _sumPause = Math.Max(0, _sumPause - 1);
        _dropped = Math.Max(0, _dropped - 1);
        if (isResult)
        {
            _result++;
            _resultPause = _result < _beats.Count ? _beats[_result].ResultPause : 0;
            _dropped += _result < _beats.Count ? _beats[_result].DroppedCycles : 0;
        }

        if (isAddend)
        {
            _addend++;
            _addendPause = _addend < _beats.Count ? _beats[_addend].AddendPause : 0;
        }

        if (isSum)
        {
            _sumPause = _beats[Math.Min(_result, _beats.Count - 1)].SumPause;
        }
    }

    private static bool HasGap(AddendBeat result, AddendBeat addend) =>
        (~addend.Keep & ((1UL << (4 * result.Results.Length)) - 1)) != 0;

    private static void FreeBeats(Stimulus stimulus, int t, bool isResult, bool isAddend)
    {
        stimulus.Set(t, "y_valid_i", isResult ? 0u : 1);
        foreach (string port in isResult ? ["y_i", "y_counts_i", "y_last_i", "y_lost_i"] : Array.Empty<string>())
        {
            stimulus.SetFree(t, port);
        }

        stimulus.Set(t, "c_valid_i", isAddend ? 0u : 1);
        foreach (string port in isAddend ? ["c_data_i", "c_keep_i", "c_last_i"] : Array.Empty<string>())
        {
            stimulus.SetFree(t, port);
        }
    }

    private void Write(Stimulus stimulus, int t, AddendBeat? result, AddendBeat? addend, bool isAddendValid)
    {
        stimulus.Set(t, "c_valid_i", isAddendValid ? 1u : 0);
        if (result is not null)
        {
            stimulus.Set(t, "y_counts_i", (UInt128.One << result.Results.Length) - 1);
            stimulus.Set(t, "y_last_i", result.IsLast ? 1u : 0);
            stimulus.Set(t, "y_lost_i", result.IsLost ? 1u : 0);
            for (int i = 0; i < result.Results.Length; i++)
            {
                stimulus.SetField(t, stimulus.Layout["y_i"], 32 * i, 32, result.Results[i]);
            }
        }

        if (addend is not null)
        {
            stimulus.Set(t, "c_keep_i", addend.Keep);
            stimulus.Set(t, "c_last_i", addend.IsAddendLast ? 1u : 0);
            for (int i = 0; i < _places; i++)
            {
                stimulus.SetField(t, stimulus.Layout["c_data_i"], 32 * i, 32, addend.Addends[i]);
            }
        }
    }

    private void Expect(Stimulus stimulus, int t, AddendBeat? sum, bool isNan, uint[] addends)
    {
        stimulus.Expect(t, "m_valid_o", sum is null ? 0u : 1);
        stimulus.Expect(t, "m_last_o", sum is { IsLast: true } ? 1u : 0);
        int bits = _output.Bits;
        for (int i = 0; i < _places; i++)
        {
            bool counts = sum is not null && i < sum.Results.Length;
            uint value = !counts ? 0
                : isNan ? FloatBits.CanonicalNaN(_output)
                : Sum(sum!.Results[i], addends[i]);
            stimulus.ExpectField(t, stimulus.Layout["m_data_o"], i * bits, bits, value);
            stimulus.ExpectField(t, stimulus.Layout["m_keep_o"], i * bits / 8, bits / 8, counts ? (1ul << (bits / 8)) - 1 : 0);
        }
    }

    // The processor's sum, rounded once more.
    private uint Sum(uint y, uint c) => FloatBits.FromDouble(
        _output, BitConverter.UInt32BitsToSingle(y) + BitConverter.UInt32BitsToSingle(c));
}
