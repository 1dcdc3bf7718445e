using System.Text;
using MixPe.Flow.Gemm;
using MixPe.Flow.Regress;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Regress;

[TestFixture]
public sealed class StateFileTests
{
    private static readonly RegressSuite Suite = Suites.Parse(Suites.Small);

    private static RunHead Fresh => RunHead.New(Suite, DateTimeOffset.UnixEpoch);

    [Test]
    public void Cut_at_every_byte_it_keeps_each_whole_line_and_can_be_gone_on_with()
    {
        using ScratchFolder scratch = new();
        string path = scratch["state.jsonl"];
        StateRecord[] records = [.. Suite.Tasks.Take(3).Select((task, i) => new StateRecord(Suites.Passed(task), i))];
        using (StateFile state = StateFile.Open(path, Fresh, resume: false))
        {
            Array.ForEach(records, state.Append);
        }

        byte[] whole = File.ReadAllBytes(path);
        StateRecord more = new(Suites.Failed(Suite.Tasks[3], "a\nb"), 9);
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            int lines = whole[..length].Count(b => b == '\n');
            using (StateFile state = StateFile.Open(path, Fresh, resume: true))
            {
                Assert.That(state.Finished, Is.EqualTo(records[..Math.Max(0, lines - 1)]), $"cut at {length}");
                state.Append(more);
            }

            using (StateFile state = StateFile.Open(path, Fresh, resume: true))
            {
                Assert.That(state.Finished, Is.EqualTo(records[..Math.Max(0, lines - 1)].Append(more)));
            }
        }
    }

    [Test]
    public void Another_suite_is_refused_and_left_as_it_is()
    {
        using ScratchFolder scratch = new();
        string path = scratch["state.jsonl"];
        StateFile.Open(path, Fresh, resume: false).Dispose();
        string before = File.ReadAllText(path);
        RunHead other = RunHead.New(Suites.Parse(Suites.Small, "another tool"), DateTimeOffset.UnixEpoch);
        Assert.That(() => StateFile.Open(path, other, resume: true), Throws.TypeOf<InputException>());
        Assert.That(File.ReadAllText(path), Is.EqualTo(before));
    }

    [Test]
    public void A_damaged_line_is_named()
    {
        using ScratchFolder scratch = new();
        string path = scratch["state.jsonl"];
        StateFile.Open(path, Fresh, resume: false).Dispose();
        File.AppendAllText(path, "{\"outcome\":\n", Encoding.UTF8);
        Assert.That(
            () => StateFile.Open(path, Fresh, resume: true),
            Throws.TypeOf<InputException>().With.Message.Contains($"{path}:2: "));
    }

    [Test]
    public void Two_runs_in_one_directory_are_refused()
    {
        using ScratchFolder scratch = new();
        using StateFile state = StateFile.Open(scratch["state.jsonl"], Fresh, resume: false);
        Assert.That(
            () => StateFile.Open(scratch["state.jsonl"], Fresh, resume: true),
            Throws.TypeOf<InputException>().With.Message.Contains("another run"));
    }
}
