using MixPe.Flow.Tools;
using NUnit.Framework;

namespace MixPe.Verif.Tools;

/// <summary>Words of lines that are shown to be given again.</summary>
public sealed class ShellWordTests
{
    [TestCase("verif/corpus/csa-all-1.json", "verif/corpus/csa-all-1.json")]
    [TestCase("a b", "'a b'")]
    [TestCase("it's", @"'it'\''s'")]
    [TestCase("$HOME", "'$HOME'")]
    [TestCase("", "''")]
    public void Are_in_quotes_where_a_shell_needs_them(string word, string shown) =>
        Assert.That(ShellWord.Of(word), Is.EqualTo(shown));
}
