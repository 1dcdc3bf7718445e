using MixPe.Flow.Tools;
using NUnit.Framework;

namespace MixPe.Verif.Regress;

[TestFixture]
public sealed class DurationTests
{
    [TestCase("90s", 90, "1m30s")]
    [TestCase("30m", 1800, "30m")]
    [TestCase("1h30m", 5400, "1h30m")]
    [TestCase("2h5s", 7205, "2h5s")]
    public void Reads_and_writes(string text, int seconds, string written)
    {
        Assert.That(Duration.Parse(text), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
        Assert.That(Duration.Text(TimeSpan.FromSeconds(seconds)), Is.EqualTo(written));
        Assert.That(Duration.Parse(written), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [TestCase("")]
    [TestCase("0s")]
    [TestCase("30")]
    [TestCase("m")]
    [TestCase("-1s")]
    [TestCase("1.5h")]
    [TestCase("30s1m")]
    [TestCase("100h")]
    [TestCase("30m\n")]
    [TestCase("99999999999h")]
    public void Refuses(string text) => Assert.That(Duration.Parse(text), Is.Null);
}
