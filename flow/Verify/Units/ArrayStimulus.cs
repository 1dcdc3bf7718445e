using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>Plays tiles to an array: the beats that its ready rule lets in, noise in idle cycles, and every result in the
/// cycle that the manual states.</summary>
internal sealed class ArrayStimulus
{
    private const int ResetCycles = 2;

    private readonly Design _design;
    private readonly Datapath _path;
    private readonly List<(ArrayBeat? Beat, int Noise, bool IsReset, bool IsReady)> _cycles = [];

    // Results by the cycle that they leave in: column, bits.
    private readonly SortedDictionary<int, List<(int Column, uint Bits)>> _results = [];

    // Groups and results of each tile that is whole, and the cycle of its last result.
    private readonly List<(IReadOnlyList<ArrayGroup> Groups, long Results, int End)> _tiles = [];
    private readonly bool _hasResults;
    private int _lastTaken;
    private bool _isAfterReset = true;

    private ArrayStimulus(Datapath path, bool hasResults)
    {
        _path = path;
        _design = path.Design.Array;
        _hasResults = hasResults;
        _lastTaken = -_design.BandRows;
    }

    /// <summary>Writes the tiles.</summary>
    public static Stimulus Of(RecordLayout layout, Datapath path, IReadOnlyList<ArrayTile> tiles) =>
        Play(path, tiles, hasResults: true).Write(layout);

    /// <summary>How the groups of the tiles meet the array, without what they give.</summary>
    public static IReadOnlyList<ArrayGroup> Groups(Datapath path, IReadOnlyList<ArrayTile> tiles) =>
        [.. Play(path, tiles, hasResults: false)._tiles.SelectMany(tile => tile.Groups)];

    /// <summary>Results of each tile that are compared: all, or none if a reset cuts the tile off or its results overtakes.
    /// </summary>
    public static IReadOnlyList<long> Compared(Datapath path, IReadOnlyList<ArrayTile> tiles) =>
        [.. Play(path, tiles, hasResults: false)._tiles.Select(tile => tile.Results)];

    private static ArrayStimulus Play(Datapath path, IReadOnlyList<ArrayTile> tiles, bool hasResults)
    {
        var play = new ArrayStimulus(path, hasResults);
        play.Reset(new Random(1), ResetCycles);
        foreach (ArrayTile tile in tiles)
        {
            play.Add(tile);
        }

        int tail = path.LastResultLatency + 4;
        play.Idle(new Random(2), tail);
        return play;
    }

    private void Add(ArrayTile tile)
    {
        var random = new Random(tile.Noise);
        int left = tile.IsWhole ? int.MaxValue : tile.ResetAfter;
        GemmOperands o = OperandSlices.Pad(_design, tile.Operands, _design.Rows, _design.Columns);
        var groups = new List<ArrayGroup>();
        bool isTaken = false;
        bool isIdle = false;
        bool isHeld = false;
        foreach (ArrayBeat beat in ArrayBeat.Of(_design, o))
        {
            while (left > 0 && random.Next(100) < tile.IdlePercent)
            {
                Idle(random, 1);
                left--;
                isIdle = true;
            }

            while (left-- > 0 && !Offer(beat, random))
            {
                isHeld = true;
            }

            if (left < 0)
            {
                break;
            }

            isTaken = beat.IsEnd;
            if (beat.IsLast)
            {
                groups.Add(new ArrayGroup(beat, isIdle, isHeld, _isAfterReset));
                (isIdle, isHeld) = (false, false);
            }
        }

        if (isTaken && _hasResults)
        {
            Expect(o);
        }

        int end = _lastTaken + _path.LastResultLatency;
        _tiles.Add(tile.IsWhole ? (groups, (long)tile.Operands.M * tile.Operands.N, end) : ([], 0, 0));
        _isAfterReset = !tile.IsWhole;
        if (!tile.IsWhole)
        {
            Idle(random, Math.Max(0, left));
            Reset(random, random.Next(1, 3));
        }
    }

    // True if the beat is taken.
    private bool Offer(ArrayBeat beat, Random random)
    {
        int t = _cycles.Count;
        bool isReady = IsReady(beat.IsLast);
        _cycles.Add((beat, random.Next(), false, isReady));
        if (isReady && beat.IsLast)
        {
            _lastTaken = t;
        }

        return isReady;
    }

    private void Idle(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int noise = random.Next();
            _cycles.Add((null, noise, false, IsReady(NoisyLast(noise))));
        }
    }

    private void Reset(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int noise = random.Next();

            // What is still on its way is lost at the first edge.
            foreach (int cycle in _results.Keys.Where(cycle => cycle > _cycles.Count).ToArray())
            {
                _results.Remove(cycle);
            }

            for (int tile = 0; tile < _tiles.Count; tile++)
            {
                _tiles[tile] = _tiles[tile].End > _cycles.Count ? ([], 0, 0) : _tiles[tile];
            }

            _cycles.Add((null, noise, true, IsReady(NoisyLast(noise))));
            _lastTaken = _cycles.Count - 1 - _design.BandRows;
        }
    }

    // A group's last beat comes at least as many cycles after the one before as a dequantization unit has rows.
    private bool IsReady(bool isLast) => !isLast || _cycles.Count - _lastTaken >= _design.BandRows;

    private static bool NoisyLast(int noise) => (noise & 1) != 0;

    // Each unit delivers from its bottom row up, those of column c c cycles after those of column 0.
    private void Expect(GemmOperands o)
    {
        uint[] y = GoldenGemm.Run(_design.Arithmetic, o);
        for (int column = 0; column < _design.Columns; column++)
        {
            for (int row = 0; row < _design.Rows; row++)
            {
                var (unit, place) = Math.DivRem(row, _design.BandRows);
                int cycle = _lastTaken + _path.FirstResultLatency + column
                    + (unit * _design.BandRows) + (_design.BandRows - 1 - place);
                if (!_results.TryGetValue(cycle, out var list))
                {
                    _results[cycle] = list = [];
                }

                list.Add(((unit * _design.Columns) + column, y[(row * o.N) + column]));
            }
        }
    }

    private Stimulus Write(RecordLayout layout)
    {
        var stimulus = new Stimulus(layout, _cycles.Count);
        int units = _design.DequantUnits * _design.Columns;
        var held = new uint[units];
        PortSlice valid = layout["y_valid_o"];
        PortSlice y = layout["y_o"];
        int bits = _design.Output.Bits;
        for (int t = 0; t < _cycles.Count; t++)
        {
            var (beat, noise, isReset, isReady) = _cycles[t];
            WriteNoise(stimulus, t, noise, isReset);
            if (beat is null)
            {
                ArrayBeat.WriteNone(stimulus, t);
            }
            else
            {
                beat.Write(stimulus, t, _design);
            }

            if (t == 0)
            {
                continue;
            }

            stimulus.Expect(t, "ready_o", isReady ? 1u : 0);
            if (_cycles[t - 1].IsReset)
            {
                Array.Clear(held);
            }

            var arrived = new bool[units];
            foreach (var (unit, result) in _results.GetValueOrDefault(t, []))
            {
                arrived[unit] = true;
                held[unit] = result;
            }

            for (int unit = 0; unit < units; unit++)
            {
                stimulus.ExpectField(t, valid, unit, 1, arrived[unit] ? 1u : 0);
                stimulus.ExpectField(t, y, unit * bits, bits, held[unit]);
            }
        }

        return stimulus;
    }

    // A beat may be offered during a reset: it is not taken.
    private static void WriteNoise(Stimulus stimulus, int t, int noise, bool isReset)
    {
        stimulus.SetNoise(t, new Random(noise));
        stimulus.Set(t, "rst_ni", isReset ? 0u : 1);
        stimulus.Set(t, "last_i", NoisyLast(noise) ? 1u : 0);
        if (!isReset)
        {
            stimulus.Set(t, "valid_i", 0);
        }
    }
}
