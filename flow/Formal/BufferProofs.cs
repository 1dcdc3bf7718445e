using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;

namespace MixPe.Flow.Formal;

/// <summary>Proofs of the tile's buffers: any stalls of their streams, any use of what they hold. Memories are replaced
/// by ones that keep a single word at any constant address.</summary>
internal static class BufferProofs
{
    private const string Instance = "u_buffer";
    private const string Ram = "ram";

    // Elements of a list of registers become registers with names of their own.
    private const string NamedElements = "-mem2reg";

    /// <summary>The memory keeps each word till it is written again: what stands for it in the other proofs does.
    /// </summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    public static ProofOutcome Memory(ProofRoom room, RtlBundle bundle)
    {
        const int width = 3;
        const int depth = 8;
        string ram = bundle.Module(Ram).Name;
        return InductionProof.Run(
            room,
            [],
            $"rtl/{ram}.sv ram_word_harness.sv",
            string.Create(
                CultureInfo.InvariantCulture, $"{NamedElements} -D RAM={ram} -D WIDTH={width} -D DEPTH={depth}"),
            "ram_word_harness",
            "",
            new HarnessProbes("u_ram").ShowEach(depth, word => $"mem[{word}]", "rtl_words").Connections);
    }

    /// <summary>The result buffer gives each result of each whole block once, in order.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="rows">Rows of the array.</param>
    /// <param name="columns">Columns of the array.</param>
    /// <param name="units">Dequantization units of a column.</param>
    /// <param name="values">Results in a beat of the stream.</param>
    /// <param name="pages">Blocks that can wait.</param>
    public static ProofOutcome Results(
        ProofRoom room, RtlBundle bundle, int rows, int columns, int units, int values, int pages)
    {
        int all = units * columns;
        string Unit(string number)
        {
            var (unit, column) = Math.DivRem(int.Parse(number, CultureInfo.InvariantCulture), columns);
            return string.Create(CultureInfo.InvariantCulture, $"gen_unit[{unit}].gen_column[{column}]");
        }

        HarnessProbes probes = new HarnessProbes(Instance)
            .Show("taken_q", "rtl_taken")
            .Show("full_q", "rtl_full")
            .Show("alloc_q", "rtl_alloc")
            .Show("drain_q", "rtl_drain")
            .Show("row_q", "rtl_row")
            .Show("left_q", "rtl_left")
            .Show("word_q", "rtl_word_number")
            .Show("first_q", "rtl_first")
            .Show("write_page", "rtl_write_page")
            .ShowEach(pages, page => $"rows_q[{page}]", "rtl_rows")
            .ShowEach(pages, page => $"columns_q[{page}]", "rtl_columns")
            .ShowEach(all, number => $"{Unit(number)}.write_row_q", "rtl_write_row")
            .ShowEach(all, number => $"{Unit(number)}.u_ram.word_q", "rtl_word")
            .DriveEach(all, "watch", number => $"{Unit(number)}.u_ram.harness_watch");
        if (units > 1)
        {
            probes.Show("gen_more.unit_q", "rtl_unit").Show("gen_more.band_row_q", "rtl_unit_row");
        }

        return Run(
            room,
            bundle,
            "y_buffer",
            probes,
            [],
            ("OUT_WIDTH", bundle.Design.ArrayOutput.Bits),
            ("OUT_BYTES", bundle.Design.ArrayOutput.Bits / 8),
            ("ROWS", rows),
            ("COLUMNS", columns),
            ("UNITS", units),
            ("SHARED", bundle.Design.SharedColumns > 1 ? 2 : 1),
            ("VALUES", values),
            ("PAGES", pages),
            ("PAGE_WIDTH", TileShape.IndexBits(pages)),
            ("ROWS_WIDTH", TileShape.CountBits(rows)),
            ("COLUMNS_WIDTH", TileShape.CountBits(columns)));
    }

    /// <summary>The activation buffer keeps and gives what its stream brought, and takes a job's beats, no more and no
    /// less.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="rows">Rows of the array.</param>
    /// <param name="words">Array beats in a beat of the stream.</param>
    /// <param name="maxK">Largest K.</param>
    /// <param name="slots">Slots.</param>
    public static ProofOutcome Activations(
        ProofRoom room, RtlBundle bundle, int rows, int words, int maxK, int slots)
    {
        Design design = bundle.Design;
        HarnessProbes probes = new HarnessProbes(Instance)
            .Show("active_q", "rtl_active")
            .Show("is_scale_q", "rtl_is_scale")
            .Show("m_left_q", "rtl_m_left")
            .Show("k_left_q", "rtl_k_left")
            .Show("row_q", "rtl_row")
            .Show("slot_q", "rtl_slot");
        (string Name, bool Has)[] features =
        [
            ("ACTIVATION_SCALE", design.ActivationScale), ("GROUP_SCALES", design.ActivationGroupScale is not null),
            ("WEIGHT_STATIONARY", design.IsWeightStationary),
        ];
        int scaleBits = design.ActivationScaleBits;
        int scales = words * design.Lanes * design.Activations.Bits / scaleBits;
        if (design.ActivationGroupScale is not null)
        {
            probes.Show("scale_line_q", "rtl_scale_line").Show("scale_word_q", "rtl_scale_word_number");
            if (design.IsWeightStationary)
            {
                Memory(probes, 1, _ => "u_scale_ram", "scale_", "watch_scale");
            }
            else
            {
                Memories(probes, "gen_row", rows, "u_scale_ram", "scale_", "watch_scale");
            }
        }

        if (design.IsWeightStationary)
        {
            probes.Show("bank_q", "rtl_bank").Show("group_q", "rtl_group");
            Memories(probes, "gen_bank", rows / words, "u_ram", "", "watch");
        }
        else
        {
            probes.Show("line_q", "rtl_line").Show("word_q", "rtl_word_number");
            Memories(probes, "gen_row", rows, "u_ram", "", "watch");
        }

        if (design is { ActivationScale: true, IsWeightStationary: true })
        {
            Memory(probes, 1, _ => "u_scale_ram", "scale_", "watch_row");
        }
        else if (design.ActivationScale)
        {
            Memories(probes, "gen_row", rows, "u_scale_ram", "scale_", "watch_slot");
        }

        return Run(
            room,
            bundle,
            "x_buffer",
            probes,
            features.Where(feature => feature.Has).Select(feature => feature.Name),
            ("LANES", design.Lanes),
            ("ELEMENT_BITS", design.Activations.Bits),
            ("DIM_WIDTH", bundle.Design.Tile.SizeBits),
            ("ROWS", rows),
            ("WORDS", words),
            ("MAX_K", maxK),
            ("K_WIDTH", TileShape.CountBits(maxK)),
            ("SLOTS", slots),
            ("SLOT_WIDTH", TileShape.IndexBits(slots)),
            ("LINE_WIDTH", TileShape.IndexBits(Lines(maxK, words * design.Lanes))),
            ("WORD_WIDTH", TileShape.IndexBits(words)),
            ("ROW_WIDTH", TileShape.IndexBits(rows)),
            ("GROUP_WIDTH", TileShape.IndexBits(Lines(maxK, rows * design.Lanes))),
            ("GROUP", design.Group),
            ("X_SCALE_WIDTH", scaleBits),
            ("SCALES", Math.Max(1, scales)),
            ("SCALE_LINE_WIDTH", TileShape.IndexBits(Lines(maxK, Math.Max(1, scales) * design.Group))),
            ("SCALE_WORD_WIDTH", TileShape.IndexBits(Math.Max(1, scales))));
    }

    /// <summary>The weight buffer likewise, with the design's own width of the stream.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="columns">Columns of the array.</param>
    /// <param name="maxK">Largest K.</param>
    /// <param name="passRows">Rows of X in a pass.</param>
    public static ProofOutcome Weights(ProofRoom room, RtlBundle bundle, int columns, int maxK, int passRows)
    {
        Design design = bundle.Design;
        TileShape shape = new(design);
        HarnessProbes probes = new HarnessProbes(Instance)
            .Show("active_q", "rtl_active")
            .Show("is_param_q", "rtl_is_param")
            .Show("page_q", "rtl_page")
            .Show("m_left_q", "rtl_m_left")
            .Show("n_left_q", "rtl_n_left")
            .Show("k_left_q", "rtl_k_left")
            .Show("column_q", "rtl_column")
            .Show("line_q", "rtl_line")
            .Show("param_line_q", "rtl_param_line")
            .Show("word_q", "rtl_word_number")
            .Show("param_word_q", "rtl_param_word_number");
        Memories(probes, "gen_column", columns, "u_ram", "", "watch");
        Memories(probes, "gen_column", columns, "u_param_ram", "param_", "param_watch");
        return Run(
            room,
            bundle,
            "w_buffer",
            probes,
            [.. design.HasActivationSums ? ["ZERO_POINT"] : Array.Empty<string>(), .. design.HasMinima ? ["MINIMA"] : design.HasIntegerScale ? ["INTEGER_SCALE"] : Array.Empty<string>()],
            ("ZERO_WIDTH", Math.Max(1, design.ZeroBits)),
            ("LANES", design.Lanes),
            ("ELEMENT_BITS", design.Weights.CodeBits),
            ("WORD_CODES", design.Weights.WordCodes(design.Lanes)),
            ("GROUP", design.Group),
            ("PARAM_BITS", shape.ParamBits),
            ("SCALE_WIDTH", design.ScaleBits),
            ("DIM_WIDTH", bundle.Design.Tile.SizeBits),
            ("COLUMNS", columns),
            ("WORDS", design.Tile.WWords),
            ("MAX_K", maxK),
            ("K_WIDTH", TileShape.CountBits(maxK)),
            ("LINE_WIDTH", TileShape.IndexBits(Lines(maxK, design.Tile.WWords * design.Lanes))),
            ("WORD_WIDTH", TileShape.IndexBits(design.Tile.WWords)),
            ("PARAMS", shape.Params),
            ("PARAM_LINE_WIDTH", TileShape.IndexBits(Lines(maxK, shape.Params * design.Group))),
            ("PARAM_WORD_WIDTH", TileShape.IndexBits(shape.Params)),
            ("PASS_ROWS", passRows));
    }

    // What is written where, what is kept, and the address that is followed.
    private static void Memories(
        HarnessProbes probes, string part, int count, string memory, string probe, string watch) =>
        Memory(probes, count, number => $"{part}[{number}].{memory}", probe, watch);

    private static void Memory(
        HarnessProbes probes, int count, Func<string, string> memory, string probe, string watch) => probes
            .ShowEach(count, number => $"{memory(number)}.we_i", $"rtl_{probe}we")
            .ShowEach(count, number => $"{memory(number)}.waddr_i", $"rtl_{probe}waddr")
            .ShowEach(count, number => $"{memory(number)}.word_q", $"rtl_{probe}word")
            .DriveEach(count, watch, number => $"{memory(number)}.harness_watch");

    private static int Lines(int elements, int perLine) => (elements + perLine - 1) / perLine;

    private static ProofOutcome Run(
        ProofRoom room,
        RtlBundle bundle,
        string unit,
        HarnessProbes probes,
        IEnumerable<string> features,
        params IEnumerable<(string Name, int Value)> sizes)
    {
        string module = bundle.Module(unit).Name;
        string[] macros =
        [
            $"{unit.ToUpperInvariant()}={module}",
            $"RAM={bundle.Module(Ram).Name}",
            .. sizes.Select(size => string.Create(CultureInfo.InvariantCulture, $"{size.Name}={size.Value}")),
            .. features,
        ];
        return InductionProof.Run(
            room,
            [],
            $"rtl/{module}.sv {string.Concat(Inside(bundle, unit))}ram_harness.sv {unit}_harness.sv",
            $"{NamedElements} {string.Join(' ', macros.Select(macro => $"-D {macro}"))}",
            $"{unit}_harness",
            "",
            probes.Connections);
    }

    // Of what is inside a buffer beside memories, the file.
    private static IEnumerable<string> Inside(RtlBundle bundle, string unit) =>
        unit == "x_buffer" && bundle.Design.AlignsActivations ? [$"rtl/{bundle.Module("largest_exponent").Name}.sv "] : [];
}
