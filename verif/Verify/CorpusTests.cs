using System.Text;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Corpus;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;
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
        CorpusCase read = kept.First(one => one.Check == "csa/all");
        Assert.That(read.File, Is.EqualTo(failure.CaseFile));
        string[] ones = [.. read.Cycles[0].In.Where(port => port.Value != "00").Select(port => port.Key)];
        Assert.That(ones, Has.Length.EqualTo(2).And.Contains("c_i"));
        Assert.That(read.Write(), Is.EqualTo(File.ReadAllText(read.File)));
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

    // The mixpe-w4a8 of a case's file.
    private static readonly string Case = KeptCase("uint4");

    // What is written in the file, what the message has to say.
    [TestCase("{\n\"check\": \"csa/all\",\n nonsense", ":3: ")]
    [TestCase("{\"check\":\"csa/all\"}", "design")]
    [TestCase("[]", ":1: ")]
    [TestCase("", ":1: ")]
    [TestCase("null", "a case is an object")]
    [TestCase("{\"check\":\"csa/all\",\"check\":\"csa/all\"}", "check")]
    public void A_file_that_is_no_case_is_refused_with_file_and_line(string text, string message) =>
        CheckRefused(text, message);

    [TestCase("csa/all", "csa/none", "no check is named 'csa/none'")]
    [TestCase("csa/all", "csa/all@nobody", "csa/all@nobody: no simulator is named so")]
    [TestCase("a_i", "no_i", "in has no a_i")]
    [TestCase("\"a_i\":", "\"no_i\":\"00\",\"a_i\":", "no_i")]
    [TestCase("\"01\"", "\"g1\"", "g1")]
    [TestCase("\"01\"", "\"1\"", "a_i")]
    [TestCase("\"01\"", "\"001\"", "a_i")]
    [TestCase("\"out\":{\"carry_o\":\"00\"}", "\"out\":{}", "out and care name the same ports")]
    [TestCase("\"in\":{\"a_i\":\"01\",\"b_i\":\"00\",\"c_i\":\"00\"}", "\"in\":null", "In")]
    [TestCase("\"in\":{", "\"inn\":{", "inn")]
    [TestCase("\"a_i\":\"01\"", "\"a_i\":null", "a_i")]
    [TestCase("\"carry_o\":\"ff\"", "\"carry_o\":\"00\"", "compares nothing")]
    [TestCase("\"cycles\":", "\"notes\":\"\",\"cycles\":", "notes")]
    [TestCase("\"cycles\":[", "\"cycles\":[null,", "each of its cycles")]
    [TestCase("\"b_i\":\"00\",", "", "in has no b_i")]
    [TestCase("\"b_i\":\"00\"", "\"a_i\":\"00\"", "Duplicate")]
    [TestCase("int8", "int99", "activations")]
    [TestCase("\"group\":", "\"grouping\":", "group")]
    public void A_case_that_does_not_fit_is_refused(string text, string other, string message)
    {
        Assert.That(Case, Does.Contain(text));
        CheckRefused(Case.Replace(text, other, StringComparison.Ordinal), message);
    }

    [Test]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Case);
        bytes[Case.IndexOf("cycle0", StringComparison.Ordinal)] = 0xff;
        var (code, output, error) = Replay(bytes);
        Assert.That((code, output), Is.EqualTo((2, "")), error);
        Assert.That(error, Does.Contain("kept.json"));
    }

    [Test]
    public void A_case_without_cycles_is_refused() => CheckRefused(
        Case[..Case.IndexOf("[{", StringComparison.Ordinal)] + "[]}", "compares nothing");

    // An assertion alone sees it, and Icarus alone: the case holds the cycles up to it, and is seen again.
    [Test]
    public void A_case_of_an_assertion_in_Icarus_is_kept_whole()
    {
        using ScratchFolder scratch = new();
        VerifyBench broken = new(Mutation.Apply("array", "      start_q <= 1'b1;", "      start_q <= start_q;"));
        VerifyReport report = broken.Verifier.Run(
            Design,
            new VerifyOptions
            {
                Only = ["array/tiles"],
                Corpus = scratch["corpus"],
                Output = scratch["out"],
                Jobs = 1,
                Seed = 2,
            });
        CheckFailure failure = report.Checks.Single(check => check.Name == "array/tiles@icarus").Failure!;
        Assert.That(failure.Mismatch.Message, Does.Contain("ERROR"));
        CorpusCase kept = CorpusCase.Read(failure.CaseFile);
        Assert.That(kept.Seed, Is.EqualTo(2));
        Assert.That(broken.Verifier.Replay(kept)?.Message, Does.Contain("ERROR"));
        Assert.That(new VerifyBench().Verifier.Replay(kept), Is.Null);
    }

    [Test]
    public void A_case_of_another_unit_is_not_replayed()
    {
        var (code, output, error) = Replay(KeptCase("int4").Replace("csa/all", "pe/groups", StringComparison.Ordinal));
        Assert.That((code, output), Is.EqualTo((2, "")), error);
        Assert.That(error, Does.Contain("another unit than mixpe_w4a8 has").And.Contain("weights=int4"));
    }

    [Test]
    public void A_case_runs_with_every_design_that_has_its_unit()
    {
        // The half adder's carry of one and nothing is zero, in each design of that width.
        using ScratchFolder scratch = new();
        Directory.CreateDirectory(scratch["corpus"]);
        File.WriteAllText(scratch["corpus/one.json"], Case);
        string alien = Case.Replace("csa/all", "pe/groups", StringComparison.Ordinal)
            .Replace("uint4", "int4", StringComparison.Ordinal);
        File.WriteAllText(scratch["corpus/other.json"], alien);
        VerifyReport report = new VerifyBench().Verifier.Run(
            Design with { Rows = 3, Group = 64 },
            new VerifyOptions { Only = ["csa"], Corpus = scratch["corpus"], Output = scratch["out"] });
        Assert.That(report.Checks[0].Name, Is.EqualTo("corpus/one"));
        Assert.That(report.Checks[0].Status, Is.EqualTo(CheckStatus.Passed));
        Assert.That(report.KeptElsewhere, Is.EqualTo(new[] { scratch["corpus/other.json"] }));
    }

    [Test]
    public void Corrupt_cases_stop_a_run_before_its_first_check_and_all_are_named()
    {
        using ScratchFolder scratch = new();
        Directory.CreateDirectory(scratch["corpus"]);
        File.WriteAllText(scratch["corpus/bad.json"], "{\n");
        File.WriteAllText(scratch["corpus/worse.json"], "[]");
        var (code, _, error) = VerifyCommand.Run(
            "mixpe-w4a8", "--corpus", scratch["corpus"], "--out", scratch["out"], "--check", "csa");
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.Contain("bad.json:2: ").And.Contain("worse.json:1: "));
    }

    // A case of csa as a design of mixpe-w4a8's fields, but for the weights, keeps it.
    private static string KeptCase(string weights)
    {
        Design design = RtlDesigns.Make(weights, "int8");
        var layout = new RecordLayout(new RtlBench().Generate(design).Module("csa"));
        var stimulus = new Stimulus(layout, 1);
        stimulus.Set(0, "a_i", 1);
        stimulus.Expect(0, "carry_o", 0);
        return CorpusCase.Of("csa/all", design, new Mismatch(0, ""), stimulus, 7).Write()
            .Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Replay(string text) => Replay(Encoding.UTF8.GetBytes(text));

    private static (int Code, string Output, string Error) Replay(byte[] bytes)
    {
        using ScratchFolder scratch = new();
        File.WriteAllBytes(scratch["kept.json"], bytes);
        return VerifyCommand.Run("mixpe-w4a8", "--replay", scratch["kept.json"], "--out", scratch["out"]);
    }

    private static void CheckRefused(string text, string message)
    {
        var (code, output, error) = Replay(text);
        Assert.That((code, output), Is.EqualTo((2, "")), error);
        Assert.That(error, Does.Contain("kept.json:").And.Contain(message));
    }

    private static VerifyReport Run(VerifyBench bench, ScratchFolder scratch) => bench.Verifier.Run(
        Design, new VerifyOptions { Only = ["csa"], Corpus = scratch["corpus"], Output = scratch["out"], Jobs = 1 });
}
