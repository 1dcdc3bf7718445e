using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>What synthesis finds in a library.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TargetLibraryTests
{
    [Test]
    public void Osu018_has_a_full_adder_a_buffer_and_gates_of_24()
    {
        TargetLibrary library = TargetLibrary.Load(TargetLibrary.Osu018);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(library.FullAdder?.Name, Is.EqualTo("FAX1"));
            Assert.That(library.FullAdder?.Inputs, Is.EqualTo(new[] { "A", "B", "C" }));
            Assert.That((library.FullAdder?.Sum, library.FullAdder?.Carry), Is.EqualTo(("YS", "YC")));
            Assert.That(library.Buffer, Is.EqualTo("BUFX2"));
            Assert.That(library.Cells.Nand2Area, Is.EqualTo(24));
            Assert.That(library.LoadPf, Is.EqualTo(4 * 0.0129035).Within(1e-9));
            Assert.That(library.Registers, Does.Contain("DFFPOSX1").And.Not.Contain("FAX1"));
        }
    }

    [Test]
    public void A_file_that_is_not_there_and_one_that_is_no_Liberty_are_refused()
    {
        using ScratchFolder folder = new();
        Assert.That(
            () => TargetLibrary.Load(folder["none.lib"]),
            Throws.TypeOf<InputException>().With.Message.Contains("no such file"));
        File.WriteAllText(folder["bad.lib"], "library (bad) {\n  cell (A) {\n");
        Assert.That(
            () => TargetLibrary.Load(folder["bad.lib"]), Throws.TypeOf<InputException>().With.Message.Contains("bad.lib"));
    }

    [Test]
    public void A_library_without_a_buffer_is_refused()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["small.lib"], """
            library (small) {
              nom_voltage : 1;
              cell (N) {
                area : 1;
                pin (A) { direction : input; capacitance : 1; }
                pin (B) { direction : input; capacitance : 1; }
                pin (Y) { direction : output; function : "!(A B)"; }
              }
            }
            """);
        Assert.That(
            () => TargetLibrary.Load(folder["small.lib"]),
            Throws.TypeOf<InputException>().With.Message.Contains("small has no buffer"));
    }
}
