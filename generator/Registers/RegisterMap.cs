using MixPe.Generator.Rtl;

namespace MixPe.Generator.Registers;

/// <summary>The registers of a tile: the one source of the RTL, the C header and the manual's table.</summary>
public static class RegisterMap
{
    /// <summary>"MXE" and the version of the map.</summary>
    public const uint Identity = 0x4d584503;

    private static readonly RegisterField[] Whole = [];

    private static readonly RegisterField[] AddendCauses =
    [
        new("cause_c_short", 8, 1, "With addend stream: a packet of addends ended within a row of a block."),
        new("cause_c_long", 9, 1, "With addend stream: a packet of addends did not end with a row of a block."),
        new("cause_c_keep", 10, 1, "With addend stream: a byte of an addend was marked as none."),
    ];

    private static readonly RegisterField[] SliceCauses =
    [
        new("cause_slices", 11, 1, "With run_time_slices: SLICES is zero or above MAX_SLICES."),
    ];

    /// <summary>The registers of a design's tile, by address.</summary>
    public static IReadOnlyList<Register> Of(TileShape shape)
    {
        var design = shape.Design;
        return
        [
            Constant("id", 0x00, Identity, "0x4d584503: \"MXE\" and the version of this map."),
            new("control", 0x04, RegisterAccess.Command, "Commands.",
            [
                new("start", 0, 1, "Starts a job with M, N and K as they stand; refused while one runs."),
                new("abort", 1, 1, "Ends a running job with an error."),
                new("recover", 2, 1, "Ends the dropping after a failure, before the next job's streams begin."),
            ]),
            new("status", 0x08, RegisterAccess.Status, "What the tile does.",
            [
                new("busy", 0, 1, "A job runs."),
                new("done", 1, 1, "The last job ended, and its last result was taken."),
                new("error", 2, 1, "The last job failed; whatever the input streams bring is dropped till RECOVER or START."),
                new("pending", 3, 1, "Results are on their way or wait to be taken, those of a failed job included."),
            ]),
            new("cause", 0x0c, RegisterAccess.Status, "Why the last job failed; zero if it did not.",
            [
                new("cause_shape", 0, 1, "M, N or K is zero, K above MAX_K, or M or N not below 2^SIZE_BITS."),
                new("cause_x_short", 1, 1, "A packet of activations ended within a row, or, without X_ROWS, before the last one."),
                new("cause_x_long", 2, 1, "No packet of activations ended with the last row."),
                new("cause_x_keep", 3, 1, "A byte of an activation was marked as none."),
                new("cause_w_short", 4, 1, "A packet of weights ended within a row, or, without W_ROWS, before the last one of a pass."),
                new("cause_w_long", 5, 1, "No packet of weights ended with the last row of a pass."),
                new("cause_w_keep", 6, 1, "A byte of a weight or a parameter was marked as none."),
                new("cause_abort", 7, 1, "It was aborted."),
                .. design.HasAddend ? AddendCauses : [],
                .. design.HasRunTimeSlices ? SliceCauses : [],
            ]),
            new("interrupt", 0x10, RegisterAccess.Event, "What has happened; written ones clear it.",
            [
                new("interrupt_done", 0, 1, "A job ended."),
                new("interrupt_error", 1, 1, "A job failed."),
            ]),
            new("interrupt_enable", 0x14, RegisterAccess.Control, "Which bits of INTERRUPT raise the interrupt.",
            [
                new("enable_done", 0, 1, "The end of a job."),
                new("enable_error", 1, 1, "The failure of a job."),
            ]),
            new("packets", 0x18, RegisterAccess.Configuration, "Where packets of operands may end.",
            [
                new("x_rows", 0, 1, "A packet of activations may end with any row; without it, with the last one alone."),
                new("w_rows", 1, 1, "A packet of weights may end with any row; without it, with the last one of a pass alone."),
            ]),
            new("m", 0x20, RegisterAccess.Configuration, "Rows of X.", Whole),
            new("n", 0x24, RegisterAccess.Configuration, "Rows of W: output channels.", Whole),
            new("k", 0x28, RegisterAccess.Configuration, "Columns of X and W.", Whole),
            .. design.HasRunTimeSlices
                ?
                [
                    new("slices", 0x2c, RegisterAccess.Configuration,
                        "With run_time_slices: slices of an activation, from 1 to MAX_SLICES, which it is after a reset.", Whole)
                    {
                        Value = (uint)design.Slices,
                    },
                ]
                : Array.Empty<Register>(),
            .. design.HasWideGroups
                ?
                [
                    new("wide_groups", 0x60, RegisterAccess.Configuration,
                        "With wide_groups: groups of K, the first ones, that have SLICES slices; the others have one. All ones after a reset.", Whole)
                    {
                        Value = uint.MaxValue,
                    },
                ]
                : Array.Empty<Register>(),
            Constant("rows", 0x30, (uint)design.Rows, "Rows of the array.", "Rows"),
            Constant("columns", 0x34, (uint)design.Columns, "Columns of the array.", "Columns"),
            Constant("row_blocks", 0x38, (uint)design.Tile.RowBlocks, "Blocks of rows in a pass over W.", "RowBlocks"),
            Constant("max_k", 0x3c, (uint)design.Tile.MaxK, "Largest K."),
            Constant("group", 0x40, (uint)design.Group, "Elements along K that share a scale."),
            Constant("x_stream", 0x44, (uint)shape.XStream, "Width of the stream of activations, bits."),
            Constant("w_stream", 0x48, (uint)shape.WStream, "Width of the stream of weights, bits."),
            Constant("y_stream", 0x4c, (uint)shape.YStream, "Width of the stream of results, bits."),
            Constant("size_bits", 0x50, (uint)design.Tile.SizeBits, "M and N are below 2^SIZE_BITS."),
            .. shape.CStream > 0
                ? [Constant("c_stream", 0x54, (uint)shape.CStream, "With addend stream: width of the stream of addends, bits.")]
                : Array.Empty<Register>(),
            .. design.HasRunTimeSlices
                ? [Constant("max_slices", 0x58, (uint)design.Slices, "With run_time_slices: most slices of an activation.")]
                : Array.Empty<Register>(),
            .. design.HasTensorScale
                ?
                [
                    new("tensor_scale", 0x5c, RegisterAccess.Configuration,
                        "With tensor_scale: binary32, the product of the scales of X and W, by which results are multiplied; 1 after a reset.",
                        Whole)
                    {
                        Value = BitConverter.SingleToUInt32Bits(1),
                        ServesResults = true,
                    },
                ]
                : Array.Empty<Register>(),
            Counter("busy_cycles", 0x80, "Cycles from the start to the end of the job."),
            Counter("stall_x_cycles", 0x88, "Cycles in which a block waited for activations."),
            Counter("stall_w_cycles", 0x90, "Cycles in which a block waited for weights."),
            Counter("stall_y_cycles", 0x98, "Cycles in which a block waited for room for its results."),
            Counter("stall_group_cycles", 0xa0,
                "Cycles in which a group waited for the one before to drain."),
            Counter("groups", 0xa8, "Groups of all blocks: Rows by Columns dot products each."),
            Counter("macs", 0xb0, "Multiply-accumulates that count; M N K at the end."),
        ];
    }

    private static Register Constant(
        string name, int offset, uint value, string description, string? parameter = null) =>
        new(name, offset, RegisterAccess.Constant, description, Whole) { Value = value, Parameter = parameter };

    private static Register Counter(string name, int offset, string description) =>
        new(name, offset, RegisterAccess.Counter, description, Whole);
}
