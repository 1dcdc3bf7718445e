using MixPe.Generator.Registers;

namespace MixPe.Flow.Verify.Units;

/// <summary>What a tile's registers do, from the manual: who may write what, what reading gives, and the order of
/// AXI4-Lite's handshakes.</summary>
/// <param name="map">The registers.</param>
internal sealed class RegisterModel(IReadOnlyList<Register> map)
{
    private const uint Refused = 2;

    private readonly Dictionary<string, uint> _kept = map
        .Where(register => register.Access is RegisterAccess.Configuration or RegisterAccess.Control or RegisterAccess.Event)
        .ToDictionary(register => register.Name, Initial, StringComparer.Ordinal);

    private readonly Dictionary<string, ulong> _counted = map
        .Where(register => register.Access == RegisterAccess.Counter)
        .ToDictionary(register => register.Name, _ => 0ul, StringComparer.Ordinal);

    private uint? _address;
    private (uint Data, uint Strobes)? _data;

    /// <summary>A write address is taken if one is offered.</summary>
    public bool TakesAddress => _address is null;

    /// <summary>Write data are taken if they are offered.</summary>
    public bool TakesData => _data is null;

    /// <summary>The answer to a write that waits: 0 for OKAY, 2 for SLVERR.</summary>
    public uint? Answer { get; private set; }

    /// <summary>What was read and waits, with its answer.</summary>
    public (uint Data, uint Answer)? Read { get; private set; }

    /// <summary>An event that is enabled has happened.</summary>
    public bool IsInterrupting => map
        .Where(register => register.Access == RegisterAccess.Event)
        .Any(register => (_kept[register.Name] & _kept[$"{register.Name}_enable"]) != 0);

    /// <summary>What a register keeps.</summary>
    public uint Kept(string register) => _kept[register];

    /// <summary>The commands that the write of this cycle gives, by their names.</summary>
    public IReadOnlySet<string> Commands(RegisterCycle cycle) => Acting is { Access: RegisterAccess.Command } register
        && IsAllowed(register, cycle)
        ? register.Fields.Where(field => (Written >> field.Lsb & 1) == 1).Select(field => field.Name)
            .ToHashSet(StringComparer.Ordinal)
        : new HashSet<string>(StringComparer.Ordinal);

    /// <summary>A clock edge.</summary>
    public void Clock(RegisterCycle cycle)
    {
        (uint Data, uint Answer)? read = Read is null ? Look(cycle) : cycle.TakesData ? null : Read;
        bool writes = Writes;
        uint? answer = writes
            ? Acting is { } register && IsAllowed(register, cycle) ? 0 : Refused
            : cycle.TakesAnswer ? null : Answer;
        Keep(cycle);
        Count(cycle);
        _address = writes ? null : _address ?? cycle.WriteAddress;
        _data = writes ? null : _data ?? cycle.WriteData;
        (Answer, Read) = (answer, read);
        if (cycle.IsReset)
        {
            Reset();
        }
    }

    private bool Writes => _address is not null && _data is not null && Answer is null;

    // Bits of the bytes to write.
    private uint Mask => Enumerable.Range(0, 4).Aggregate(
        0u, (mask, i) => mask | ((_data!.Value.Strobes >> i & 1) * 0xffu << (8 * i)));

    private uint Written => _data!.Value.Data & Mask;

    // The register that is written in this cycle.
    private Register? Acting => Writes
        ? map.FirstOrDefault(register => register.Offset == (_address & ~3u) && register.Access
            is RegisterAccess.Command or RegisterAccess.Configuration or RegisterAccess.Control or RegisterAccess.Event)
        : null;

    private bool IsAllowed(Register register, RegisterCycle cycle)
    {
        bool isBusy = cycle.Inputs["busy"] != 0;
        int start = map.Single(one => one.Access == RegisterAccess.Command)
            .Fields.Single(field => field.Name == "start").Lsb;
        return register.Access switch
        {
            RegisterAccess.Configuration => !isBusy && !(register.ServesResults && cycle.Inputs["pending"] != 0),
            RegisterAccess.Command => !(isBusy && (Written >> start & 1) == 1),
            _ => true,
        };
    }

    private (uint Data, uint Answer)? Look(RegisterCycle cycle)
    {
        if (cycle.ReadAddress is not { } address)
        {
            return null;
        }

        foreach (Register register in map)
        {
            long word = (address & ~3u) - register.Offset;
            if (word == 0 || (word == 4 && register.Access == RegisterAccess.Counter))
            {
                return (Value(register, (int)word, cycle), 0);
            }
        }

        return (0, Refused);
    }

    private uint Value(Register register, int word, RegisterCycle cycle) => register.Access switch
    {
        RegisterAccess.Constant => register.Value,
        RegisterAccess.Command => 0,
        RegisterAccess.Status => register.Fields.Aggregate(
            0u, (value, field) => value | (uint)cycle.Inputs[field.Name] << field.Lsb),
        RegisterAccess.Counter => (uint)(_counted[register.Name] >> (8 * word)),
        _ => _kept[register.Name],
    };

    private void Keep(RegisterCycle cycle)
    {
        Register? written = Acting;
        foreach (Register register in map.Where(register => _kept.ContainsKey(register.Name)))
        {
            uint value = _kept[register.Name];
            uint width = register.Fields.Count == 0 ? uint.MaxValue : (1u << register.Fields.Count) - 1;
            bool isWritten = register == written && IsAllowed(register, cycle);
            if (register.Access != RegisterAccess.Event)
            {
                _kept[register.Name] = isWritten ? ((value & ~Mask) | Written) & width : value;
                continue;
            }

            // What happens while it is cleared is not lost.
            uint happens = register.Fields.Aggregate(
                0u, (bits, field) => bits | (uint)cycle.Inputs[field.Name] << field.Lsb);
            _kept[register.Name] = (isWritten ? value & ~Written : value) | happens;
        }
    }

    private void Count(RegisterCycle cycle)
    {
        foreach (string counter in _counted.Keys)
        {
            _counted[counter] = cycle.IsCleared ? 0 : _counted[counter] + cycle.Inputs[counter];
        }
    }

    // What a reset leaves.
    private static uint Initial(Register register) => register.Access == RegisterAccess.Configuration ? register.Value : 0;

    private void Reset()
    {
        (_address, _data, Answer, Read) = (null, null, null, null);
        foreach (Register register in map.Where(register => _kept.ContainsKey(register.Name)))
        {
            _kept[register.Name] = Initial(register);
        }

        foreach (string name in _counted.Keys)
        {
            _counted[name] = 0;
        }
    }
}
