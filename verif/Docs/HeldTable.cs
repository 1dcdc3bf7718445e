using NUnit.Framework;

namespace MixPe.Verif.Docs;

/// <summary>A part of a page, between two marks, that is made from data: a test holds it to them, or writes it.</summary>
internal static class HeldTable
{
    /// <summary>Fails unless that part is the table; writes it first where the variable is set.</summary>
    /// <param name="page">Path of the page.</param>
    /// <param name="begin">The mark before the table, its line end included.</param>
    /// <param name="end">The mark behind it.</param>
    /// <param name="table">What is to stand between them.</param>
    /// <param name="variable">Environment variable that asks for writing.</param>
    public static void Hold(string page, string begin, string end, string table, string variable)
    {
        string text = File.ReadAllText(page);
        int first = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        string wanted = $"{text[..first]}{table}{text[text.IndexOf(end, first, StringComparison.Ordinal)..]}";
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 })
        {
            File.WriteAllText(page, wanted);
        }

        Assert.That(File.ReadAllText(page), Is.EqualTo(wanted), $"{variable}=1 writes it");
    }
}
