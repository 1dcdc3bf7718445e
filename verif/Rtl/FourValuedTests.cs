using MixPe.Flow.Verify.Values;
using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Processes;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>Registers start unknown in Icarus: what a reset leaves unknown would show on an output.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FourValuedTests
{

    private static IEnumerable<TestCaseData> Designs()
    {
        string[][] all =
        [
            ["uint4", "int8"],
            ["int4", "int8", "fused=true", "out=bf16"],
            ["int4", "fp16", "rows=3", "columns=1"],
            ["uint4", "fp16", "rows=1"],
            ["uint4", "fp16", "accumulator=fp32", "out=fp16"],
            ["int4", "fp16", "accumulator=fp16"],
        ];
        return all.Select(fields => new TestCaseData((object)fields).SetArgDisplayNames(string.Join(' ', fields)));
    }

    [TestCaseSource(nameof(Designs))]
    public void No_output_is_unknown_after_a_reset_and_results_are_the_models(string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        GemmOperands o = RandomOperands.Draw(design, new Random(9), design.Rows, design.Columns, 19);
        IReadOnlyList<string> lines = Simulate(new RtlBench().Generate(design), o);
        Assert.That(lines.Where(line => line.StartsWith('X')), Is.Empty);

        var byColumn = lines.Where(line => line.StartsWith('Y')).Select(line => line.Split(' '))
            .ToLookup(
                words => int.Parse(words[1], CultureInfo.InvariantCulture), words => Convert.ToUInt32(words[2], 16));
        uint[] golden = GoldenGemm.Run(design.Arithmetic, o);
        for (int n = 0; n < o.N; n++)
        {
            Assert.That(
                byColumn[n].Reverse(), Is.EqualTo(Enumerable.Range(0, o.M).Select(m => golden[(m * o.N) + n])),
                $"column {n}");
        }
    }

    [Test]
    public void A_register_without_its_reset_is_seen()
    {
        var bench = new RtlBench(Mutation.Apply("group_dequant", "y_out_q <= '0;", "y_out_q <= y_out_q;"));
        Design design = RtlDesigns.Make("uint4", "int8");
        GemmOperands o = RandomOperands.Draw(design, new Random(9), design.Rows, design.Columns, 19);
        Assert.That(Simulate(bench.Generate(design), o).Any(line => line.StartsWith('X')), Is.True);
    }

    private static IReadOnlyList<string> Simulate(RtlBundle bundle, GemmOperands o)
    {
        string folder = Directory.CreateTempSubdirectory("mixpe-icarus-").FullName;
        try
        {
            string[] files = [.. bundle.Sources.Select(source => Path.GetFileName(source.Path)), "bench.sv"];
            foreach (BundleFile source in bundle.Sources)
            {
                File.WriteAllText(Path.Combine(folder, Path.GetFileName(source.Path)), source.Text);
            }

            File.WriteAllText(Path.Combine(folder, "bench.sv"), IcarusBench.Write(bundle, o));
            string[] compile = ["-g2012", "-s", IcarusBench.Top, "-o", "bench.vvp", .. files];
            ToolProcess.RunChecked(new ToolCommand(ExternalTool.Iverilog, compile) { WorkingDirectory = folder });

            // A handshake that hangs would wait for ever.
            var run = new ToolCommand(ExternalTool.Vvp, ["bench.vvp"])
            {
                WorkingDirectory = folder,
                Timeout = TimeSpan.FromMinutes(2),
            };
            return ToolProcess.RunChecked(run).Lines;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
