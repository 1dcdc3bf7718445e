namespace MixPe.Flow.Regress;

/// <summary>The child's side of a regression: it dies with its parent, and takes along all that it started.</summary>
/// <remarks>The parent holds the writing end of the child's standard input. The kernel closes it however the parent
/// dies, kill -9 included; there is no moment at which that could be missed, as there is with a pid that is polled
/// (pids are used again) or with PR_SET_PDEATHSIG (it fires when the thread that forked ends).</remarks>
public static class ParentWatch
{
    /// <summary>The environment variable that asks for it.</summary>
    public const string Variable = "MIXPE_DIES_WITH_PARENT";

    /// <summary>Starts watching if the environment asks for it; what this process starts is not asked in turn.</summary>
    public static void StartIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not "1")
        {
            return;
        }

        Environment.SetEnvironmentVariable(Variable, null);
        bool leads = ProcessGroup.TryLead();
        Stream input = Console.OpenStandardInput();
        new Thread(() => Watch(input, leads)) { IsBackground = true, Name = "parent watch" }.Start();
    }

    private static void Watch(Stream input, bool leads)
    {
        byte[] buffer = new byte[1];
        try
        {
            while (input.Read(buffer) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A broken pipe is an end too.
        }

        if (leads)
        {
            ProcessGroup.KillAll(Environment.ProcessId);
        }

        Environment.Exit(1);
    }
}
