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
        yield return new Proof(
            "tile.paths",
            room => design.IsWeightStationary
                ? other(room, FewRows(design), PathProofs.Tile)
                : PathProofs.Tile(room, bundle));
        yield return new Proof("tile_regs.bus", room => RegisterProofs.Bus(room, bundle));
        yield return new Proof(Memory, room => BufferProofs.Memory(room, bundle));
        foreach (Proof proof in design.IsWeightStationary ? GroupOrders(bundle) : Orders(bundle))
        {
            yield return proof;
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

        if (design.HasTensorScale)
        {
            yield return new Proof("tensor_scale.stream", room => TensorScaleProofs.Stream(room, bundle, values: 2));
        }

        if (design.HasAddend)
        {
            yield return new Proof("addend.stream", room => AddendProofs.Stream(room, bundle, values: 2));
        }

        // Rows have several beats of parameters, and of scales of groups, in designs with short groups.
        Design shorter = design.IsWeightStationary ? FewRows(design) : design.WithGroup(2 * design.Lanes);
        foreach ((int rows, int words, int maxK, int slots) in ActivationShapes(design))
        {
            yield return new Proof(
                Name("x_buffer.stream", rows, words),
                room => design.ActivationGroupScale is { } scale
                    ? other(room, shorter, (own, few) => BufferProofs.Activations(
                        own, few, rows, words, GroupsOfTwoBeats(few.Design, words, scale.Bits), slots))
                    : BufferProofs.Activations(room, bundle, rows, words, maxK, slots))
            {
                Lemmas = [Memory],
            };
        }

        // The stream's width is the module's own: narrow streams are those of another design.
        Design narrow = shorter with
        {
            Tile = shorter.Tile with
            {
                WWords = Words(design.Weights.WordBits(design.Lanes), new TileShape(design).ParamBits),
            },
        };
        foreach ((int columns, int passRows) in new[] { (1, 1), (2, 3), (3, 4) })
        {
            yield return Weights(narrow, columns, passRows);
        }

        // Several words and parameters in a beat: four say what all of a wide stream do, in a fraction of the time.
        int wide = Math.Min(design.Tile.WWords, 4 * narrow.Tile.WWords);
        if (wide > narrow.Tile.WWords)
        {
            yield return Weights(narrow with { Tile = narrow.Tile with { WWords = wide } }, 1, 2);
        }

        // The largest K takes two beats of parameters, the last one with a rest.
        Proof Weights(Design small, int columns, int passRows) => new(
            Name("w_buffer.stream", columns, small.Tile.WWords),
            room => other(room, small, (own, few) => BufferProofs.Weights(
                own, few, columns, new TileShape(small).Params * small.Group + small.Tile.WWords * small.Lanes + 1, passRows)))
        {
            Lemmas = [Memory],
        };
    }

    private static IEnumerable<Proof> Orders(RtlBundle bundle)
    {
        Design design = bundle.Design;
        (int Rows, int Columns, int RowBlocks, int Words, int MaxK)[] shapes =
        [
            (1, 1, 1, 1, 2 * design.Lanes - 1), (2, 3, 2, 2, 2 * design.Group + design.Lanes + 1),
            (3, 2, 3, 3, 2 * design.Group + 1),
        ];
        return shapes.Select(shape => new Proof(
            Name("tile_control.order", shape.Rows, shape.Columns),
            room => SequencerProofs.Order(
                room, bundle, shape.Rows, shape.Columns, shape.RowBlocks, shape.Words, shape.MaxK)));
    }

    // Groups of one word and of several; beats of weights that hold a word, more than a group, and less than one, with
    // a rest.
    private static IEnumerable<Proof> GroupOrders(RtlBundle bundle)
    {
        int lanes = bundle.Design.Lanes;
        (int Rows, int Columns, int RowBlocks, int Words, int MaxK)[] shapes =
            [(1, 1, 3, 1, 2 * lanes + 1), (2, 3, 2, 3, 5 * lanes + 1), (3, 2, 2, 2, 6 * lanes + 1)];
        return shapes.Select(shape => new Proof(
            Name("tile_control.order", shape.Rows, shape.Columns),
            room => SequencerProofs.GroupOrder(
                room, bundle, shape.Rows, shape.Columns, shape.RowBlocks, shape.Words, shape.MaxK)));
    }

    // A beat of scales has 16 bits. K may be less than a beat, some beats, and a number that is no power of two; so may
    // the slots. A weight-stationary row has one, two and three memories, the last group of the largest K not all of
    // its elements.
    private static (int Rows, int Words, int MaxK, int Slots)[] ActivationShapes(Design design)
    {
        int words = ActivationWords(design);
        int x = words * design.Lanes;
        return design.IsWeightStationary
            ? [(words, words, 2 * x + 1, 2), (2 * words, words, 3 * x + 1, 2), (3 * words, words, 4 * x + 1, 6)]
            : [(1, words, Math.Max(1, x - 1), 2), (2, words, 2 * x + 1, 2), (3, 2 * words, 2 * x + 1, 6)];
    }

    // A beat of scales, and a group and a bit.
    private static int GroupsOfTwoBeats(Design design, int words, int scaleBits) =>
        (((words * design.Lanes * design.Activations.Bits / scaleBits) + 1) * design.Group) + 1;

    private static int ActivationWords(Design design) => Words(design.Lanes * design.Activations.Bits, 16);

    // Two rows of PEs hold shorter groups.
    private static Design FewRows(Design design) => (design with
    {
        Rows = 2,
        Tile = design.Tile with { XWords = ActivationWords(design) },
    }).WithGroup(2 * design.Lanes);

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
