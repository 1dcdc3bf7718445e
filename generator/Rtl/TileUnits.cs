using System.Globalization;
using MixPe.Generator.Designs;
using MixPe.Generator.Registers;
using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>What the templates of a tile name.</summary>
internal static class TileUnits
{
    private const int WordBits = 32;

    /// <summary>The values for the tile and its parts.</summary>
    internal static TemplateModel For(Datapath path, TemplateModel beat)
    {
        TileShape shape = new(path.Design);
        return Registers(Sizes(shape, beat), RegisterMap.Of(shape));
    }

    private static TemplateModel Sizes(TileShape shape, TemplateModel beat)
    {
        Design design = shape.Design;
        TileSizes tile = design.Tile;
        return beat
            .WithWidth("dim", tile.SizeBits)
            .WithWidth("zero", design.HasActivationSums ? design.ZeroBits : design.Weights.Bits)
            .WithWidth("param", shape.ParamBits)
            .WithWidth("lane_count", TileShape.ValueBits(design.Lanes))
            .WithWidth("x_stream", shape.XStream)
            .WithWidth("x_keep", shape.XStream / 8)
            .WithWidth("w_stream", shape.WStream)
            .WithWidth("w_keep", shape.WStream / 8)
            .WithWidth("y_stream", shape.YStream)
            .WithWidth("y_keep", shape.YStream / 8)
            .WithWidth("group_count", TileShape.ValueBits(design.Group))
            .With("row_bits", TileShape.IndexBits(design.Rows))
            .With("group_bits", TileShape.IndexBits(shape.Groups))
            .With("x_words", tile.XWords)
            .With("x_element_bits", design.Activations.Bits)
            .With("x_slots", shape.XSlots)
            .With("x_slot_bits", TileShape.IndexBits(shape.XSlots))
            .With("x_line_bits", TileShape.IndexBits(shape.XLines))
            .With("x_word_bits", TileShape.IndexBits(tile.XWords))
            .With("x_scales", shape.XScales)
            .With("x_scale_line_bits", TileShape.IndexBits(shape.XScaleLines))
            .With("x_scale_word_bits", TileShape.IndexBits(shape.XScales))
            .With("w_words", tile.WWords)
            .With("w_keep_bits", shape.WStream / 8)
            .With("w_element_bits", design.Weights.CodeBits)
            .With("word_codes", design.Weights.WordCodes(design.Lanes))
            .With("w_line_bits", TileShape.IndexBits(shape.WLines))
            .With("w_word_bits", TileShape.IndexBits(tile.WWords))
            .With("params", shape.Params)
            .With("level_bit", shape.IntegerScaleBit)
            .With("minimum_bit", TileShape.MinimumBit)
            .With("param_bits", design.ScaleBits + design.ZeroBits)
            .With("param_line_bits", TileShape.IndexBits(shape.ParamLines))
            .With("param_word_bits", TileShape.IndexBits(shape.Params))
            .With("y_values", tile.YWords)
            .With("y_pages", TileShape.YPages)
            .With("y_page_bits", TileShape.IndexBits(TileShape.YPages))
            .With("out_bytes", design.ArrayOutput.Bits / 8)
            .WithWidth("result", design.Output.Bits)
            .With("result_format", design.Output.Name)
            .With("result_bytes", design.Output.Bits / 8)
            .With("result_is_narrow", design.Output.Bits < 32)
            .With("scaled_is_narrow", design.Output.Bits < 32 && !design.HasAddend)
            .WithWidth("scaled", design.HasAddend ? NumberFormats.Fp32.Bits : design.Output.Bits)
            .With("scaled_format", design.HasAddend ? NumberFormats.Fp32.Name : design.Output.Name)
            .With("scale_stages", shape.ScaleStages)
            .With("scale_last", shape.ScaleStages - 1)
            .With("scale_last_below", shape.ScaleStages - 2)
            .WithWidth("block", tile.YWords * design.ArrayOutput.Bits)
            .WithWidth("block_keep", tile.YWords * design.ArrayOutput.Bits / 8)
            .WithWidth("c_stream", shape.CStream)
            .WithWidth("c_keep", shape.CStream / 8)
            .WithWidth("cause", shape.CauseBits)
            .With("max_k", tile.MaxK)
            .With("k_bits", TileShape.CountBits(tile.MaxK))
            .With("row_blocks", tile.RowBlocks)
            .With("pass_rows", shape.Timing.PassRows)
            .With("group_beats", design.Group / design.Lanes)
            .With("rows_bits", TileShape.CountBits(design.Rows))
            .With("columns_bits", TileShape.CountBits(design.Columns));

    }

    private static TemplateModel Registers(TemplateModel model, IReadOnlyList<Register> map)
    {
        Register events = map.Single(register => register.Access == RegisterAccess.Event);
        Register commands = map.Single(register => register.Access == RegisterAccess.Command);
        Register packets = map.Single(register => register.Name == "packets");
        return model
            .WithWidth("packets", Width(packets))
            .With("x_rows_bit", packets.Fields.Single(field => field.Name == "x_rows").Lsb)
            .With("w_rows_bit", packets.Fields.Single(field => field.Name == "w_rows").Lsb)
            .WithWidth("event", events.Fields.Count)
            .With("event_list", string.Join(", ", events.Fields.Reverse().Select(field => $"{field.Name}_i")))
            .With("start_bit", commands.Fields.Single(field => field.Name == "start").Lsb)
            .With("abort_bit", commands.Fields.Single(field => field.Name == "abort").Lsb)
            .With("recover_bit", commands.Fields.Single(field => field.Name == "recover").Lsb)
            .With("parameters", map.Where(register => register.Parameter is not null).Select(Parameter).ToArray())
            .With("commands", List(commands.Fields, field => field.Name, field => field.Description))
            .With("configurations", map.Where(register => register.Access == RegisterAccess.Configuration).Select(Configuration).ToArray())
            .With("statuses", List(
                map.Where(register => register.Access == RegisterAccess.Status).SelectMany(register => register.Fields),
                field => field.Name,
                field => field.Description))
            .With("events", List(events.Fields, field => field.Name, field => field.Description))
            .With("counters", Named(map, RegisterAccess.Counter))
            .With("writables", map.Where(IsWritable).Select(Writable).ToArray())
            .With("readables", map.SelectMany(Readable).ToArray());
    }

    private static bool IsWritable(Register register) => register.Access is RegisterAccess.Command
        or RegisterAccess.Configuration or RegisterAccess.Event or RegisterAccess.Control;

    // A whole word, or the bits up to the highest field.
    private static Dictionary<string, object> Configuration(Register register) => new(StringComparer.Ordinal)
    {
        ["name"] = register.Name,
        ["description"] = register.Description,
        ["msb"] = Width(register) - 1,
        ["pad"] = Width(register) > 10 ? "" : " ",
        ["bits"] = Width(register) == WordBits ? "" : string.Create(CultureInfo.InvariantCulture, $"[{Width(register) - 1}:0]"),
        ["allowed"] = Allowed(register),
        ["reset"] = register.Value == 0 ? "'0" : string.Create(CultureInfo.InvariantCulture, $"32'd{register.Value}"),
    };

    private static int Width(Register register) =>
        register.Fields.Count == 0 ? WordBits : register.Fields.Max(field => field.Lsb + field.Bits);

    // When a configuration keeps what is written to it.
    private static string Allowed(Register register) => register.ServesResults ? "~busy_i & ~pending_i" : "~busy_i";

    private static Dictionary<string, object>[] Named(IEnumerable<Register> map, RegisterAccess access) =>
        List(map.Where(register => register.Access == access), register => register.Name, register => register.Description);

    private static Dictionary<string, object>[] List<T>(
        IEnumerable<T> items, Func<T, string> name, Func<T, string> description) =>
    [
        .. items.Select(item => new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["name"] = name(item),
            ["description"] = description(item),
        }),
    ];

    private static Dictionary<string, object> Parameter(Register register) => new(StringComparer.Ordinal)
    {
        ["name"] = register.Parameter!,
        ["value"] = register.Value,
        ["description"] = register.Description,
    };

    private static Dictionary<string, object> Writable(Register register) => new(StringComparer.Ordinal)
    {
        ["name"] = register.Name,
        ["word"] = register.Offset / 4,
        ["allowed"] = register.Access switch
        {
            RegisterAccess.Command => "command",
            RegisterAccess.Configuration => Allowed(register),
            _ => "1'b1",
        },
    };

    private static IEnumerable<Dictionary<string, object>> Readable(Register register) => register.Access switch
    {
        RegisterAccess.Counter =>
        [
            Read(register.Offset, $"{register.Name}_q[31:0]"), Read(register.Offset + 4, $"{register.Name}_q[63:32]"),
        ],
        RegisterAccess.Constant =>
            [Read(register.Offset, register.Parameter is { } name ? $"32'({name})" : $"32'h{register.Value:x8}")],
        RegisterAccess.Command => [Read(register.Offset, "32'd0")],
        RegisterAccess.Status => [Read(register.Offset, Padded(register, field => $"{field.Name}_i"))],
        _ when Width(register) < WordBits =>
            [Read(register.Offset, $"{{{WordBits - Width(register)}'d0, {register.Name}_q}}")],
        _ => [Read(register.Offset, $"{register.Name}_q")],
    };

    private static Dictionary<string, object> Read(int offset, string value) => new(StringComparer.Ordinal)
    {
        ["word"] = (offset / 4).ToString(CultureInfo.InvariantCulture),
        ["value"] = value,
    };

    // Zeros above the fields, and where there is none between two.
    private static string Padded(Register register, Func<RegisterField, string> signal)
    {
        List<string> parts = [];
        int above = 32;
        foreach (RegisterField field in register.Fields.Reverse())
        {
            int gap = above - field.Lsb - field.Bits;
            if (gap > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{gap}'d0"));
            }

            parts.Add(signal(field));
            above = field.Lsb;
        }

        return SvText.Wrap($"{{{string.Join(", ", parts)}}}", 7, behind: " & {32{read_3}}) |".Length);
    }
}
