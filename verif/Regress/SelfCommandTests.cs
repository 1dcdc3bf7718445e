using MixPe.Flow.Regress;
using NUnit.Framework;

namespace MixPe.Verif.Regress;

[TestFixture]
public sealed class SelfCommandTests
{
    [TestCase("/opt/tools/mixpe", "/opt/store/mixpe.dll", "/opt/tools/mixpe")]
    [TestCase("/usr/bin/dotnet", "/src/mixpe.dll", "/usr/bin/dotnet exec /src/mixpe.dll")]
    [TestCase("/opt/single", "", "/opt/single")]
    public void Starts_itself_as_it_was_started(string process, string assembly, string expected)
    {
        SelfCommand self = SelfCommand.Find("mixpe", assembly, process);
        Assert.That(string.Join(' ', [self.File, .. self.Leading]), Is.EqualTo(expected));
    }

    [Test]
    public void In_a_test_host_dotnet_runs_it()
    {
        SelfCommand self = SelfCommand.Find("mixpe", "/src/mixpe.dll", "/src/testhost");
        Assert.That(Path.GetFileName(self.File), Is.EqualTo("dotnet"));
        Assert.That(self.Leading, Is.EqualTo(["exec", "/src/mixpe.dll"]));
    }

    [Test]
    public void Without_any_path_it_says_so() =>
        Assert.That(() => SelfCommand.Find("mixpe", "", null), Throws.InvalidOperationException);
}
