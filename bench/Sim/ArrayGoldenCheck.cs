using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>The stimulus read back as GEMMs, and the array's results against the golden model's. Equal hashes then
/// carry the verdict to every way and every round.</summary>
internal static class ArrayGoldenCheck
{
    /// <summary>Runs tiles and compares all their outputs.</summary>
    /// <param name="model">A new instance of the array.</param>
    /// <param name="design">Its design.</param>
    /// <param name="tiles">Number of tiles.</param>
    /// <returns>Outputs compared.</returns>
    /// <exception cref="InvalidOperationException">An output differs, or is missing.</exception>
    public static int Run(VerilatedModel model, Design design, int tiles)
    {
        var stimulus = new ArrayStimulus(model.Layout, design);

        // Two tiles more push the last results out.
        int cycles = ArrayStimulus.Reset + ((tiles + 2) * ArrayStimulus.GroupsPerTile * stimulus.Beats);
        var (inputs, outputs) = (model.Layout.NewInputs(cycles), model.Layout.NewOutputs(cycles));
        stimulus.Fill(inputs, 0);
        model.Run(inputs, outputs, cycles);
        List<uint>[] columns = Results(model.Layout, outputs, design.Columns);
        for (int tile = 0; tile < tiles; tile++)
        {
            uint[] golden = GoldenGemm.Run(design.Arithmetic, Operands(stimulus, inputs, design, tile));
            for (int i = 0; i < golden.Length; i++)
            {
                // A column delivers its rows from the bottom up.
                var (row, column) = (i / design.Columns, i % design.Columns);
                int at = (tile * design.Rows) + design.Rows - 1 - row;
                if (at >= columns[column].Count || columns[column][at] != golden[i])
                {
                    throw new InvalidOperationException(
                        $"tile {tile}, row {row}, column {column}: the array's result is not the golden one");
                }
            }
        }

        return tiles * design.Rows * design.Columns;
    }

    private static List<uint>[] Results(RecordLayout layout, ReadOnlySpan<uint> outputs, int columns)
    {
        List<uint>[] results = [.. Enumerable.Range(0, columns).Select(_ => new List<uint>())];
        int cycles = outputs.Length / layout.OutputWords;
        for (int cycle = ArrayStimulus.Reset; cycle < cycles; cycle++)
        {
            ReadOnlySpan<uint> record = outputs.Slice(cycle * layout.OutputWords, layout.OutputWords);
            for (int c = 0; c < columns; c++)
            {
                if (layout["y_valid_o"].ReadField(record, c, 1) != 0)
                {
                    results[c].Add((uint)layout["y_o"].ReadField(record, 32 * c, 32));
                }
            }
        }

        return results;
    }

    private static GemmOperands Operands(ArrayStimulus stimulus, uint[] inputs, Design design, int tile)
    {
        const int groups = ArrayStimulus.GroupsPerTile;
        RecordLayout layout = stimulus.Layout;
        int first = ArrayStimulus.Reset + (tile * groups * stimulus.Beats);
        return new GemmOperands(
            design.Rows,
            design.Columns,
            groups * design.Group,
            Codes("w_i", design.Columns, design.Weights.Bits),
            Codes("x_i", design.Rows, design.Activations.Bits),
            [.. PerGroup("scale_i", 16).Select(scale => (ushort)scale)],
            [.. PerGroup("zero_i", design.Weights.Bits)],
            [.. Enumerable.Range(0, design.Rows).Select(row => (ushort)Field(groups - 1, "x_scale_i", row, 16))]);

        // [rows, K]
        ushort[] Codes(string port, int rows, int bits)
        {
            var codes = new List<ushort>();
            for (int row = 0; row < rows; row++)
            {
                for (int k = 0; k < groups * design.Group; k++)
                {
                    int bit = ((row * design.Lanes) + (k % design.Lanes)) * bits;
                    codes.Add((ushort)layout[port].ReadField(Record(first + (k / design.Lanes)), bit, bits));
                }
            }

            return [.. codes];
        }

        // [columns, groups]
        IEnumerable<int> PerGroup(string port, int bits) =>
            from column in Enumerable.Range(0, design.Columns)
            from g in Enumerable.Range(0, groups)
            select Field(g, port, column, bits);

        // What goes with a group is looked at in its last beat.
        int Field(int g, string port, int index, int bits) =>
            (int)layout[port].ReadField(Record(first + ((g + 1) * stimulus.Beats) - 1), index * bits, bits);

        ReadOnlySpan<uint> Record(int cycle) => inputs.AsSpan(cycle * layout.InputWords, layout.InputWords);
    }
}
