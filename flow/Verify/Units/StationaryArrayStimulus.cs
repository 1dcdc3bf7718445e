using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Sim.Devices;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>Plays tiles to a weight-stationary array: a group's weights in the cycles that its first row of activations
/// sets, its rows as early as the manual lets them in or later, noise wherever nothing is looked at, and every result in the
/// cycle that the manual states.</summary>
internal sealed class StationaryArrayStimulus
{
    private const int ResetCycles = 2;

    private readonly Design _design;
    private readonly Datapath _path;
    private readonly IReadOnlyList<ArrayTile> _tiles;
    private readonly List<GemmOperands> _operands;
    private readonly List<Cycle> _cycles = [];

    // Groups of the tiles, one after the other; the one whose rows enter, and those of them that have.
    private readonly List<(int Tile, int Group, bool IsEnd)> _groups = [];
    private int _feeding;
    private int _rows;

    // The group whose weights enter, and its words that have: they go on when the rows pause.
    private int _loading;
    private int _words = int.MaxValue;

    // Cycles that the slices of the last row still take, and the slices of a row; 0 where the array is not told, or need not be.
    private int _slicesLeft;
    private int _slices;

    // The design that always has the slices of a tile, and its widths.
    private readonly Datapath[] _paths;

    // Results by the cycle that they leave in: column, bits.
    private readonly SortedDictionary<int, List<(int Column, uint Bits)>> _results = [];
    private readonly uint[]?[] _golden;

    // The last row of each tile; none if a reset cut it off.
    private readonly int[] _ends;

    // How the groups met the array.
    private readonly List<ArrayGroup> _met = [];

    private StationaryArrayStimulus(Datapath path, IReadOnlyList<ArrayTile> tiles, bool hasResults)
    {
        (_path, _design, _tiles) = (path, path.Design.Array, tiles);
        _operands = [.. tiles.Select(tile =>
            OperandSlices.Pad(_design, tile.Operands, _design.Rows, _design.Columns))];
        for (int i = 0; i < tiles.Count; i++)
        {
            int groups = GemmCheck.Groups(_design.Arithmetic, tiles[i].Operands.K);
            _groups.AddRange(Enumerable.Range(0, groups).Select(group => (i, group, group == groups - 1)));
        }

        _paths = [.. tiles.Select(tile => tile.In(path.Design) is var job && job == path.Design ? path : new Datapath(job))];
        _golden = [.. _operands.Select((o, i) => hasResults ? GoldenGemm.Run(_paths[i].Design.Array.Arithmetic, o) : null)];
        _ends = [.. Enumerable.Repeat(-1, tiles.Count)];
    }

    /// <summary>Writes the tiles.</summary>
    public static Stimulus Of(RecordLayout layout, Datapath path, IReadOnlyList<ArrayTile> tiles) =>
        Play(path, tiles, hasResults: true).Write(layout);

    /// <summary>How the groups of the tiles meet the array, without what they give.</summary>
    public static IReadOnlyList<ArrayGroup> Groups(Datapath path, IReadOnlyList<ArrayTile> tiles) =>
        Play(path, tiles, hasResults: false)._met;

    /// <summary>Results of each tile that are compared: all, or none if a reset cuts the tile off or its results overtakes.
    /// </summary>
    public static IReadOnlyList<long> Compared(Datapath path, IReadOnlyList<ArrayTile> tiles)
    {
        StationaryArrayStimulus play = Play(path, tiles, hasResults: false);
        return [.. tiles.Select((tile, i) => play._ends[i] < 0 ? 0L : (long)tile.Operands.M * tile.Operands.N)];
    }

    private static StationaryArrayStimulus Play(Datapath path, IReadOnlyList<ArrayTile> tiles, bool hasResults)
    {
        var play = new StationaryArrayStimulus(path, tiles, hasResults);
        play.Reset(ResetCycles, 0);
        for (int tile = 0; tile < tiles.Count; tile++)
        {
            play.Feed(tile);
        }

        play.Idle(path.LastResultLatency + 4);
        return play;
    }

    private void Feed(int tile)
    {
        ArrayTile item = _tiles[tile];
        var random = new Random(item.Noise);
        int left = item.IsWhole ? int.MaxValue : item.ResetAfter;
        bool isAfterReset = tile == 0 || !_tiles[tile - 1].IsWhole;
        bool isIdle = false;
        if (!_design.HasWideGroups && item.Slices != _slices)
        {
            // Rows of the tile before are on their way, with its slices.
            Idle(_slices == 0 ? 0 : _path.LastResultLatency);
            _slices = item.Slices;
        }

        while (_feeding < _groups.Count && _groups[_feeding].Tile == tile && left-- > 0)
        {
            bool feeds = _slicesLeft == 0 && random.Next(100) >= item.IdlePercent;
            isIdle |= !feeds && _slicesLeft == 0;
            if (feeds && _rows == 0)
            {
                (_loading, _words) = (_feeding, 0);
            }

            Add(feeds ? (_feeding, _design.Rows - 1 - _rows) : null, false);
            _slicesLeft = feeds ? SlicesOf(_feeding) - 1 : Math.Max(0, _slicesLeft - 1);
            if (feeds)
            {
                FeedRow(item, ref isIdle, isAfterReset);
            }
        }

        if (!item.IsWhole)
        {
            Idle(Math.Max(0, left));
            Reset(random.Next(1, 3), tile + 1);
        }
    }

    private void FeedRow(ArrayTile item, ref bool isIdle, bool isAfterReset)
    {
        var (tile, group, isEnd) = _groups[_feeding];
        if (isEnd)
        {
            Expect(tile, _design.Rows - 1 - _rows);
        }

        if (++_rows < _design.Rows)
        {
            return;
        }

        int start = group * _design.Group;
        int length = Math.Min(_design.Group, item.Operands.K - start);
        _met.Add(new ArrayGroup(
            new ArrayBeat(item.Operands, start, length, group, true, isEnd), isIdle, false, isAfterReset));
        isIdle = false;
        if (isEnd)
        {
            _ends[tile] = _cycles.Count - 1;
        }

        _rows = 0;
        _feeding++;
    }

    private void Idle(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Add(null, false);
        }
    }

    // What is on its way is lost; the next tile begins with its first row.
    private void Reset(int count, int tile)
    {
        for (int i = 0; i < _ends.Length; i++)
        {
            _ends[i] = _ends[i] + _paths[i].LastResultLatency - Sooner(i) > _cycles.Count ? -1 : _ends[i];
        }

        foreach (int cycle in _results.Keys.Where(cycle => cycle > _cycles.Count).ToArray())
        {
            _results.Remove(cycle);
        }

        _slices = 0;
        for (int i = 0; i < count; i++)
        {
            Add(null, true);
        }

        int first = _groups.FindIndex(group => group.Tile >= tile);
        (_feeding, _rows, _slicesLeft) = (first < 0 ? _groups.Count : first, 0, 0);
    }

    private void Add((int Group, int Row)? row, bool isReset)
    {
        bool loads = _words < _design.Rows;
        int slices = !_design.HasWideGroups ? _slices : row is { } entering ? SlicesOf(entering.Group) : 0;
        _cycles.Add(new Cycle(loads ? (_loading, _words++) : null, row, isReset, slices));
    }

    // Cycles that a row of a group takes.
    private int SlicesOf(int index)
    {
        var (tile, group, _) = _groups[index];
        return group < _tiles[tile].WideGroups ? _paths[tile].Design.Passes : 1;
    }

    // Cycles by which results of a tile leave sooner than those of as many slices in all groups.
    private int Sooner(int tile) => _paths[tile].Design.Passes - SlicesOf(_groups.FindIndex(group => group.Tile == tile && group.IsEnd));

    // A row's results leave column after column.
    private void Expect(int tile, int row)
    {
        if (_golden[tile] is not { } y)
        {
            return;
        }

        for (int column = 0; column < _design.Columns; column++)
        {
            int cycle = _cycles.Count - 1 + _paths[tile].FirstResultLatency - Sooner(tile) + (column / _design.SharedColumns);
            if (!_results.TryGetValue(cycle, out var list))
            {
                _results[cycle] = list = [];
            }

            list.Add((column, y[(row * _design.Columns) + column]));
        }
    }

    // The columns whose results come out of the same dequantization unit: as many neighbouring places as an activation always has
    // slices, of each the column in the same position.
    private IEnumerable<int> UnitOf(int column)
    {
        int set = _design.SharedColumns * (_design.SharesDequantUnits ? _design.Passes : 1);
        return Enumerable.Range(0, _design.Columns)
            .Where(other => other / set == column / set && other % _design.SharedColumns == column % _design.SharedColumns);
    }

    private Stimulus Write(RecordLayout layout)
    {
        var stimulus = new Stimulus(layout, _cycles.Count);
        var noise = new Random(_cycles.Count);
        var held = new uint[_design.Columns];
        PortSlice valid = layout["y_valid_o"];
        PortSlice y = layout["y_o"];
        int bits = _design.Output.Bits;
        for (int t = 0; t < _cycles.Count; t++)
        {
            stimulus.SetNoise(t, noise);
            WriteInputs(stimulus, t, _cycles[t]);
            if (t == 0)
            {
                continue;
            }

            if (_cycles[t - 1].IsReset)
            {
                Array.Clear(held);
            }

            var arrived = new bool[held.Length];
            foreach (var (column, result) in _results.GetValueOrDefault(t, []))
            {
                arrived[column] = true;
                foreach (int other in UnitOf(column))
                {
                    held[other] = result;
                }
            }

            for (int column = 0; column < held.Length; column++)
            {
                stimulus.ExpectField(t, valid, column, 1, arrived[column] ? 1u : 0);
                stimulus.ExpectField(t, y, column * bits, bits, held[column]);
            }
        }

        return stimulus;
    }

    // Words and rows may be offered during a reset: they are not taken.
    private void WriteInputs(Stimulus stimulus, int t, Cycle cycle)
    {
        stimulus.Set(t, "rst_ni", cycle.IsReset ? 0u : 1);
        if (!cycle.IsReset)
        {
            stimulus.Set(t, "valid_i", cycle.Row is null ? 0u : 1);
        }

        if (_design.HasRunTimeSlices && cycle.Slices > 0)
        {
            stimulus.Set(t, "slices_i", (uint)cycle.Slices);
        }
        else if (_design.HasRunTimeSlices)
        {
            stimulus.SetFree(t, "slices_i");
        }

        if (cycle.Word is { } word)
        {
            WriteWord(stimulus, t, _groups[word.Group], word.Word);
        }
        else
        {
            stimulus.SetFree(t, "w_i");
        }

        if (cycle.Row is { } row)
        {
            WriteRow(stimulus, t, _groups[row.Group], row.Row);
        }
        else
        {
            foreach (PortSlice port in stimulus.Layout.Inputs)
            {
                if (port.Name is not ("rst_ni" or "w_i" or "valid_i" or "slices_i"))
                {
                    stimulus.SetFree(t, port);
                }
            }
        }
    }

    // The word of the top row first; weights beyond K are noise, but for the neighbour of an odd last one.
    private void WriteWord(Stimulus stimulus, int t, (int Tile, int Group, bool IsEnd) group, int word)
    {
        GemmOperands o = _operands[group.Tile];
        PortSlice port = stimulus.Layout["w_i"];
        int bits = _design.Weights.Bits;
        int start = (group.Group * _design.Group) + (word * _design.Lanes);
        if (_design.Weights.HasOutlierLane)
        {
            WriteOutlierWord(stimulus, t, o, start);
            return;
        }

        for (int column = 0; column < _design.Columns; column++)
        {
            for (int lane = 0; lane < _design.Lanes; lane++)
            {
                int bit = ((column * _design.Lanes) + lane) * bits;
                if (start + lane < o.K)
                {
                    stimulus.SetField(t, port, bit, bits, o.Weights[(column * o.K) + start + lane]);
                }
                else if (_design.Weights.IsPaired && start + lane == o.K && o.K % 2 != 0)
                {
                    stimulus.SetField(t, port, bit, bits, 0);
                }
                else if (!_path.GatesWeights)
                {
                    stimulus.SetFreeField(t, port, bit, bits, (1ul << bits) - 1);
                }
            }
        }
    }

    // Of lanes beyond K, and of whole words, nothing counts; the outlier is that of a lane within.
    private void WriteOutlierWord(Stimulus stimulus, int t, GemmOperands o, int start)
    {
        int bits = _design.Weights.CodeBits;
        int length = Math.Clamp(o.K - start, 0, _design.Lanes);
        for (int column = 0; length > 0 && column < _design.Columns; column++)
        {
            ushort[] word = OutlierWord.Pack(o.Weights.AsSpan((column * o.K) + start, length), _design.Lanes);
            for (int i = 0; i < word.Length; i++)
            {
                if (i < length || i >= _design.Lanes)
                {
                    stimulus.SetField(t, stimulus.Layout["w_i"], ((column * word.Length) + i) * bits, bits, word[i]);
                }
            }
        }
    }

    private void WriteRow(Stimulus stimulus, int t, (int Tile, int Group, bool IsEnd) group, int row)
    {
        GemmOperands o = _operands[group.Tile];
        RecordLayout layout = stimulus.Layout;
        int bits = _design.Activations.Bits;
        for (int i = 0; i < _design.Group; i++)
        {
            int k = (group.Group * _design.Group) + i;
            stimulus.SetField(t, layout["x_i"], i * bits, bits, k < o.K ? o.Activations[(row * o.K) + k] : 0u);
        }

        if (_design.AlignsActivations)
        {
            int start = (row * o.K) + (group.Group * _design.Group);
            ReadOnlySpan<ushort> x = o.Activations.AsSpan(start, Math.Min(_design.Group, ((row + 1) * o.K) - start));
            stimulus.Set(t, "exp_i", (uint)SlicedGroup.LargestExponent(_design.Activations, x));
            stimulus.Set(t, "special_i", FloatBits.AllFinite(_design.Activations, x) ? 0u : 1);
        }

        stimulus.Set(t, "end_i", group.IsEnd ? 1u : 0);
        if (o.ActivationScales is { } rowScales)
        {
            stimulus.Set(t, "x_scale_i", rowScales[row]);
            if (!group.IsEnd)
            {
                stimulus.SetFree(t, "x_scale_i");
            }
        }
        else if (ActivationScaleWord.Of(_design, o, row, group.Group, group.IsEnd) is { } scale)
        {
            stimulus.Set(t, "x_scale_i", scale);
        }
        else if (_design.HasMinima)
        {
            stimulus.SetFree(t, "x_scale_i");
        }

        WriteScales(stimulus, t, o, group.Group, isFirst: row == _design.Rows - 1);
    }

    private void WriteScales(Stimulus stimulus, int t, GemmOperands o, int group, bool isFirst)
    {
        if (!isFirst)
        {
            stimulus.SetFree(t, "scale_i");
            if (_design.HasActivationSums)
            {
                stimulus.SetFree(t, "zero_i");
            }

            return;
        }

        int groups = o.Scales.Length / o.N;
        for (int column = 0; column < o.N; column++)
        {
            ScalePort.Write(stimulus, t, _design, o, column, group, group == groups - 1);
        }
    }

    // What enters in a cycle: a word of a group's weights, a row of a group's activations; and the slices of what is on its way.
    private sealed record Cycle((int Group, int Word)? Word, (int Group, int Row)? Row, bool IsReset, int Slices);
}
