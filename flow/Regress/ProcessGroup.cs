using System.Runtime.InteropServices;

namespace MixPe.Flow.Regress;

/// <summary>Process groups: the one name under which a process and all that it started can be killed together.
/// </summary>
internal static class ProcessGroup
{
    private const int Kill = 9; // SIGKILL

    /// <summary>Makes this process the leader of a group of its own, so that what it starts belongs to it.</summary>
    /// <returns>False where there are no groups, or the system refuses.</returns>
    public static bool TryLead() => !OperatingSystem.IsWindows() && SetProcessGroup(0, 0) == 0;

    /// <summary>Kills the group of a leader, dead or alive; nothing happens if there is none.</summary>
    public static void KillAll(int leader)
    {
        if (!OperatingSystem.IsWindows() && leader > 1)
        {
            _ = Signal(-leader, Kill);
        }
    }

    [DllImport("libc", EntryPoint = "setpgid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetProcessGroup(int process, int group);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
