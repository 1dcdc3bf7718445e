using System.Text;
using MixPe.Generator.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Designs;

[TestFixture]
public sealed class NamedDesignTests
{
    [Test]
    public void The_promised_designs_are_there() =>
        Assert.That(
            NamedDesigns.All.Select(design => design.Name),
            Is.EquivalentTo(
            [
                "bitnet-b1-58", "fp16-fma", "fp16-dot8", "fp16-dot8-addend", "w4a16-dot8", "mxfp4-a16", "mxfp4-a8", "mxfp4", "mxfp4-mxfp8", "mxfp6", "mxfp6-mxfp8", "mxfp8", "nvfp4", "gguf-q4-0", "gguf-q4-k", "ant", "olive", "olaccel", "nvfp4-a16", "fp4-a16", "fp6-llm", "qserve-channel", "qserve-group", "dgq", "trtllm-w4a8-fp8", "marlin-bf16", "w2a8", "w4a4", "mixpe-w4a16", "mixpe-w4a16-fp32", "mixpe-w4a16-fpga", "mixpe-w4a16-paper", "mixpe-w4a16-sliced", "mixpe-w4a16-slices", "mixpe-w4a16-aligned", "mixpe-w4a16-ws", "bitfusion", "lut", "spqr",
                "mixpe-w4a8", "mixpe-w4a8-fast", "mixpe-w4a8-fpga", "mixpe-w4a8-slices", "comet-w4ax", "mixpe-w4a8-ws", "w4a16-sym", "w4a8-sym",
                "w8a8", "w8a8-booth",
            ]));

    [TestCaseSource(nameof(All))]
    public void Loads_with_every_field_spelled_out_and_explained(NamedDesign named)
    {
        ArgumentNullException.ThrowIfNull(named);
        var lines = Encoding.UTF8.GetString(named.Bytes.Span).Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(named.Load().Name, Is.EqualTo(named.Name.Replace('-', '_')));
            foreach (var field in DesignFields.All)
            {
                var at = Array.FindIndex(lines, line => line.StartsWith($"{field.Name}:", StringComparison.Ordinal));
                Assert.That(at, Is.Positive, $"{field.Name} is spelled out");
                Assert.That(lines[at - 1], Does.StartWith("# "), $"{field.Name} has a comment");
            }
        });
    }

    [TestCaseSource(nameof(All))]
    public void Can_be_found_by_its_module_prefix(NamedDesign named)
    {
        ArgumentNullException.ThrowIfNull(named);
        Assert.That(NamedDesigns.Find(named.Load().Name), Is.SameAs(named));
    }

    private static IReadOnlyList<NamedDesign> All() => NamedDesigns.All;
}
