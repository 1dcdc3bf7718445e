using MixPe.Flow.Verify.Values;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;
using MixPe.Sim.Devices;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>The committed bundle is what the generator gives, byte for byte: a change of generated text is a change
/// that a person has seen.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ReferenceBundleTests
{
    private const string Design = "mixpe-w4a8";
    private const string Folder = "rtl-out/reference";
    private const string Refresh = $"./mixpe generate-rtl {Design} --out {Folder}";

    [Test]
    public void The_committed_bundle_is_what_the_generator_gives()
    {
        string folder = Path.Combine(Root(), Folder);
        RtlBundle bundle = BundleGenerator.Create().Generate(DesignLoader.Load(Design));
        string[] committed = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        Assert.That(
            committed, Is.EqualTo(bundle.Files.Select(file => file.Path).Order(StringComparer.Ordinal)),
            $"refresh it: {Refresh}");
        foreach (BundleFile file in bundle.Files)
        {
            Assert.That(
                File.ReadAllText(Path.Combine(folder, file.Path)), Is.EqualTo(file.Text),
                $"{file.Path} is not what the generator gives; refresh it: {Refresh}");
        }
    }

    [Test]
    public void Two_generations_are_the_same_bytes()
    {
        foreach (NamedDesign named in NamedDesigns.All)
        {
            Design design = DesignLoader.Load(named.Name);
            RtlBundle first = BundleGenerator.Create().Generate(design);
            RtlBundle second = BundleGenerator.Create().Generate(design);
            Assert.That(second.Files, Is.EqualTo(first.Files), named.Name);
            Assert.That(first.Files, Is.Not.Empty);
        }
    }

    [Test]
    public void Two_designs_run_side_by_side_in_one_process()
    {
        var bench = new RtlBench();
        Design[] designs = [RtlDesigns.Make("uint4", "int8"), RtlDesigns.Make("int4", "fp16", "name=other")];
        var random = new Random(1);
        using var first = new ArrayDevice(bench.Array(designs[0]), designs[0]);
        using var second = new ArrayDevice(bench.Array(designs[1]), designs[1]);
        for (int i = 0; i < 10; i++)
        {
            GemmOperands one = RandomOperands.Draw(designs[0], random);
            GemmOperands other = RandomOperands.Draw(designs[1], random);
            Assert.That(RtlGemm.Fault(first, designs[0], one), Is.Null);
            Assert.That(RtlGemm.Fault(second, designs[1], other), Is.Null);
        }
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
             folder is not null;
             folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MixPeHdl.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("MixPeHdl.sln is in no folder above the tests");
    }
}
