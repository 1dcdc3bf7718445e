using System.Text;
using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation;

/// <summary>Writes one module.</summary>
internal sealed class MutableModuleWriter
{
    private static readonly string[] MemoryReader = ["ADDR"];
    private static readonly string[] MemoryWriter = ["ADDR", "DATA", "EN"];

    private readonly NetModule _module;
    private readonly Func<NetModule, bool> _mutates;
    private readonly bool _isMutated;
    private readonly ProofCut? _cut;
    private readonly IReadOnlyDictionary<string, MutableModule> _written;
    private readonly List<MutationSite> _sites;
    private readonly NetExpression _nets = new();
    private readonly StringBuilder _body = new();
    private readonly List<OutsidePin> _outside = [];
    private bool _hasPlaces;

    private MutableModuleWriter(
        NetModule module,
        Func<NetModule, bool> isMutated,
        ProofCut? cut,
        IReadOnlyDictionary<string, MutableModule> written,
        List<MutationSite> sites)
    {
        _module = module;
        _mutates = isMutated;
        _isMutated = isMutated(module);
        _cut = cut;
        _written = written;
        _sites = sites;
    }

    /// <summary>Writes a module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="name">Its new name.</param>
    /// <param name="isMutated">The modules that get places.</param>
    /// <param name="cut">How it is cut open for a proof; whole if null.</param>
    /// <param name="written">The modules in it, by Yosys' names.</param>
    /// <param name="sites">Its places are added here.</param>
    public static MutableModule Write(
        NetModule module,
        string name,
        Func<NetModule, bool> isMutated,
        ProofCut? cut,
        IReadOnlyDictionary<string, MutableModule> written,
        List<MutationSite> sites)
    {
        var writer = new MutableModuleWriter(module, isMutated, cut, written, sites);
        return writer.Write(name);
    }

    private MutableModule Write(string name)
    {
        foreach (NetPort port in _module.Ports.Where(port => port.IsInput))
        {
            _nets.Drive(port.Name, port.Bits);
        }

        for (int i = 0; i < _module.Cells.Count; i++)
        {
            NetCell cell = _module.Cells[i];
            if (IsLeftOut(cell))
            {
                continue;
            }

            foreach (var (port, bits) in cell.Outputs)
            {
                string word = Word(i, port);
                _nets.Drive(word, bits);
                if (!IsOutside(cell))
                {
                    _body.Append($"  logic {Range(bits.Count)} {word};\n");
                }
            }
        }

        foreach (NetMemory memory in _cut is null ? _module.Memories : [])
        {
            _body.Append($"  logic {Range(memory.Width)} m_{memory.Name} [{CellText.Number(memory.Size)}];\n");
        }

        for (int i = 0; i < _module.Cells.Count; i++)
        {
            WriteCell(i, _module.Cells[i]);
        }

        foreach (NetPort port in _module.Ports.Where(port => !port.IsInput))
        {
            string value = Operand(null, port.Name, $"out_{port.Name}", port.Bits);
            _body.Append($"  assign {port.Name} = {value};\n");
        }

        bool hasPlaces = _hasPlaces || _module.Cells.Any(cell =>
            !cell.IsPrimitive && !IsOutside(cell) && _written[cell.Type].HasPlaces);
        List<string> ports =
        [
            .. _module.Ports.Select(port => $"{(port.IsInput ? "input " : "output")} logic {Range(port.Bits.Count)} {port.Name}"),
            .. _outside.Select(pin => $"{(pin.IsInput ? "input " : "output")} logic {Range(pin.Bits)} {pin.Name}"),
        ];
        if (hasPlaces)
        {
            ports.AddRange(MutantActivation.None.Ports.Select(port => $"input  logic {Range(port.Bits)} {port.Port}"));
        }

        string text = $"module {name} (\n  {string.Join(",\n  ", ports)}\n);\n{_body}endmodule\n\n";
        return new MutableModule(_module, name, text, hasPlaces, _outside);
    }

    private void WriteCell(int index, NetCell cell)
    {
        if (IsLeftOut(cell))
        {
            return;
        }

        if (cell.IsAssertion)
        {
            _body.Append($"  always_ff @(posedge {_nets.Of(cell.Inputs["CLK"])}) begin\n"
                + $"    if ({_nets.Of(cell.Inputs["EN"])}) assert ({_nets.Of(cell.Inputs["A"])});\n  end\n");
        }
        else if (!cell.IsPrimitive)
        {
            WriteInstance(index, cell);
        }
        else if (cell.IsRegister)
        {
            WriteRegister(index, cell);
        }
        else if (cell.Memory is not null)
        {
            WriteMemoryPort(index, cell);
        }
        else
        {
            var (text, alternatives) = CellText.Of(cell, port => Word(index, port));
            foreach (var (port, bits) in cell.Inputs)
            {
                string word = Word(index, port);
                string value = Operand(cell, port, word, bits);
                _body.Append($"  wire {Range(bits.Count)} {word} = {value};\n");
            }

            string result = Alternatives(cell, "Y", text, alternatives);
            _body.Append($"  assign {Word(index, "Y")} = {result};\n");
        }
    }

    private void WriteRegister(int index, NetCell cell)
    {
        string word = Word(index, "Q");
        string next = Word(index, "D");
        IReadOnlyList<NetBit> data = cell.Inputs["D"];
        string value = Operand(cell, "D", next, data);
        _body.Append($"  wire {Range(data.Count)} {next} = {value};\n");
        string late = $"{word}_late";
        string chosen = Alternatives(cell, "Q", next, [(late, "one cycle late")]);
        WriteFlipFlop(cell, word, chosen, data.Count);
        if (chosen != next)
        {
            if (!IsOutside(cell))
            {
                _body.Append($"  logic {Range(data.Count)} {late};\n");
            }

            WriteFlipFlop(cell, late, next, data.Count);
        }
    }

    private void WriteFlipFlop(NetCell cell, string word, string next, int width)
    {
        if (_cut is not null && HoldsConstant(cell))
        {
            _body.Append($"  assign {word} = {next};\n");
        }
        else if (_cut is not null)
        {
            _outside.Add(new OutsidePin(word, width, IsInput: true));
            _outside.Add(new OutsidePin($"{word}_next", width, IsInput: false));
            _body.Append($"  assign {word}_next = {next};\n");
        }
        else
        {
            string clock = _nets.Of(cell.Inputs["CLK"]);
            _body.Append($"  always_ff @(posedge {clock}) {word} <= {next};\n");
        }
    }

    // A memory has one clock and is read between its edges. For a proof it is outside, as registers are.
    private void WriteMemoryPort(int index, NetCell cell)
    {
        foreach (string port in cell.IsWriter ? MemoryWriter : MemoryReader)
        {
            string word = Word(index, port);
            IReadOnlyList<NetBit> bits = cell.Inputs[port];
            string value = Operand(cell, port, word, bits);
            string declared = _cut is null ? $"wire {Range(bits.Count)}" : "assign";
            _body.Append($"  {declared} {word} = {value};\n");
            if (_cut is not null)
            {
                _outside.Add(new OutsidePin(word, bits.Count, IsInput: false));
            }
        }

        string address = Word(index, "ADDR");
        if (_cut is not null)
        {
            _outside.AddRange(cell.Outputs.Select(output =>
                new OutsidePin(Word(index, output.Key), output.Value.Count, IsInput: true)));
        }
        else if (cell.IsWriter)
        {
            string data = Word(index, "DATA");
            string enable = Word(index, "EN");
            string old = $"m_{cell.Memory}[{address}]";
            _body.Append($"  always_ff @(posedge {_nets.Of(cell.Inputs["CLK"])}) if (|{enable}) begin\n"
                + $"    {old} <= ({old} & ~{enable}) | ({data} & {enable});\n  end\n");
        }
        else
        {
            _body.Append($"  assign {Word(index, "DATA")} = m_{cell.Memory}[{address}];\n");
        }
    }

    private void WriteInstance(int index, NetCell cell)
    {
        MutableModule inner = _written[cell.Type];
        bool isOutside = IsOutside(cell);
        List<string> connections = [];
        foreach (var (port, bits) in cell.Inputs)
        {
            string word = Word(index, port);
            string value = Operand(cell, port, word, bits);
            if (isOutside)
            {
                _outside.Add(new OutsidePin(word, bits.Count, IsInput: false));
                _body.Append($"  assign {word} = {value};\n");
            }
            else
            {
                _body.Append($"  wire {Range(bits.Count)} {word} = {value};\n");
                connections.Add($".{port}({word})");
            }
        }

        if (isOutside)
        {
            _outside.AddRange(cell.Outputs.Select(output =>
                new OutsidePin(Word(index, output.Key), output.Value.Count, IsInput: true)));
            return;
        }

        connections.AddRange(cell.Outputs.Select(output => $".{output.Key}({Word(index, output.Key)})"));
        foreach (OutsidePin pin in inner.Outside)
        {
            string name = $"c{CellText.Number(index)}_{pin.Name}";
            _outside.Add(pin with { Name = name });
            connections.Add($".{pin.Name}({name})");
        }

        if (inner.HasPlaces)
        {
            connections.AddRange(MutantActivation.None.Ports.Select(port => $".{port.Port}({port.Port})"));
        }

        _body.Append($"  {inner.Name} c{CellText.Number(index)} (\n    {string.Join(",\n    ", connections)}\n  );\n");
    }

    // The operand's value, in pieces that each can be made wrong.
    private string Operand(NetCell? cell, string port, string word, IReadOnlyList<NetBit> bits)
    {
        bool isClock = cell is { IsPrimitive: false } && bits.Count == 1 && _module.NameOf(bits[0]) == "clk_i";
        if (!_isMutated || isClock || cell is { IsCheck: true })
        {
            return _nets.Of(bits);
        }

        List<string> parts = [];
        for (int low = 0; low < bits.Count; low += MutationSite.MaxBits)
        {
            NetBit[] piece = [.. bits.Skip(low).Take(MutationSite.MaxBits)];
            if (!Add(new MutationSite(_sites.Count + 1, _module, cell, port, low, piece, [])))
            {
                parts.Add(_nets.Of(piece));
                continue;
            }

            string plain = $"{word}_p{CellText.Number(low)}";
            _body.Append($"  wire {Range(piece.Length)} {plain} = {_nets.Of(piece)};\n");
            parts.Add($"{IsOn(_sites[^1])} ? {Edited(plain, piece.Length)} : {plain}");
        }

        parts.Reverse();
        return parts.Count == 1 ? parts[0] : $"{{{string.Join(", ", parts.Select(part => $"({part})"))}}}";
    }

    private string Alternatives(
        NetCell cell, string port, string text, IReadOnlyList<(string Text, string Words)> alternatives)
    {
        if (!_isMutated || cell.IsCheck || alternatives.Count == 0)
        {
            return text;
        }

        string[] words = [.. alternatives.Select(alternative => alternative.Words)];
        if (!Add(new MutationSite(_sites.Count + 1, _module, cell, port, 0, [], words)))
        {
            return text;
        }

        string other = alternatives.Count == 1
            ? alternatives[0].Text
            : $"(mutant_choice_i[0] ? {alternatives[1].Text} : {alternatives[0].Text})";
        return $"{IsOn(_sites[^1])} ? {other} : {text}";
    }

    // A proof compares hardware.
    private bool IsLeftOut(NetCell cell) => _cut is not null && cell.IsCheck;

    private bool IsOutside(NetCell cell) => _cut is not null
        && ((cell.IsRegister && !HoldsConstant(cell)) || cell.Memory is not null
            || (!cell.IsPrimitive && !Mutates(cell.Type) && !_cut.Opens(_written[cell.Type].Module)));

    // From its first clock on such a register is a constant: a proof needs no other state of it.
    private static bool HoldsConstant(NetCell register) => register.Inputs["D"].All(bit => bit.IsConstant);

    private bool Mutates(string module) => _mutates(_written[module].Module);

    // Whether it is written.
    private bool Add(MutationSite site)
    {
        _sites.Add(site);
        bool isWritten = _cut is null || _cut.Site == site.Number;
        _hasPlaces |= isWritten;
        return isWritten;
    }

    private static string IsOn(MutationSite site) => $"(mutant_i == 16'd{CellText.Number(site.Number)})";

    private static string Edited(string a, int width)
    {
        if (width == 1)
        {
            return $"(({a} & ~mutant_clear_i[0]) ^ mutant_flip_i[0])";
        }

        string high = CellText.Number(width - 1);
        return $"(({a} & ~mutant_clear_i[{high}:0]) ^ mutant_flip_i[{high}:0] ^ (({a} << 1) & mutant_left_i[{high}:0])"
            + $" ^ (({a} >> 1) & mutant_right_i[{high}:0]))";
    }

    private static string Word(int cell, string port) =>
        $"c{CellText.Number(cell)}_{port.ToLowerInvariant()}";

    private static string Range(int bits) => $"[{CellText.Number(bits - 1)}:0]";
}
