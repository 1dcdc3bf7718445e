using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation;

/// <summary>All mutants of a unit.</summary>
/// <param name="lines">Finds the line of a place.</param>
public sealed class MutantList(SourceLines lines)
{
    private readonly List<Mutant> _mutants = [];

    /// <summary>Lists them, place by place; those that change nothing at sight are left out.</summary>
    /// <param name="sites">The places.</param>
    /// <param name="sources">The unit's sources.</param>
    public static IReadOnlyList<Mutant> All(
        IReadOnlyList<MutationSite> sites, IReadOnlyList<Generator.Bundles.BundleFile> sources)
    {
        ArgumentNullException.ThrowIfNull(sites);
        var list = new MutantList(new SourceLines(sources));
        foreach (MutationSite site in sites)
        {
            list.Add(site);
        }

        return list._mutants;
    }

    private void Add(MutationSite site)
    {
        for (int i = 0; i < site.Alternatives.Count; i++)
        {
            bool isRegister = site.Cell!.IsRegister;
            string what = isRegister ? $"register {Signal(site, site.Cell.Outputs["Q"])}"
                : $"result {Net(site, site.Cell.Outputs["Y"])}";
            Add(site, isRegister ? MutantOperator.Late : MutantOperator.Replaced,
                MutantActivation.None with { Choice = i }, $"{what}: {site.Alternatives[i]}");
        }

        if (site.Bits.Count > 0)
        {
            AddBits(site);
            AddWords(site);
        }
    }

    private void AddBits(MutationSite site)
    {
        for (int i = 0; i < site.Bits.Count; i++)
        {
            ulong bit = 1UL << i;
            NetBit net = site.Bits[i];
            if (net.IsUndefined)
            {
                continue;
            }

            string where = $"{Place(site)} bit {CellText.Number(site.Offset + i)} ({site.Module.NameOf(net)})";
            if (!net.IsConstant)
            {
                Add(site, MutantOperator.StuckAt0, MutantActivation.None with { Clear = bit }, $"{where} stuck at 0");
                Add(site, MutantOperator.StuckAt1, MutantActivation.None with { Clear = bit, Flip = bit },
                    $"{where} stuck at 1");
            }

            Add(site, MutantOperator.Inverted, MutantActivation.None with { Flip = bit }, $"{where} inverted");
            if (i + 1 < site.Bits.Count && site.Bits[i + 1] != net && !IsSymmetric(site, i))
            {
                Add(site, MutantOperator.Swapped,
                    MutantActivation.None with { Clear = bit | bit << 1, Left = bit << 1, Right = bit },
                    $"{where} exchanged with the next bit ({site.Module.NameOf(site.Bits[i + 1])})");
            }
        }
    }

    // The order of the bits of an "any bit" does not matter, nor that of bits compared with the same constant.
    private static bool IsSymmetric(MutationSite site, int i) => site.Cell?.Type switch
    {
        "$logic_not" or "$reduce_bool" or "$reduce_or" or "$reduce_and" or "$reduce_xor" => true,
        "$eq" or "$ne" => Other(site) is { } other && site.Offset + i + 1 < other.Count
            && other[site.Offset + i].IsConstant && other[site.Offset + i] == other[site.Offset + i + 1],
        _ => false,
    };

    private static IReadOnlyList<NetBit> Other(MutationSite site) => site.Cell!.Inputs[site.Port == "A" ? "B" : "A"];

    private void AddWords(MutationSite site)
    {
        if (site.Bits.Count < 2)
        {
            return;
        }

        ulong all = ulong.MaxValue >> (64 - site.Bits.Count);
        bool isZero = site.Bits.All(bit => bit is { IsConstant: true, IsOne: false });
        if (!isZero)
        {
            Add(site, MutantOperator.Zeroed, MutantActivation.None with { Clear = all }, $"{Place(site)} is zero");
            Add(site, MutantOperator.ShiftedUp, MutantActivation.None with { Clear = all, Left = all },
                $"{Place(site)} shifted up by one");
            Add(site, MutantOperator.ShiftedDown, MutantActivation.None with { Clear = all, Right = all },
                $"{Place(site)} shifted down by one");
        }
    }

    private void Add(MutationSite site, MutantOperator what, MutantActivation activation, string description)
    {
        var (file, line) = lines.Of(site);
        _mutants.Add(new Mutant(
            _mutants.Count + 1, what, site, activation with { Site = site.Number }, file, line,
            lines.Text(file, line), description));
    }

    private static string Place(MutationSite site) => site.Cell switch
    {
        null => $"output {site.Port}",
        { IsPrimitive: false } instance => $"{instance.Name}.{site.Port}",
        { IsRegister: true } register => $"register {Signal(site, register.Outputs["Q"])} input",
        { Memory: { } memory } port => $"{MemoryPort(site.Port)} of memory {memory} {(port.IsWriter ? "to write" : "to read")}",
        { Type: "$mux" } mux => $"{Branch(site.Port)} of {Net(site, mux.Outputs["Y"])}",
        _ => $"{(site.Port == "A" ? "left" : "right")} operand of {site.Cell.Type[1..]} "
            + Net(site, site.Cell.Outputs["Y"]),
    };

    private static string MemoryPort(string port) => port switch
    {
        "ADDR" => "address",
        "DATA" => "word",
        _ => "enable",
    };

    private static string Branch(string port) => port switch
    {
        "S" => "condition",
        "A" => "value if false",
        _ => "value if true",
    };

    private static string Net(MutationSite site, IReadOnlyList<NetBit> bits)
    {
        string name = Signal(site, bits);
        if (!name.StartsWith("an ", StringComparison.Ordinal))
        {
            return name;
        }

        // A register's next value has no name of its own.
        NetCell? register = site.Module.Cells.FirstOrDefault(
            cell => cell.IsRegister && cell.Inputs["D"].SequenceEqual(bits));
        return register is null ? "" : $"next {Signal(site, register.Outputs["Q"])}";
    }

    // The name of a signal is that of its bits without the index at the end.
    private static string Signal(MutationSite site, IReadOnlyList<NetBit> bits)
    {
        string name = site.Module.NameOf(bits[0]);
        return name.EndsWith(']') ? name[..name.LastIndexOf('[')] : name;
    }
}
