using MixPe.Sim.Host;
using NUnit.Framework;

namespace MixPe.Verif.Sim;

public sealed class SimulationEndTests
{
    private static VerilatedLibrary Library() => new SimBench().Build(SimModules.EndsText, SimModules.EndsModule);

    [TestCase(1u, SimulationEnd.Stop, "told to die with 1")]
    [TestCase(2u, SimulationEnd.Stop, "told to err")]
    [TestCase(3u, SimulationEnd.Finish, "$finish")]
    [TestCase(4u, SimulationEnd.Stop, "$stop")]
    [TestCase(5u, SimulationEnd.Stop, "saw five")]
    public void The_designs_own_end_becomes_an_exception(uint code, SimulationEnd end, string text)
    {
        var library = Library();
        using var other = library.Create();
        using (var model = library.Create())
        {
            var outputs = library.Layout.NewOutputs(10);
            uint[] inputs = [0, 0, 0, code, 0, 0, 0, 0, 0, 0];
            var thrown = Assert.Throws<SimulationException>(() => model.Run(inputs, outputs, 10))!;
            Assert.Multiple(() =>
            {
                Assert.That(thrown.End, Is.EqualTo(end));
                Assert.That(thrown.Message, Does.Contain(text));
                Assert.That(thrown.Message, Does.Contain("ends.sv:"));
                Assert.That(thrown.Cycle, Is.EqualTo(3));
                Assert.That(() => model.Run(inputs, outputs, 10),
                    Throws.InvalidOperationException.With.Message.Contains("has ended"));
                Assert.That(() => model.Evaluate(), Throws.InvalidOperationException);
                Assert.That(model.Log, Is.EqualTo(thrown.Log));
            });
        }

        Assert.That(() => other.Run(new uint[10], new uint[10], 10), Throws.Nothing, "the other instance lives");
    }

    [Test]
    public void What_a_design_prints_is_in_its_own_log()
    {
        var library = Library();
        using var loud = library.Create();
        using var quiet = library.Create();
        loud.Run([0, 6, 6], library.Layout.NewOutputs(3), 3);
        quiet.Run([0, 0, 0], library.Layout.NewOutputs(3), 3);
        Assert.That(loud.Log.Split("hello from").Length - 1, Is.EqualTo(2), loud.Log);
        Assert.That(quiet.Log, Is.Empty);
    }

    [Test]
    public void A_log_without_end_is_bounded()
    {
        var library = Library();
        using var model = library.Create();
        var inputs = new uint[100_000];
        Array.Fill(inputs, 6u);
        model.Run(inputs, library.Layout.NewOutputs(inputs.Length), inputs.Length);
        Assert.That(model.Log, Does.EndWith("(log full: the rest is not kept)\n"));
        Assert.That(model.Log.Length, Is.InRange(1 << 19, (1 << 20) + 100));
    }
}
