using MixPe.Model.Files;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Regress;

[TestFixture]
public sealed class AtomicFileTests
{
    [Test]
    public void What_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_not()
    {
        using ScratchFolder scratch = new();
        string left = scratch[$".y.npy.{int.MaxValue}.x.mixpe-tmp"];
        string living = scratch[$".y.npy.{Environment.ProcessId}.x.mixpe-tmp"];
        string another = scratch[$".y.npy.old.{int.MaxValue}.x.mixpe-tmp"];
        foreach (string path in new[] { left, living, another })
        {
            File.WriteAllText(path, "half");
        }

        AtomicFile.WriteText(scratch["y.npy"], "whole");
        Assert.That(
            Directory.EnumerateFiles(scratch.Path), Is.EquivalentTo(new[] { living, another, scratch["y.npy"] }));
        Assert.That(File.ReadAllText(scratch["y.npy"]), Is.EqualTo("whole"));
    }

    [Test]
    public void A_failure_half_way_leaves_the_old_file_and_nothing_beside()
    {
        using ScratchFolder scratch = new();
        AtomicFile.WriteText(scratch["a"], "old");
        Assert.That(
            () => AtomicFile.Write(scratch["a"], stream =>
            {
                stream.WriteByte(1);
                throw new InvalidOperationException();
            }),
            Throws.InvalidOperationException);
        Assert.That(Directory.EnumerateFiles(scratch.Path).Select(File.ReadAllText), Is.EqualTo(new[] { "old" }));
    }

    [Test]
    public void A_link_stays_a_link()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["real"], "old");
        File.CreateSymbolicLink(scratch["link"], scratch["real"]);
        AtomicFile.WriteText(scratch["link"], "new");
        Assert.That(File.ReadAllText(scratch["real"]), Is.EqualTo("new"));
        Assert.That(new FileInfo(scratch["link"]).LinkTarget, Is.Not.Null);
    }
}
