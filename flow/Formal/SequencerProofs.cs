using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;

namespace MixPe.Flow.Formal;

/// <summary>Proofs of the tile's sequencer.</summary>
internal static class SequencerProofs
{
    /// <summary>Every beat of every block once, in the stated order, and offered till it is taken.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="rows">Rows of the array.</param>
    /// <param name="columns">Columns of the array.</param>
    /// <param name="rowBlocks">Blocks of rows in a pass.</param>
    /// <param name="words">Array beats in a beat of the activation stream; the weight stream has one more.</param>
    /// <param name="maxK">Largest K, at least a beat of the array.</param>
    public static ProofOutcome Order(
        ProofRoom room, RtlBundle bundle, int rows, int columns, int rowBlocks, int words, int maxK)
    {
        const int parameters = 2;
        const int scales = 3;
        Design design = bundle.Design;
        int slots = 2 * rowBlocks;
        int weightWords = words + 1;
        string module = bundle.Module("tile_control").Name;
        (string Name, int Value)[] sizes =
        [
            ("LANES", design.Lanes),
            ("GROUP_BEATS", design.Group / design.Lanes),
            ("DIM_WIDTH", bundle.Design.Tile.SizeBits),
            ("ROWS", rows),
            ("ROWS_WIDTH", TileShape.CountBits(rows)),
            ("COLUMNS", columns),
            ("COLUMNS_WIDTH", TileShape.CountBits(columns)),
            ("ROW_BLOCKS", rowBlocks),
            ("SLOTS", slots),
            ("SLOT_WIDTH", TileShape.IndexBits(slots)),
            ("MAX_K", maxK),
            ("K_WIDTH", TileShape.CountBits(maxK)),
            ("X_WORDS", words),
            ("X_WORD_WIDTH", TileShape.IndexBits(words)),
            ("X_LINE_WIDTH", LineBits(maxK, words * design.Lanes)),
            ("W_WORDS", weightWords),
            ("W_WORD_WIDTH", TileShape.IndexBits(weightWords)),
            ("W_LINE_WIDTH", LineBits(maxK, weightWords * design.Lanes)),
            ("PARAMS", parameters),
            ("PARAM_WORD_WIDTH", TileShape.IndexBits(parameters)),
            ("PARAM_LINE_WIDTH", LineBits(maxK, parameters * design.Group)),
            ("X_SCALES", scales),
            ("X_SCALE_WORD_WIDTH", TileShape.IndexBits(scales)),
            ("X_SCALE_LINE_WIDTH", LineBits(maxK, scales * design.Group)),
        ];
        return InductionProof.Run(
            room,
            [],
            $"rtl/{module}.sv block_order.sv tile_control_harness.sv",
            Defines(module, design, sizes),
            "tile_control_harness",
            "",
            new HarnessProbes("u_control")
                .Show("pass_left_q", "rtl_pass_left")
                .Show("m_left_q", "rtl_m_left")
                .Show("n_left_q", "rtl_n_left")
                .Show("k_left_q", "rtl_k_left")
                .Show("block_q", "rtl_block")
                .Show("base_q", "rtl_base")
                .Show("beat_q", "rtl_beat")
                .Connections);
    }

    /// <summary>The same of a weight-stationary tile: every word of weights and every row of X of every group once, in
    /// the stated order, and as soon as they may.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="rows">Rows of the array; times lanes the length of a group.</param>
    /// <param name="columns">Columns of the array.</param>
    /// <param name="rowBlocks">Blocks of rows in a pass.</param>
    /// <param name="words">Words of weights in a beat of their stream.</param>
    /// <param name="maxK">Largest K, at least a group.</param>
    public static ProofOutcome GroupOrder(
        ProofRoom room, RtlBundle bundle, int rows, int columns, int rowBlocks, int words, int maxK)
    {
        const int parameters = 2;
        const int scales = 3;
        Design design = bundle.Design;
        int slots = 2 * rowBlocks;
        int passes = Math.Max(1, design.Slices);
        int group = rows * design.Lanes;
        int groups = (maxK + group - 1) / group;
        int countBits = TileShape.ValueBits(design.Group);
        string module = bundle.Module("tile_control").Name;
        (string Name, int Value)[] sizes =
        [
            ("LANES", design.Lanes),
            ("GROUP_COUNT_WIDTH", countBits),
            ("DIM_WIDTH", design.Tile.SizeBits),
            ("ROWS", rows),
            ("ROW_WIDTH", TileShape.IndexBits(rows)),
            ("ROWS_WIDTH", TileShape.CountBits(rows)),
            ("COLUMNS", columns),
            ("COLUMNS_WIDTH", TileShape.CountBits(columns)),
            ("ROW_BLOCKS", rowBlocks),
            ("SLOTS", slots),
            ("SLOT_WIDTH", TileShape.IndexBits(slots)),
            ("MAX_K", maxK),
            ("K_WIDTH", Math.Max(countBits, TileShape.CountBits(maxK))),
            ("GROUP_WIDTH", TileShape.IndexBits(groups)),
            ("W_WORDS", words),
            ("W_WORD_WIDTH", TileShape.IndexBits(words)),
            ("W_LINE_WIDTH", LineBits(groups * rows, words)),
            ("PARAMS", parameters),
            ("PARAM_WORD_WIDTH", TileShape.IndexBits(parameters)),
            ("PARAM_LINE_WIDTH", LineBits(groups, parameters)),
            ("X_SCALES", scales),
            ("X_SCALE_WORD_WIDTH", TileShape.IndexBits(scales)),
            ("X_SCALE_LINE_WIDTH", LineBits(groups, scales)),
            ("SLICES", passes),
            ("SLICE_WIDTH", TileShape.IndexBits(passes)),
            ("SLICES_WIDTH", TileShape.ValueBits(passes)),
        ];
        HarnessProbes probes = new HarnessProbes("u_control")
            .Show("pass_left_q", "rtl_pass_left")
            .Show("m_left_q", "rtl_m_left")
            .Show("n_left_q", "rtl_n_left")
            .Show("k_left_q", "rtl_k_left")
            .Show("offset_q", "rtl_offset")
            .Show("block_q", "rtl_block")
            .Show("base_q", "rtl_base")
            .Show("feeding_q", "rtl_feeding");
        return InductionProof.Run(
            room,
            [],
            $"rtl/{module}.sv block_order.sv ws_control_harness.sv",
            Defines(module, design, sizes),
            "ws_control_harness",
            "",
            (passes > 1 ? probes.Show("slice_q", "rtl_slice").Show("loaded_q", "rtl_loaded") : probes).Connections);
    }

    private static string Defines(string module, Design design, IEnumerable<(string Name, int Value)> sizes) =>
        $"-D TILE_CONTROL={module} {(design.ActivationGroupScale is null ? "" : "-D GROUP_SCALES ")}{(design.HasRunTimeSlices ? "-D RUN_TIME_SLICES " : "")}{(design.HasWideGroups ? "-D WIDE_GROUPS " : "")}" + string.Join(' ', sizes.Select(size =>
            string.Create(CultureInfo.InvariantCulture, $"-D {size.Name}={size.Value}")));

    private static int LineBits(int elements, int perLine) => TileShape.IndexBits((elements + perLine - 1) / perLine);
}
