using MixPe.Generator.Bundles;
using MixPe.Sim.Host;
using NUnit.Framework;

namespace MixPe.Verif.Sim;

public sealed class HeldPortTests
{
    private const string Text = """
        module offset (
          input  logic [39:0] offset_i,
          input  logic [39:0] add_i,
          output logic [39:0] sum_o
        );
          assign sum_o = add_i + offset_i;
        endmodule

        """;

    private static ModuleSpec Module(PortRole role) => SimBench.Module(
        "offset", SimBench.In("offset_i", 40) with { Role = role }, SimBench.In("add_i", 40), SimBench.Out("sum_o", 40));

    [Test]
    public void A_held_port_keeps_its_value_and_is_in_no_record()
    {
        VerilatedLibrary library = new SimBench().Build(Text, Module(PortRole.Held));
        Assert.That(library.Layout.Inputs.Select(port => port.Name), Is.EqualTo(new[] { "add_i" }));
        using VerilatedModel model = library.Create();
        Assert.That(Sums(model, 1, 2), Is.EqualTo(new ulong[] { 1, 2 }), "zero at first");
        model.Poke("offset_i", 1UL << 35);
        Assert.That(Sums(model, 3, 4), Is.EqualTo(new ulong[] { (1UL << 35) + 3, (1UL << 35) + 4 }));
        Assert.That(Sums(model, 5), Is.EqualTo(new ulong[] { (1UL << 35) + 5 }), "still held");
    }

    [Test]
    public void An_output_cannot_be_held()
    {
        ModuleSpec module = SimBench.Module("offset", SimBench.Out("sum_o", 40) with { Role = PortRole.Held });
        Assert.That(() => new RecordLayout(module), Throws.ArgumentException.With.Message.Contains("must be an input"));
    }

    private static ulong[] Sums(VerilatedModel model, params ulong[] addends)
    {
        RecordLayout layout = model.Layout;
        uint[] inputs = layout.NewInputs(addends.Length);
        for (int i = 0; i < addends.Length; i++)
        {
            layout["add_i"].Write(inputs.AsSpan(i * layout.InputWords, layout.InputWords), addends[i]);
        }

        uint[] outputs = layout.NewOutputs(addends.Length);
        model.Run(inputs, outputs, addends.Length);
        return [.. Enumerable.Range(0, addends.Length).Select(i =>
            layout["sum_o"].Read(outputs.AsSpan(i * layout.OutputWords, layout.OutputWords)))];
    }
}
