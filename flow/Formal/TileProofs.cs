using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;

namespace MixPe.Flow.Formal;

/// <summary>The proofs of a tile's streams, and the shapes on which they run.</summary>
internal static class TileProofs
{
    private const string Memory = "ram.words";

    // Beats as wide as a row of a block, with a rest of one column, with room for more than a row, and two whole ones.
    // One unit a column, and several of several rows or of one row.
    private static readonly (int Rows, int Columns, int Units, int Values, int Pages)[] ResultShapes =
        [(1, 1, 1, 1, 2), (2, 3, 1, 2, 2), (3, 2, 1, 3, 3), (2, 4, 1, 2, 4), (4, 2, 2, 2, 2), (3, 1, 3, 1, 2)];

    /// <summary>The proofs, cheap ones first.</summary>
    /// <param name="bundle">The design.</param>
    /// <param name="other">Runs a proof on another design.</param>
    public static IEnumerable<Proof> For(
        RtlBundle bundle, Func<ProofRoom, Design, Func<ProofRoom, RtlBundle, ProofOutcome>, ProofOutcome> other)
    {
        Design design = bundle.Design;
        yield return new Proof("tile.paths", room => PathProofs.Tile(room, bundle));
        yield return new Proof("tile_regs.bus", room => RegisterProofs.Bus(room, bundle));
        yield return new Proof(Memory, room => BufferProofs.Memory(room, bundle));
        (int Rows, int Columns, int RowBlocks, int Words, int MaxK)[] orders =
        [
            (1, 1, 1, 1, 2 * design.Lanes - 1), (2, 3, 2, 2, 2 * design.Group + design.Lanes + 1),
            (3, 2, 3, 3, 2 * design.Group + 1),
        ];
        foreach ((int rows, int columns, int rowBlocks, int words, int maxK) in orders)
        {
            yield return new Proof(
                Name("tile_control.order", rows, columns),
                room => SequencerProofs.Order(room, bundle, rows, columns, rowBlocks, words, maxK));
        }

        foreach ((int rows, int columns, int units, int values, int pages) in ResultShapes)
        {
            yield return new Proof(
                Name("y_buffer.stream", rows, columns),
                room => BufferProofs.Results(room, bundle, rows, columns, units, values, pages))
            {
                Lemmas = [Memory],
            };
        }

        // A beat of scales has 16 bits. K may be less than a beat, some beats, and a number that is no power of two; so
        // may the slots.
        int xWords = Words(design.Lanes * design.Activations.Bits, 16);
        int x = xWords * design.Lanes;
        (int Rows, int Words, int MaxK, int Slots)[] xShapes =
            [(1, xWords, Math.Max(1, x - 1), 2), (2, xWords, 2 * x + 1, 2), (3, 2 * xWords, 2 * x + 1, 6)];
        foreach ((int rows, int words, int maxK, int slots) in xShapes)
        {
            yield return new Proof(
                Name("x_buffer.stream", rows, words),
                room => BufferProofs.Activations(room, bundle, rows, words, maxK, slots))
            {
                Lemmas = [Memory],
            };
        }

        // The stream's width is the module's own: narrow streams are those of another design. Rows have several beats
        // of parameters there.
        Design narrow = design with
        {
            Group = 2 * design.Lanes,
            Tile = design.Tile with
            {
                WWords = Words(design.Lanes * design.Weights.Bits, new TileShape(design).ParamBits),
            },
        };
        int w = narrow.Tile.WWords * design.Lanes;
        int maxNarrowK = new TileShape(narrow).Params * narrow.Group + w + 1;
        foreach ((int columns, int passRows) in new[] { (1, 1), (2, 3), (3, 4) })
        {
            yield return new Proof(
                Name("w_buffer.stream", columns, narrow.Tile.WWords),
                room => other(room, narrow, (own, few) =>
                    BufferProofs.Weights(own, few, columns, maxNarrowK, passRows)))
            {
                Lemmas = [Memory],
            };
        }

        if (design.Tile.WWords != narrow.Tile.WWords)
        {
            yield return new Proof(
                Name("w_buffer.stream", 1, design.Tile.WWords),
                room => BufferProofs.Weights(room, bundle, 1, design.Tile.WWords * design.Lanes + 1, 2))
            {
                Lemmas = [Memory],
            };
        }
    }

    // As few words as make whole bytes and hold so many bits.
    private static int Words(int bits, int least)
    {
        int words = 1;
        while (words * bits < least || words * bits % 8 != 0)
        {
            words++;
        }

        return words;
    }

    private static string Name(string proof, int rows, int columns) =>
        string.Create(CultureInfo.InvariantCulture, $"{proof}_{rows}x{columns}");
}
