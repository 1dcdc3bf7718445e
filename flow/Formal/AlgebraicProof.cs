using System.Globalization;
using System.Numerics;

namespace MixPe.Flow.Formal;

/// <summary>Runs the algebraic prover over a unit's netlist and writes its counterexample.</summary>
internal static class AlgebraicProof
{
    /// <summary>Name of the method.</summary>
    public const string Method = "backward rewriting";

    /// <summary>Decides a claim about a unit.</summary>
    /// <param name="room">Where.</param>
    /// <param name="module">Name of the unit's module.</param>
    /// <param name="carrySave">Name of the carry-save adder's module.</param>
    /// <param name="claim">The claim.</param>
    public static ProofOutcome Run(ProofRoom room, string module, string carrySave, AlgebraicClaim claim)
    {
        NetModule netlist = Netlists.Read(room, module, room.OpenPipeline).Module(module);
        AlgebraicVerdict verdict = claim.Decide(netlist, carrySave);
        if (verdict.NotUnderstood is { } what)
        {
            return new ProofOutcome(ProofResult.Skipped, Method) { Note = $"not understood: {what}" };
        }

        if (verdict.Ones is not { } ones)
        {
            return new ProofOutcome(ProofResult.Proved, Method)
            {
                Note = claim.Cuts.Count == 0 ? null : $"{string.Join(", ", Shortened(claim.Cuts))} taken as free words",
            };
        }

        List<(string Name, int Width, BigInteger Value)> signals =
        [
            .. netlist.Ports.Where(port => port.IsInput).Select(port => port.Name).Concat(claim.Cuts)
                .Select(name => (name, netlist.Wires[name].Count, Value(netlist.Wires[name], ones))),
            ($"{claim.Output}_want", netlist.Wires[claim.Output].Count, verdict.Want),
            ($"{claim.Output}_got", netlist.Wires[claim.Output].Count, verdict.Got),
        ];
        room.Write(ProofRoom.TraceFile, Waveform(module, signals));
        return new ProofOutcome(ProofResult.Refuted, Method)
        {
            Counterexample =
            [
                .. signals.Where(signal => !signal.Value.IsZero).Select(signal => string.Create(
                    CultureInfo.InvariantCulture, $"{signal.Name} = {signal.Width}'h{Hex(signal.Value)}")),
            ],
        };
    }

    private static IEnumerable<string> Shortened(IReadOnlyList<string> names) =>
        names.Count <= 4 ? names : [names[0], names[1], "…", names[^1]];

    private static BigInteger Value(IReadOnlyList<int> word, IReadOnlySet<int> ones) => word.Select((net, i) =>
        net == 1 || ones.Contains(net) ? BigInteger.One << i : BigInteger.Zero).Aggregate(BigInteger.Add);

    private static string Hex(BigInteger value)
    {
        string digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0" : digits;
    }

    private static string Waveform(string module, List<(string Name, int Width, BigInteger Value)> signals)
    {
        List<string> lines = ["$timescale 1ns $end", $"$scope module {module} $end"];
        List<string> values = [];
        for (int i = 0; i < signals.Count; i++)
        {
            var (name, width, value) = signals[i];
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"$var wire {width} n{i} {name} $end"));
            string bits = string.Concat(Enumerable.Range(0, width).Reverse()
                .Select(bit => (value >> bit).IsEven ? '0' : '1'));
            values.Add(string.Create(CultureInfo.InvariantCulture, $"b{bits} n{i}"));
        }

        return string.Join('\n', [.. lines, "$upscope $end", "$enddefinitions $end", "#0", .. values, "#1", ""]);
    }
}
