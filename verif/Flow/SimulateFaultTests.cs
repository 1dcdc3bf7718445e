using MixPe.Cli;
using MixPe.Generator.Rtl;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Flow;

/// <summary>What cannot be done is said before the work is done, with exit 2.</summary>
public sealed class SimulateFaultTests
{
    private static readonly string[] Gemm =
    [
        "simulate", "mixpe-w4a8", "--gemm", "1,1,4", "--set", "rows=1", "--set", "columns=1", "--set", "lanes=2",
    ];

    [TestCase("--wave-window", "5,0", "at least one cycle")]
    [TestCase("--wave-depth", "-3", "0 for all levels")]
    [TestCase("--wave", "", "a file's name")]
    [TestCase("--out", "", "a file's name")]
    [TestCase("--dump", "", "a directory's name")]
    [TestCase("--out", "/proc/mixpe/y.npy", "/proc/mixpe")]
    [TestCase("--wave", "/proc/mixpe/y.fst", "/proc/mixpe")]
    [TestCase("--dump", "/proc/mixpe/dump", "/proc/mixpe")]
    public void Names_the_option_and_the_reason(string option, string value, string reason)
    {
        var (code, output, error) = Run([.. Gemm, option, value]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCode.BadInput), error);
            Assert.That(output, Is.Empty);
            Assert.That(error, Does.Contain(option).And.Contain(reason));
        }
    }

    [TestCase("2000000000,1,1")]
    [TestCase("1,2000000000,1")]
    [TestCase("100000,100000,100")]
    public void A_matrix_that_memory_cannot_hold_is_named(string shape)
    {
        var (code, _, error) = Run(["simulate", "mixpe-w4a8", "--gemm", shape]);
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain(shape.Split(',')[0]).And.Contain("elements"));
    }

    [Test]
    public void Real_weights_do_not_go_to_unsigned_codes_without_zero_points()
    {
        var (code, output, error) = Run([.. Gemm, "--set", "zero_point=none"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCode.BadInput), error);
            Assert.That(output, Is.Empty);
            Assert.That(error, Does.Contain("uint4").And.Contain("zero_point integer").And.Not.Contain("   at "));
        }
    }

    [Test]
    public void A_folder_that_is_no_dump_is_left_alone()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["thesis.tex"], "years of work");
        var (code, _, error) = Run([.. Gemm, "--dump", scratch.Path]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCode.BadInput));
            Assert.That(error, Does.Contain(scratch.Path));
            Assert.That(File.Exists(scratch["thesis.tex"]));
        }
    }

    [Test]
    public void A_dump_replaces_an_older_one_whole()
    {
        using var scratch = new ScratchFolder();
        string[] symmetric =
        [
            "simulate", "w4a8-sym", "--gemm", "1,1,4", "--set", "rows=1", "--set", "columns=1", "--set", "lanes=2",
        ];
        Assert.That(Run([.. Gemm, "--dump", scratch["dump"]]).Code, Is.EqualTo(ExitCode.Done));
        Assert.That(File.Exists(Path.Combine(scratch["dump"], "w_zero.npy")));
        Assert.That(Run([.. symmetric, "--dump", scratch["dump"]]).Code, Is.EqualTo(ExitCode.Done));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.Exists(Path.Combine(scratch["dump"], "w_zero.npy")), Is.False);
            Assert.That(File.Exists(Path.Combine(scratch["dump"], "w_codes.npy")));
            Assert.That(Directory.GetFileSystemEntries(scratch.Path), Has.Length.EqualTo(1), "nothing is left behind");
        }
    }

    private static (int Code, string Output, string Error) Run(string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = new CommandLineApp(BundleGenerator.Create().Generate).Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
