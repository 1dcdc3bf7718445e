using MixPe.Generator.Bundles;
using MixPe.Sim.Build;
using MixPe.Sim.Processes;
using NUnit.Framework;

namespace MixPe.Verif.Sim;

public sealed class BuildCacheTests
{
    private static readonly ModuleSpec Adder =
        SimBench.Module("adder", SimBench.In("a_i", 8), SimBench.Out("y_o", 8));

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("mixpe-cache-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void The_same_sources_build_once_and_changed_ones_again()
    {
        var (first, firstSteps) = Build(AdderText(1));
        var (again, againSteps) = Build(AdderText(1));
        var (changed, changedSteps) = Build(AdderText(2));
        var (traced, tracedSteps) = Build(AdderText(1), new BuildOptions { Trace = true });
        Assert.Multiple(() =>
        {
            Assert.That(firstSteps, Has.Member("adder: verilating"));
            Assert.That(againSteps, Is.EqualTo(["adder: cached"]));
            Assert.That(changedSteps, Has.Member("adder: verilating"));
            Assert.That(tracedSteps, Has.Member("adder: verilating"));
            Assert.That(again.Folder, Is.EqualTo(first.Folder));
            Assert.That(
                new[] { first.Folder, changed.Folder, traced.Folder }.Distinct().Count(), Is.EqualTo(3));

            // Two designs with the same module name, in one process.
            Assert.That(Add(first, 5), Is.EqualTo(6));
            Assert.That(Add(changed, 5), Is.EqualTo(7));
            Assert.That(Add(again, 255), Is.Zero);
            Assert.That(Directory.EnumerateDirectories(_folder, "*.part-*"), Is.Empty);
        });
    }

    [Test]
    public void Threads_that_want_the_same_build_it_once()
    {
        int verilated = 0;
        string text = AdderText(3);
        Parallel.For(0, 4, i =>
        {
            var library = Builder().GetOrBuild(Sources(text), Adder, null, new Steps(step =>
            {
                if (step.EndsWith("verilating", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref verilated);
                }
            }));
            Assert.That(Add(library, (uint)i), Is.EqualTo(i + 3));
        });
        Assert.That(verilated, Is.EqualTo(1));
    }

    [Test]
    public void A_build_stopped_half_way_leaves_nothing_and_the_next_one_works()
    {
        foreach (string step in new[] { "verilating", "compiling", "linking" })
        {
            using var stop = new CancellationTokenSource();
            var progress = new Steps(line =>
            {
                if (line.StartsWith("adder: " + step, StringComparison.Ordinal))
                {
                    stop.Cancel();
                }
            });
            Assert.That(
                () => Builder().GetOrBuild(Sources(AdderText(4)), Adder, null, progress, stop.Token),
                Throws.InstanceOf<OperationCanceledException>(),
                step);
            Assert.That(
                Directory.EnumerateDirectories(_folder).Where(name => !name.Contains("runtime-", StringComparison.Ordinal)),
                Is.Empty,
                step);
        }

        var (library, steps) = Build(AdderText(4));
        Assert.That(steps, Has.Member("adder: verilating"));
        Assert.That(Add(library, 1), Is.EqualTo(5));
    }

    [Test]
    public void What_a_killed_process_left_is_no_hit_and_goes()
    {
        // A process that is killed cannot clean up: its half build stays under a name that is no key.
        var (library, _) = Build(AdderText(5));
        string half = library.Folder + ".part-0123";
        Directory.Move(library.Folder, half);
        File.Delete(Path.Combine(half, "model.so"));
        var (rebuilt, steps) = Build(AdderText(5));
        Assert.That(steps, Has.Member("adder: verilating"));
        Assert.That(Directory.Exists(half), Is.False);
        Assert.That(Add(rebuilt, 1), Is.EqualTo(6));
    }

    [Test]
    public void A_missing_tool_is_named_with_what_to_do()
    {
        var builder = new VerilatedBuild(new BuildEnvironment { CacheRoot = _folder, SearchPath = [] });
        var thrown = Assert.Throws<ToolNotFoundException>(() => builder.GetOrBuild(Sources(AdderText(1)), Adder))!;
        Assert.That(thrown.Tool.Name, Is.EqualTo("verilator"));
        Assert.That(thrown.Message, Does.Contain("5.006").And.Contain("install"));
    }

    [Test]
    public void A_syntax_error_comes_with_verilators_lines()
    {
        var thrown = Assert.Throws<ToolFailedException>(
            () => Builder().GetOrBuild(Sources("module adder (\n  input logic a_i\n);\n  assign = 3;\nendmodule\n"), Adder))!;
        Assert.That(thrown.Tool.Name, Is.EqualTo("verilator"));
        Assert.That(thrown.Message, Does.Contain("%Error: rtl/adder.sv:4:"));
        Assert.That(Directory.EnumerateDirectories(_folder), Is.Empty);
    }

    [Test]
    public void Every_difference_of_a_port_table_is_told()
    {
        var wrong = SimBench.Module(
            "adder", SimBench.In("a_i", 7), SimBench.In("y_o", 8), SimBench.In("b_i", 1));
        var thrown = Assert.Throws<PortTableMismatchException>(
            () => Builder().GetOrBuild(Sources(AdderText(1)), wrong))!;
        Assert.That(thrown.Differences, Has.Count.EqualTo(3));
        Assert.That(thrown.Message, Does.Contain("a_i has 8 bits, 7 in the table")
            .And.Contain("y_o is an output, an input in the table").And.Contain("b_i is not in it"));
        Assert.That(
            () => Builder().GetOrBuild(Sources(AdderText(1)), SimBench.Module("adder", SimBench.In("a_i", 8))),
            Throws.InstanceOf<PortTableMismatchException>().With.Message.Contains("y_o is not in the table"));
    }

    [Test]
    public void A_port_table_that_cannot_be_driven_is_refused()
    {
        void Refused(string text, params PortSpec[] ports) => Assert.That(
            () => Builder().GetOrBuild(Sources(AdderText(1)), SimBench.Module("adder", ports)),
            Throws.ArgumentException.With.Message.Contains(text));
        Refused("twice", SimBench.In("a_i", 8), SimBench.In("a_i", 8));
        Refused("0 bits", SimBench.In("a_i", 0));
        Refused("at most one", SimBench.Clock(), SimBench.Clock() with { Name = "clk2_i" });
        Refused("one bit", SimBench.Clock() with { Bits = 2 });
    }

    [Test]
    public void A_source_outside_the_bundle_is_refused()
    {
        foreach (string path in new[] { "/tmp/x.sv", "../x.sv", "rtl/../../x.sv", "-x.sv", "" })
        {
            Assert.That(
                () => Builder().GetOrBuild([new BundleFile(path, AdderText(1))], Adder),
                Throws.ArgumentException, path);
        }

        Assert.That(() => Builder().GetOrBuild([], Adder), Throws.ArgumentException);
    }

    [Test]
    public void A_module_that_is_not_inlined_gives_the_same_results()
    {
        const string Text = """
            module leaf (input logic [7:0] a_i, output logic [7:0] y_o);
              assign y_o = a_i + 8'd1;
            endmodule
            module adder (input logic [7:0] a_i, output logic [7:0] y_o);
              logic [7:0] half;
              leaf u_first (.a_i(a_i), .y_o(half));
              leaf u_second (.a_i(half), .y_o(y_o));
            endmodule

            """;
        var (library, _) = Build(Text, new BuildOptions { NoInline = ["leaf"], KeepSources = true });
        Assert.That(Add(library, 5), Is.EqualTo(7));
        Assert.That(
            Directory.EnumerateFiles(Path.Combine(library.Folder, VerilatedBuild.GeneratedFolder), "*_leaf.h"),
            Is.Not.Empty, "Verilator gave the module a class of its own");
    }

    private static string AdderText(int constant) =>
        $"module adder (input logic [7:0] a_i, output logic [7:0] y_o);\n  assign y_o = a_i + 8'd{constant};\n"
        + "endmodule\n";

    private static BundleFile[] Sources(string text) => [new BundleFile("rtl/adder.sv", text)];

    private static uint Add(MixPe.Sim.Host.VerilatedLibrary library, uint value)
    {
        using var model = library.Create();
        uint[] result = [0];
        model.Run([value], result, 1);
        return result[0];
    }

    private VerilatedBuild Builder() => new(new BuildEnvironment { CacheRoot = _folder });

    private (MixPe.Sim.Host.VerilatedLibrary Library, List<string> Steps) Build(
        string text, BuildOptions? options = null)
    {
        var steps = new List<string>();
        return (Builder().GetOrBuild(Sources(text), Adder, options, new Steps(steps.Add)), steps);
    }

    // Progress<T> reports later, on another thread.
    private sealed class Steps(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
