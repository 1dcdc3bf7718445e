using System.Diagnostics;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Formal;

/// <summary>Runs a design's proofs, one after another.</summary>
/// <param name="generate">From a design to its bundle.</param>
public sealed class FormalProver(Func<Design, RtlBundle> generate)
{
    // The sums need the one-bit lemma of the carry-save adder: without it nothing follows from algebra.
    private const string Lemma = "csa";

    /// <summary>Runs the proofs.</summary>
    /// <param name="design">The design.</param>
    /// <param name="only">Names of those to run, or parts of names, separated by commas; null for all.</param>
    /// <param name="timeout">Time limit of each tool in a proof.</param>
    /// <param name="traces">Directory for waveforms of counterexamples; made when there is one.</param>
    /// <param name="done">Told the share that is done, 0 to 1.</param>
    /// <param name="step">Told what is being proved.</param>
    /// <param name="cancellation">Stops the tools.</param>
    /// <returns>What each proof found, in their order.</returns>
    /// <exception cref="InputException">No proof has that name.</exception>
    public IReadOnlyList<ProofReport> Run(
        Design design,
        string? only,
        TimeSpan timeout,
        string traces,
        IProgress<double>? done = null,
        IProgress<string>? step = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        RtlBundle bundle = generate(design);
        IReadOnlyList<Proof> all = ProofPlan.For(bundle, generate);
        Proof[] proofs =
        [
            .. all.Where(proof => only is null || only.Split(',').Any(name => all.Any(other => other.Name == name)
                ? proof.Name == name
                : proof.Name.Contains(name, StringComparison.Ordinal))),
        ];
        if (proofs.Length == 0)
        {
            throw new InputException(
                $"--only: {only}: the design's proofs are {string.Join(", ", all.Select(proof => proof.Name))}");
        }

        List<ProofReport> reports = [];
        foreach (Proof proof in proofs)
        {
            step?.Report(proof.Name);
            reports.Add(One(bundle, proof, timeout, traces, cancellation));
            done?.Report((double)reports.Count / proofs.Length);
        }

        return WithLemma(reports);
    }

    private static ProofReport One(
        RtlBundle bundle, Proof proof, TimeSpan timeout, string traces, CancellationToken cancellation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using ProofRoom room = new(bundle, timeout, cancellation);
        ProofOutcome outcome = proof.Run(room);
        string? trace = null;
        if (outcome.Result == ProofResult.Refuted && room.Trace is { } vcd)
        {
            Directory.CreateDirectory(traces);
            trace = Path.Combine(traces, $"{proof.Name}.vcd");
            string beside = $"{trace}.{Path.GetRandomFileName()}";
            File.Copy(vcd, beside);
            File.Move(beside, trace, overwrite: true);
        }

        return new ProofReport(proof.Name, outcome, watch.Elapsed.TotalSeconds, trace);
    }

    // What was rewritten with a lemma that does not hold is not proved.
    private static List<ProofReport> WithLemma(List<ProofReport> reports)
    {
        if (reports.FirstOrDefault(report => report.Name == Lemma) is not { Outcome.Result: not ProofResult.Proved })
        {
            return reports;
        }

        return
        [
            .. reports.Select(report => report.Outcome is { Result: ProofResult.Proved, Method: AlgebraicProof.Method }
                ? report with
                {
                    Outcome = report.Outcome with { Result = ProofResult.Skipped, Note = $"needs the lemma {Lemma}" },
                }
                : report),
        ];
    }
}
