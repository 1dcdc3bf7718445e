using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Corpus;
using MixPe.Generator.Designs;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>Failing cases: kept, read again, replayed, run first.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CorpusTests
{
    private const string Carry = "(a_i & b_i) | (c_i & (a_i ^ b_i))";

    private static readonly Design Design = RtlDesigns.Make("uint4", "int8");

    [Test]
    public void A_failure_is_kept_replayed_and_run_first()
    {
        using ScratchFolder scratch = new();
        VerifyBench whole = new();
        VerifyBench broken = new(Mutation.Apply("csa", Carry, "a_i & b_i"));
        VerifyReport report = Run(broken, scratch);
        CheckFailure failure = report.Checks[0].Failure!;
        Assert.Multiple(() =>
        {
            Assert.That(report.IsPassed, Is.False);
            Assert.That(report.Checks[0], Has.Property("Name").EqualTo("csa/all"));
            Assert.That(failure.Cycles, Is.EqualTo(1), "one vector");
            Assert.That(new FileInfo(failure.Waveform!).Length, Is.Positive);
            Assert.That(failure.Replay, Does.EndWith($"--replay {failure.CaseFile}"));
        });

        // Two of three ones make the carry: the smallest vector has a one in c and a one in a or b.
        var kept = new CorpusFolder(scratch["corpus"]).Read();
        var (file, read) = kept.First(entry => entry.Case.Check == "csa/all");
        Assert.That(file, Is.EqualTo(failure.CaseFile));
        string[] ones = [.. read.Cycles[0].In.Where(port => port.Value != "00").Select(port => port.Key)];
        Assert.That(ones, Has.Length.EqualTo(2).And.Contains("c_i"));
        Assert.That(CorpusCase.Parse(read.Write(), file).Write(), Is.EqualTo(File.ReadAllText(file)));
        Assert.Multiple(() =>
        {
            Assert.That(broken.Verifier.Replay(read)?.Message, Is.EqualTo(failure.Mismatch.Message));
            Assert.That(whole.Verifier.Replay(read), Is.Null);
        });

        // Kept cases run before the checks, red and green.
        VerifyReport again = Run(broken, scratch);
        VerifyReport green = Run(whole, scratch);
        Assert.Multiple(() =>
        {
            Assert.That(again.Checks[0].Name, Does.StartWith("corpus/csa-all"));
            Assert.That(again.Checks[0].Status, Is.EqualTo(CheckStatus.Failed));
            Assert.That(green.Checks[0].Name, Does.StartWith("corpus/csa-all"));
            Assert.That(green.Checks.Select(check => check.Status), Is.All.EqualTo(CheckStatus.Passed));
            Assert.That(
                new CorpusFolder(scratch["corpus"]).Read(), Has.Count.EqualTo(kept.Count), "the same case again");
        });
    }

    private const string Case = """
        {"check":"csa/all","fault":"","design":{"weights":"uint4","activations":"int8"},"cycles":[
        {"in":{"a_i":"01"},"free":{},"out":{"carry_o":"00"},"care":{"carry_o":"ff"}}]}
        """;

    // What is written in the file, what the message has to say.
    [TestCase("{\n\"check\": \"csa/all\",\n nonsense", ":3: ")]
    [TestCase("{\"check\":\"csa/all\"}", "a case has check, design and cycles")]
    [TestCase("[]", ":1: ")]
    [TestCase("", ":1: ")]
    public void A_file_that_is_no_case_is_refused_with_file_and_line(string text, string message) =>
        CheckRefused(text, message, hasFile: true);

    [TestCase("csa/all", "csa/none", "no check is named 'csa/none'")]
    [TestCase("csa/all", "csa/all@nobody", "csa/all@nobody: no simulator is named so")]
    [TestCase("a_i", "no_i", "no_i")]
    [TestCase("\"01\"", "\"g1\"", "csa/all")]
    [TestCase("\"out\":{\"carry_o\":\"00\"}", "\"out\":{}", "carry_o")]
    [TestCase("\"in\":{\"a_i\":\"01\"}", "\"in\":null", "csa/all")]
    [TestCase("\"a_i\":\"01\"", "\"a_i\":null", "csa/all")]
    [TestCase("\"carry_o\":\"ff\"", "\"carry_o\":\"00\"", "compares nothing")]
    [TestCase("int8", "int99", "activations")]
    public void A_case_that_does_not_fit_is_refused(string text, string other, string message) =>
        CheckRefused(Case.Replace(text, other, StringComparison.Ordinal), message, hasFile: false);

    [Test]
    public void A_corrupt_case_stops_a_run_before_its_first_check()
    {
        using ScratchFolder scratch = new();
        Directory.CreateDirectory(scratch["corpus"]);
        File.WriteAllText(Path.Combine(scratch["corpus"], "bad.json"), "{\n");
        var (code, _, error) = VerifyCommand.Run(
            "mixpe-w4a8", "--corpus", scratch["corpus"], "--out", scratch["out"], "--check", "csa");
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.Contain("bad.json:2: "));
    }

    private static void CheckRefused(string text, string message, bool hasFile)
    {
        using ScratchFolder scratch = new();
        string file = scratch["kept.json"];
        File.WriteAllText(file, text);
        var (code, output, error) = VerifyCommand.Run("mixpe-w4a8", "--replay", file, "--out", scratch["out"]);
        Assert.That((code, output), Is.EqualTo((2, "")), error);
        Assert.That(error, Does.Contain(message));
        if (hasFile)
        {
            Assert.That(error, Does.StartWith(file));
        }
    }

    private static VerifyReport Run(VerifyBench bench, ScratchFolder scratch) => bench.Verifier.Run(
        Design, new VerifyOptions { Only = ["csa"], Corpus = scratch["corpus"], Output = scratch["out"], Jobs = 1 });
}
