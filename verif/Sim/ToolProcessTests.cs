using System.Globalization;
using MixPe.Sim.Processes;
using NUnit.Framework;

namespace MixPe.Verif.Sim;

public sealed class ToolProcessTests
{
    private static readonly ExternalTool Shell = new("sh", "any", "part of every system");

    [Test]
    public void Output_errors_and_exit_code_come_back()
    {
        var live = new List<string>();
        var result = ToolProcess.Run(Script("echo one; echo two >&2; echo three; exit 5") with { OnLine = live.Add });
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(5));
            Assert.That(result.Output, Is.EqualTo("one\nthree\n"));
            Assert.That(result.Errors, Is.EqualTo("two\n"));
            Assert.That(live, Is.EqualTo(result.Lines));
            Assert.That(result.LastLines(2), Has.Count.EqualTo(2));
        });
    }

    [Test]
    public void Arguments_arrive_as_they_are()
    {
        string[] odd = ["a b", "$HOME", "\"", "'", "*", ""];
        var result = ToolProcess.RunChecked(
            new ToolCommand(Shell, ["-c", "for x in \"$@\"; do echo \"<$x>\"; done", "sh", .. odd]));
        Assert.That(result.Lines, Is.EqualTo(odd.Select(text => $"<{text}>")));
    }

    [Test]
    public void A_failure_names_the_tool_its_code_and_its_last_lines()
    {
        var thrown = Assert.Throws<ToolFailedException>(
            () => ToolProcess.RunChecked(Script("seq 1 100; exit 3")))!;
        Assert.That(thrown.LastLines, Has.Count.EqualTo(30).And.Contain("100"));
        Assert.That(thrown.Message, Does.StartWith("sh (wanted: any) failed with exit code 3"));
    }

    [Test]
    public void A_missing_tool_says_how_to_get_it()
    {
        var tool = new ExternalTool("mixpe-no-such-tool", "2.0", "install nothing");
        Assert.That(
            () => ToolProcess.Run(new ToolCommand(tool, [])),
            Throws.InstanceOf<ToolNotFoundException>()
                .With.Message.EqualTo("mixpe-no-such-tool not found (wanted: 2.0); install nothing"));
    }

    [Test]
    public void A_time_limit_ends_the_whole_tree()
    {
        int grandchild = 0;
        var command = Script("sh -c 'echo $$; exec sleep 600' & wait") with
        {
            Timeout = TimeSpan.FromSeconds(2),
            OnLine = line => grandchild = int.Parse(line, CultureInfo.InvariantCulture),
        };
        Assert.That(() => ToolProcess.Run(command),
            Throws.InstanceOf<ToolFailedException>().With.Message.Contains("limit of 2 s"));
        Assert.That(grandchild, Is.Not.Zero);
        Assert.That(() => IsRunning(grandchild), Is.False.After(5000, 50));
    }

    [Test]
    public void Cancelling_ends_the_tool()
    {
        using var stop = new CancellationTokenSource();
        var command = Script("echo $$; exec sleep 600");
        int child = 0;
        command = command with
        {
            OnLine = line =>
            {
                child = int.Parse(line, CultureInfo.InvariantCulture);
                stop.Cancel();
            },
        };
        Assert.That(() => ToolProcess.Run(command, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => IsRunning(child), Is.False.After(5000, 50));
    }

    // A zombie that nobody has waited for yet has ended.
    private static bool IsRunning(int id)
    {
        try
        {
            string state = File.ReadAllText($"/proc/{id}/stat");
            return state[state.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static ToolCommand Script(string text) => new(Shell, ["-c", text]);
}
