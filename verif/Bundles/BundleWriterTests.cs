using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Bundles;

[TestFixture]
public sealed class BundleWriterTests
{
    private static readonly Design Design = DesignLoader.Load("mixpe-w4a8");

    private static readonly RtlBundle Old = FakeBundles.Generate(Design, "assign y_o = x_i;");

    private static readonly RtlBundle New = FakeBundles.Generate(Design, "assign y_o = ~x_i;");

    [Test]
    public void Writes_every_file_byte_for_byte()
    {
        using var scratch = new ScratchFolder();
        BundleWriter.Write(New, scratch["deep/er/b"]);
        AssertHolds(scratch["deep/er/b"], New);
    }

    [Test]
    public void Replaces_a_bundle_whole_and_leaves_nothing_beside()
    {
        using var scratch = new ScratchFolder();
        BundleWriter.Write(Old, scratch["b"]);
        File.WriteAllText(Path.Combine(scratch["b"], "stale.sv"), "x");
        BundleWriter.Write(New, scratch["b"] + "/");
        AssertHolds(scratch["b"], New);
        Assert.That(Directory.EnumerateFileSystemEntries(scratch.Path), Is.EqualTo([scratch["b"]]));
    }

    [Test]
    public void Takes_an_empty_directory()
    {
        using var scratch = new ScratchFolder();
        Directory.CreateDirectory(scratch["b"]);
        BundleWriter.Write(New, scratch["b"]);
        AssertHolds(scratch["b"], New);
    }

    [TestCase(null)]
    [TestCase("{\"tool\": \"another\"}")]
    [TestCase("{\"manifest_version\": 3}")]
    [TestCase("[]")]
    [TestCase("not json")]
    public void Refuses_a_directory_that_is_no_bundle(string? manifest)
    {
        using var scratch = new ScratchFolder();
        Directory.CreateDirectory(scratch["b"]);
        var kept = Path.Combine(scratch["b"], "thesis.tex");
        File.WriteAllText(kept, "years");
        if (manifest is not null)
        {
            File.WriteAllText(Path.Combine(scratch["b"], "manifest.json"), manifest);
        }

        Assert.That(() => BundleWriter.Write(New, scratch["b"]), Throws.TypeOf<BundleException>());
        Assert.That(File.ReadAllText(kept), Is.EqualTo("years"));
        Assert.That(Directory.EnumerateFileSystemEntries(scratch.Path), Has.Exactly(1).Items);
    }

    [Test]
    public void Refuses_a_file()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["b"], "x");
        Assert.That(() => BundleWriter.Write(New, scratch["b"]), Throws.TypeOf<BundleException>());
        Assert.That(File.ReadAllText(scratch["b"]), Is.EqualTo("x"));
    }

    [TestCase("../escape.sv")]
    [TestCase("/escape.sv")]
    [TestCase("rtl//x.sv")]
    [TestCase("")]
    public void A_failure_half_way_leaves_the_old_bundle_and_nothing_beside(string path)
    {
        using var scratch = new ScratchFolder();
        BundleWriter.Write(Old, scratch["b"]);
        var broken = New with { Files = [.. New.Files, new BundleFile(path, "x")] };
        Assert.That(() => BundleWriter.Write(broken, scratch["b"]), Throws.ArgumentException);
        AssertHolds(scratch["b"], Old);
        Assert.That(Directory.EnumerateFileSystemEntries(scratch.Path), Is.EqualTo([scratch["b"]]));
    }

    [Test]
    public void What_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_not()
    {
        using var scratch = new ScratchFolder();
        var left = Directory.CreateDirectory(scratch[$".b.{int.MaxValue}.x.mixpe-tmp"]).FullName;
        var living = Directory.CreateDirectory(scratch[$".b.{Environment.ProcessId}.x.mixpe-tmp"]).FullName;
        BundleWriter.Write(New, scratch["b"]);
        Assert.That(Directory.Exists(left), Is.False);
        Assert.That(Directory.Exists(living));
    }

    [Test]
    [Platform("Linux")]
    public void Whoever_looks_finds_the_old_bundle_or_the_new_one()
    {
        using var scratch = new ScratchFolder();
        var target = scratch["b"];
        BundleWriter.Write(Old, target);
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                BundleWriter.Write(i % 2 == 0 ? New : Old, target);
            }
        });
        var looks = 0;
        do
        {
            Assert.That(Directory.Exists(target), "there is a bundle at every moment");
            looks++;
        }
        while (!writer.IsCompleted);
        Assert.That(writer.IsCompletedSuccessfully, $"{writer.Exception}");
        Assert.That(looks, Is.Positive);
        AssertHolds(target, Old);
    }

    private static void AssertHolds(string directory, RtlBundle bundle)
    {
        var found = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(path => new BundleFile(Path.GetRelativePath(directory, path), File.ReadAllText(path)));
        Assert.That(found, Is.EquivalentTo(bundle.Files));
    }
}
