using System.Runtime.InteropServices;
using System.Text;

namespace MixPe.Generator.Bundles;

/// <summary>Replaces a directory by another in one step of the file system.</summary>
internal static class DirectorySwap
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint Exchange = 2; // RENAME_EXCHANGE
    private const int InvalidArgument = 22; // EINVAL
    private const int NotImplemented = 38; // ENOSYS

    /// <summary>Puts <paramref name="temporary"/> where <paramref name="target"/> is; the old one, if any, is then
    /// under the temporary name.</summary>
    /// <remarks>On Linux one system call exchanges the two, where the file system can. Elsewhere the old one steps aside
    /// first, so a kill between the two renames leaves it under the name NAME.old.</remarks>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static void Replace(string target, string temporary)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(temporary, target);
        }
        else if (!OperatingSystem.IsLinux() || !TryExchange(target, temporary))
        {
            var aside = $"{target}.old";
            Directory.Move(target, aside);
            Directory.Move(temporary, target);
            Directory.Move(aside, temporary);
        }
    }

    /// <returns>False when the file system knows no exchange.</returns>
    private static bool TryExchange(string target, string temporary)
    {
        if (RenameAt2(CurrentDirectory, Native(temporary), CurrentDirectory, Native(target), Exchange) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() is InvalidArgument or NotImplemented
            ? false
            : throw new IOException(
                $"cannot exchange {temporary} and {target}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static byte[] Native(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameAt2(int oldDirectory, byte[] oldPath, int newDirectory, byte[] newPath, uint flags);
}
