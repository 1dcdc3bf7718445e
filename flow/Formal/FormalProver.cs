using System.Diagnostics;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Model.Files;

namespace MixPe.Flow.Formal;

/// <summary>Runs a design's proofs, one after another.</summary>
/// <param name="generate">From a design to its bundle.</param>
public sealed class FormalProver(Func<Design, RtlBundle> generate)
{
    /// <summary>False to leave out what the proofs asked for rest on: enough to see them refuted, and nothing is
    /// proved.</summary>
    public bool HasLemmas { get; init; } = true;

    /// <summary>Runs the proofs.</summary>
    /// <param name="design">The design.</param>
    /// <param name="only">Names of those to run, or parts of names, separated by commas; null for all. What they rest on
    /// runs too.</param>
    /// <param name="timeout">Time limit of a proof.</param>
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
        Proof[] asked = only is null
            ? [.. all]
            : [.. only.Split(',').SelectMany(name => Named(all, name)).Distinct().OrderBy(all.ToList().IndexOf)];
        HashSet<string> lemmas = [.. HasLemmas ? asked.SelectMany(proof => proof.Lemmas) : []];
        Proof[] proofs = [.. all.Where(proof => asked.Contains(proof) || lemmas.Contains(proof.Name))];
        List<ProofReport> reports = [];
        foreach (Proof proof in proofs)
        {
            step?.Report(proof.Name);
            reports.Add(
                One(bundle, proof, timeout, traces, cancellation) with { IsAsked = asked.Contains(proof) });
            done?.Report((double)reports.Count / proofs.Length);
        }

        return [.. reports.Select(report => WithLemmas(report, proofs, reports))];
    }

    // The proof of that name, or those with it in theirs.
    private static Proof[] Named(IReadOnlyList<Proof> all, string name)
    {
        Proof[] exact = [.. all.Where(proof => proof.Name == name)];
        Proof[] parts = [.. all.Where(proof => name.Length > 0 && proof.Name.Contains(name, StringComparison.Ordinal))];
        return exact.Length > 0 ? exact
            : parts.Length > 0 ? parts
            : throw new InputException(
                $"--only: '{name}': the design's proofs are {string.Join(", ", all.Select(proof => proof.Name))}");
    }

    private static ProofReport One(
        RtlBundle bundle, Proof proof, TimeSpan timeout, string traces, CancellationToken cancellation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using ProofRoom room = new(bundle, timeout, cancellation);
        ProofOutcome outcome;
        try
        {
            outcome = proof.Run(room);
        }
        catch (OutOfTimeException)
        {
            outcome = SatProof.TimeUp(room, "none");
        }

        string? trace = null;
        if (outcome.Result == ProofResult.Refuted && room.Trace is { } vcd)
        {
            Directory.CreateDirectory(traces);
            trace = Path.Combine(traces, $"{proof.Name}.vcd");
            AtomicFile.Write(trace, stream =>
            {
                using FileStream waveform = File.OpenRead(vcd);
                waveform.CopyTo(stream);
            });
        }

        return new ProofReport(proof.Name, outcome, watch.Elapsed.TotalSeconds, trace);
    }

    // What rests on a lemma that does not hold, or is not known to, is not proved.
    private static ProofReport WithLemmas(
        ProofReport report, IReadOnlyList<Proof> proofs, IReadOnlyList<ProofReport> all)
    {
        IReadOnlyList<string> lemmas = proofs.Single(proof => proof.Name == report.Name).Lemmas;
        string[] missing =
        [
            .. lemmas.Where(lemma =>
                all.SingleOrDefault(other => other.Name == lemma)?.Outcome.Result != ProofResult.Proved),
        ];
        return missing.Length == 0 || report.Outcome.Result is not (ProofResult.Proved or ProofResult.Bounded)
            ? report
            : report with
            {
                Outcome = report.Outcome with
                {
                    Result = ProofResult.Skipped,
                    Note = $"rests on {string.Join(", ", missing)}, not proved",
                },
            };
    }
}
