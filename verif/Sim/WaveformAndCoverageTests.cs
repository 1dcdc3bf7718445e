using MixPe.Sim.Build;
using MixPe.Sim.Host;
using NUnit.Framework;

namespace MixPe.Verif.Sim;

public sealed class WaveformAndCoverageTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("mixpe-wave-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    private static VerilatedLibrary Build(BuildOptions? options = null) =>
        new SimBench().Build(SimModules.AccumulatorText, SimModules.AccumulatorModule, options);

    [Test]
    public void A_waveform_holds_its_window_and_no_more()
    {
        var library = Build(new BuildOptions { Trace = true });
        using var model = library.Create();
        string window = Path.Combine(_folder, "window.fst");
        string whole = Path.Combine(_folder, "whole.fst");
        model.OpenTrace(window, fromCycle: 100, cycleCount: 50);
        Run(model, 20_000);
        var closed = new FileInfo(window);
        long bounded = closed.Length;
        model.OpenTrace(whole);
        Run(model, 20_000);
        model.CloseTrace();
        Assert.Multiple(() =>
        {
            Assert.That(FstTimes(window), Is.EqualTo((200UL, 299UL)));
            Assert.That(FstTimes(whole), Is.EqualTo((40_000UL, 79_999UL)));
            Assert.That(bounded, Is.EqualTo(new FileInfo(window).Length), "closed when the window ended");
            Assert.That(bounded, Is.LessThan(new FileInfo(whole).Length / 4));
        });
    }

    [Test]
    public void A_waveform_survives_the_designs_end()
    {
        var library = new SimBench().Build(
            SimModules.EndsText, SimModules.EndsModule, new BuildOptions { Trace = true });
        string path = Path.Combine(_folder, "end.fst");
        using (var model = library.Create())
        {
            model.OpenTrace(path);
            Assert.That(() => model.Run([0, 0, 5], new uint[3], 3), Throws.InstanceOf<SimulationException>());
        }

        Assert.That(FstTimes(path), Is.EqualTo((0UL, 4UL)));
    }

    [Test]
    public void A_waveform_that_cannot_be_written_is_an_error()
    {
        using var traced = Build(new BuildOptions { Trace = true }).Create();
        using var plain = Build().Create();
        Assert.That(() => traced.OpenTrace(Path.Combine(_folder, "none", "x.fst")), Throws.InstanceOf<IOException>());
        Assert.That(() => Run(traced, 3), Throws.Nothing);
        Assert.That(() => plain.OpenTrace(Path.Combine(_folder, "x.fst")), Throws.InvalidOperationException);
        Assert.That(() => plain.WriteCoverage(Path.Combine(_folder, "x.dat")), Throws.InvalidOperationException);
    }

    [Test]
    public void Coverage_counts_what_ran()
    {
        var library = Build(new BuildOptions { Coverage = CoverageKinds.Line | CoverageKinds.Toggle });
        using var model = library.Create();
        string path = Path.Combine(_folder, "coverage.dat");
        Run(model, 40);
        model.WriteCoverage(path);
        string[] lines = File.ReadAllLines(path);
        Assert.That(lines[0], Does.StartWith("# SystemC::Coverage"));
        Assert.That(lines.Any(line => line.Contains("accu.sv", StringComparison.Ordinal)
            && line.EndsWith("' 40", StringComparison.Ordinal)), Is.True, "the always block ran 40 times");
        Assert.That(lines.Any(line => line.Contains("toggle", StringComparison.Ordinal)), Is.True);
        Assert.That(() => model.WriteCoverage(Path.Combine(_folder, "none", "x.dat")), Throws.InstanceOf<IOException>());
    }

    private static void Run(VerilatedModel model, int cycles)
    {
        var inputs = model.Layout.NewInputs(cycles);
        for (int i = 0; i < cycles; i++)
        {
            inputs[(i * model.Layout.InputWords) + model.Layout["add_i"].Offset] = (uint)i & 0xff;
        }

        model.Run(inputs, model.Layout.NewOutputs(cycles), cycles);
    }

    // The header block of an FST file: type 0, length, start time, end time, each big-endian.
    private static (ulong Start, ulong End) FstTimes(string path)
    {
        byte[] head = File.ReadAllBytes(path)[..25];
        Assert.That(head[0], Is.Zero, "an FST file starts with its header block");
        return (System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(9)),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(17)));
    }
}
