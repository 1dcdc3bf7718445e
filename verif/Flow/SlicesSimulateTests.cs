using System.Text.Json;
using MixPe.Cli;
using MixPe.Generator.Rtl;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Flow;

/// <summary>A number of slices from outside: simulate on array and tile, its files, cycles.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SlicesSimulateTests
{
    private static readonly string[] Small =
    [
        "--set", "rows=2", "--set", "columns=4", "--set", "shared_columns=2", "--set", "lanes=2", "--set", "group=4", "--set", "x_words=2",
        "--set", "w_words=4",
    ];

    [TestCase("array")]
    [TestCase("tile")]
    public void A_job_has_the_bits_and_the_cycles_of_a_design_with_so_many(string on)
    {
        using var scratch = new ScratchFolder();
        var one = Result("mixpe-w4a16-slices", ["--slices", "1"]);
        var two = Result("mixpe-w4a16-slices", []);
        Assert.That(one, Is.EqualTo(Result("mixpe-w4a16-sliced", ["--set", "slices=1"])));
        Assert.That(two, Is.EqualTo(Result("mixpe-w4a16-sliced", [])));
        Assert.That(one.Cycles, Is.LessThan(two.Cycles * 3 / 4));
        Assert.That(one.Bits, Is.Not.EqualTo(two.Bits));

        (string Bits, long Cycles, int Slices) Result(string design, string[] args)
        {
            string[] command = ["simulate", design, .. Small, "--gemm", "17,9,30", "--on", on, "--out", scratch["y.npy"], "--json", .. args];
            var run = Run(command);
            Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Done, "")));
            using JsonDocument document = JsonDocument.Parse(run.Output);
            return (
                Convert.ToHexString(File.ReadAllBytes(scratch["y.npy"])),
                document.RootElement.GetProperty("cycles").GetInt64(),
                document.RootElement.GetProperty("slices").GetInt32());
        }
    }

    // Both are quantized from the same numbers, to the codes of what the slices have room for: bits and, of the array, nothing else.
    [TestCase("array")]
    [TestCase("tile")]
    public void Integers_have_the_exact_bits_of_as_many_as_there_are_slices_for(string on)
    {
        using var scratch = new ScratchFolder();
        string[] exact = ["--set", "accumulator=exact", "--set", "run_time_slices=false", "--set", "slices=0", "--set", "slice_bits=0"];
        var one = Result([.. Small, "--slices", "1"]);
        var two = Result(Small);
        Assert.That(one.Bits, Is.EqualTo(Result([.. Small, .. exact, "--set", "activations=int4"]).Bits));
        Assert.That(two.Bits, Is.EqualTo(Result([.. Small, .. exact]).Bits));
        Assert.That(one.Bits, Is.Not.EqualTo(two.Bits));
        Assert.That(one.Cycles, Is.LessThan(two.Cycles * 3 / 4));

        (string Bits, long Cycles) Result(string[] args)
        {
            var run = Run(["simulate", "mixpe-w4a8-slices", "--gemm", "17,9,30", "--on", on, "--out", scratch["y.npy"], "--json", .. args]);
            Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Done, "")));
            using JsonDocument document = JsonDocument.Parse(run.Output);
            return (Convert.ToHexString(File.ReadAllBytes(scratch["y.npy"])), document.RootElement.GetProperty("cycles").GetInt64());
        }
    }

    // Groups of two kinds: cycles and error between those of all groups wide and of none.
    [TestCase("array")]
    [TestCase("tile")]
    public void Groups_of_fewer_slices_come_after_those_of_more(string on)
    {
        var all = Result([]);
        var some = Result(["--wide-groups", "3"]);
        var none = Result(["--wide-groups", "0"]);
        Assert.That((some.Mismatches, all.Mismatches, none.Mismatches), Is.EqualTo((0, 0, 0)));
        Assert.That((some.Groups, all.Groups, none.Groups), Is.EqualTo(((int?)3, (int?)null, (int?)0)));
        Assert.That(some.Cycles, Is.GreaterThan(none.Cycles).And.LessThan(all.Cycles));
        Assert.That(none.Cycles, Is.EqualTo(Result(["--slices", "1"]).Cycles));
        Assert.That(some.Sqnr, Is.GreaterThan(none.Sqnr).And.LessThan(all.Sqnr));

        (long Cycles, int Mismatches, double Sqnr, int? Groups) Result(string[] args)
        {
            var run = Run(["simulate", "comet-w4ax", .. Small, "--gemm", "17,9,30", "--on", on, "--json", .. args]);
            Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Done, "")));
            using JsonDocument document = JsonDocument.Parse(run.Output);
            JsonElement root = document.RootElement;
            JsonElement groups = root.GetProperty("wide_groups");
            return (
                root.GetProperty("cycles").GetInt64(),
                root.GetProperty("mismatches").GetInt32(),
                root.GetProperty("sqnr_db").GetDouble(),
                groups.ValueKind == JsonValueKind.Null ? null : groups.GetInt32());
        }
    }

    [TestCase("mixpe-w4a8-slices", "1", "--wide-groups: 1: wide_groups of mixpe_w4a8_slices is false")]
    [TestCase("comet-w4ax", "-1", "--wide-groups: -1: a number of groups is at least 0")]
    public void A_number_of_groups_that_a_design_has_not_is_refused(string design, string groups, string message)
    {
        var run = Run(["cycles", design, "--gemm", "1,1,1", "--wide-groups", groups]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Error, Does.Contain(message));
    }

    [Test]
    public void What_is_written_says_how_many_there_were()
    {
        using var scratch = new ScratchFolder();
        var run = Run(
        [
            "simulate", "mixpe-w4a16-slices", .. Small, "--gemm", "3,4,6", "--on", "tile", "--slices", "1", "--dump", scratch["dump"],
            "--streams", scratch["job"],
        ]);
        Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Done, "")));
        Assert.That(run.Output, Does.Contain("activations of 1 slice"));
        using JsonDocument meta = JsonDocument.Parse(File.ReadAllText(Path.Combine(scratch["dump"], "meta.json")));
        Assert.That(meta.RootElement.GetProperty("slices").GetInt32(), Is.EqualTo(1));
        Assert.That(File.ReadAllText(Path.Combine(scratch["job"], "job.svh")), Does.Contain("JobSlices = 1;"));
    }

    [Test]
    public void Cycles_are_those_of_a_design_with_so_many()
    {
        var one = Run(["cycles", "mixpe-w4a16-slices", "--gemm", "64,512,512", "--slices", "1", "--json"]);
        var two = Run(["cycles", "mixpe-w4a16-slices", "--gemm", "64,512,512", "--json"]);
        Assert.That(Busy(one.Output), Is.EqualTo(Busy(Run(["cycles", "mixpe-w4a16-sliced", "--set", "slices=1", "--gemm", "64,512,512", "--json"]).Output)));
        Assert.That(Busy(two.Output), Is.EqualTo(Busy(Run(["cycles", "mixpe-w4a16-sliced", "--gemm", "64,512,512", "--json"]).Output)));
        Assert.That(Busy(one.Output), Is.LessThan(Busy(two.Output)));
    }

    [TestCase("mixpe-w4a16-slices", "0", "--slices: 0: mixpe_w4a16_slices runs with 1 to 2")]
    [TestCase("mixpe-w4a16-slices", "3", "--slices: 3: mixpe_w4a16_slices runs with 1 to 2")]
    [TestCase("mixpe-w4a16-sliced", "1", "--slices: 1: run_time_slices of mixpe_w4a16_sliced is false")]
    public void What_the_design_cannot_run_with_is_refused(string design, string slices, string message)
    {
        foreach (string verb in new[] { "simulate", "cycles" })
        {
            var run = Run([verb, design, "--gemm", "1,1,1", "--slices", slices]);
            Assert.That(run.Code, Is.EqualTo(ExitCode.BadInput));
            Assert.That(run.Error, Does.Contain(message));
        }
    }

    private static long Busy(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("gemms")[0].GetProperty("cycles").GetInt64();
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = new CommandLineApp(BundleGenerator.Create().Generate).Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
