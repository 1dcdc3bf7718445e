using System.Globalization;
using System.Text;
using MixPe.Generator.Bundles;
using MixPe.Sim.Host;

namespace MixPe.Sim.Build;

/// <summary>Writes mixp_ports.h: how records go into and out of one verilated model.</summary>
internal static class PortsHeader
{
    /// <summary>Version of the C interface and of the way that models are built: raise it when either changes. Part
    /// of every cache key, and checked on load.</summary>
    public const int Abi = 4;

    /// <summary>The header's text.</summary>
    /// <param name="layout">The module's ports.</param>
    /// <param name="prefix">The verilated class's name.</param>
    public static string Write(RecordLayout layout, string prefix)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            #include <cstdint>
            #include "{prefix}.h"
            using Model = {prefix};
            #define MIXP_ABI {Abi}
            #define MIXP_IN_WORDS {layout.InputWords}
            #define MIXP_OUT_WORDS {layout.OutputWords}
            #define MIXP_CLOCKED {(layout.Clock is null ? 0 : 1)}

            """);
        foreach (var port in AllPorts(layout))
        {
            string name = VerilatedHeader.CppName(port.Name);
            text.Append(CultureInfo.InvariantCulture,
                $"static_assert(sizeof(Model::{name}) == {StorageBytes(port.Bits)}, \"width of {port.Name}\");\n");
        }

        text.Append("// Returns the bits above the ports' widths: zero unless the record is wrong.\n");
        Function(text, "inline uint32_t mixp_set(Model& m, const uint32_t* in)",
            ["uint32_t excess = 0;", .. layout.Inputs.SelectMany(port => Set(port, "in", port.Offset)), "return excess;"]);
        Function(text, "inline void mixp_get(const Model& m, uint32_t* out)",
            layout.Outputs.SelectMany(port => Get(port, "out", port.Offset)));
        Function(text, "inline void mixp_clock(Model& m, uint8_t level)",
            layout.Clock is { } clock ? [$"m.{VerilatedHeader.CppName(clock.Name)} = level;"] : []);
        Function(text, "inline void mixp_clear(Model& m)",
            AllInputs(layout).SelectMany(Clear));
        Function(text, "inline void mixp_poke_port(Model& m, uint32_t port, const uint32_t* words)",
            ["uint32_t excess = 0;", .. Switch(AllInputs(layout), port => Set(port, "words", 0)), "(void)excess;"]);
        Function(text, "inline void mixp_peek_port(const Model& m, uint32_t port, uint32_t* words)",
            Switch(AllPorts(layout), port => Get(port, "words", 0)));
        return text.ToString();
    }

    /// <summary>A combinational module as a C function of its ports in their order, each an array of words, as
    /// DPI-C passes packed vectors. For function.cpp, which declares <c>mixp_model()</c>.</summary>
    /// <param name="layout">The module's ports.</param>
    /// <param name="name">The function's name.</param>
    public static string WriteFunction(RecordLayout layout, string name)
    {
        var ports = AllPorts(layout).OrderBy(port => port.Index).ToList();
        static string Argument(PortSlice port) => $"p{port.Index.ToString(CultureInfo.InvariantCulture)}";
        var text = new StringBuilder();
        Function(
            text,
            $"extern \"C\" void {name}({string.Join(", ", ports.Select(port =>
                (port.Direction == PortDirection.Input ? "const uint32_t* " : "uint32_t* ") + Argument(port)))})",
            [
                "Model& m = mixp_model();",
                "uint32_t excess = 0;",
                .. AllInputs(layout).SelectMany(port => Set(port, Argument(port), 0)),
                "(void)excess;",
                "m.eval();",
                .. layout.Outputs.SelectMany(port => Get(port, Argument(port), 0)),
            ]);
        return text.ToString();
    }

    private static IEnumerable<PortSlice> AllInputs(RecordLayout layout) =>
        (layout.Clock is { } clock ? layout.Inputs.Prepend(clock) : layout.Inputs).Concat(layout.Held);

    private static IEnumerable<PortSlice> AllPorts(RecordLayout layout) => AllInputs(layout).Concat(layout.Outputs);

    // Verilator's CData, SData, IData, QData and VlWide.
    private static int StorageBytes(int bits) => bits switch
    {
        <= 8 => 1,
        <= 16 => 2,
        <= 32 => 4,
        <= 64 => 8,
        _ => (bits + 31) / 32 * 4,
    };

    // A verilated model computes nonsense from a port with bits above its width: mask, and report.
    private static IEnumerable<string> Set(PortSlice port, string record, int offset)
    {
        string name = VerilatedHeader.CppName(port.Name);
        int last = offset + port.Words - 1;
        string mask = $"0x{port.LastWordMask:x8}u";
        if (port.LastWordMask != uint.MaxValue)
        {
            yield return $"excess |= {record}[{last}] & ~{mask};";
        }

        if (port.Bits <= 32)
        {
            yield return $"m.{name} = {record}[{offset}] & {mask};";
        }
        else if (port.Bits <= 64)
        {
            yield return $"m.{name} = (uint64_t({record}[{last}] & {mask}) << 32) | {record}[{offset}];";
        }
        else
        {
            yield return $"for (int i = 0; i < {port.Words - 1}; ++i) m.{name}[i] = {record}[{offset} + i];";
            yield return $"m.{name}[{port.Words - 1}] = {record}[{last}] & {mask};";
        }
    }

    private static IEnumerable<string> Get(PortSlice port, string record, int offset)
    {
        string name = VerilatedHeader.CppName(port.Name);
        if (port.Bits <= 32)
        {
            yield return $"{record}[{offset}] = m.{name};";
        }
        else if (port.Bits <= 64)
        {
            yield return $"{record}[{offset}] = uint32_t(m.{name});";
            yield return $"{record}[{offset + 1}] = uint32_t(m.{name} >> 32);";
        }
        else
        {
            yield return $"for (int i = 0; i < {port.Words}; ++i) {record}[{offset} + i] = m.{name}[i];";
        }
    }

    private static IEnumerable<string> Clear(PortSlice port)
    {
        string name = VerilatedHeader.CppName(port.Name);
        yield return port.Bits <= 64
            ? $"m.{name} = 0;"
            : $"for (int i = 0; i < {port.Words}; ++i) m.{name}[i] = 0;";
    }

    private static IEnumerable<string> Switch(
        IEnumerable<PortSlice> ports, Func<PortSlice, IEnumerable<string>> body)
    {
        yield return "switch (port) {";
        foreach (var port in ports)
        {
            yield return $"case {port.Index}: {{ {string.Join(' ', body(port))} break; }}";
        }

        yield return "default: break;";
        yield return "}";
    }

    private static void Function(StringBuilder text, string head, IEnumerable<string> lines)
    {
        text.Append(head).Append(" {\n");
        foreach (string line in lines)
        {
            text.Append("  ").Append(line).Append('\n');
        }

        text.Append("}\n");
    }
}
