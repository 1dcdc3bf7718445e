using MixPe.Flow.Mutation;
using MixPe.Flow.Mutation.Equivalence;
using MixPe.Flow.Mutation.Netlists;
using MixPe.Generator.Bundles;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Mutants;

/// <summary>A tile is mutated without its registers and its array; a proof looks into the registers.</summary>
[TestFixture]
public sealed class TileEquivalenceTests
{
    private readonly RtlBundle _bundle = new RtlBench().Generate(RtlDesigns.Of(
        ["weights=uint4", "activations=int8", "rows=2", "columns=2", "lanes=2", "group=4", "max_k=16", "x_words=1", "w_words=4", "y_words=1"]));

    private readonly Netlist _netlist;
    private readonly IReadOnlyList<Mutant> _mutants;

    public TileEquivalenceTests()
    {
        _netlist = Netlist.Read(_bundle.Sources, _bundle.Module("tile").Name);
        _mutants = MutantList.All(MutableUnitWriter.Write(_netlist, IsMutated).Sites, _bundle.Sources);
    }

    // Registers are words: the two lowest bits of an address do not count. Behind the map there is nothing to write.
    [TestCase("u_regs.awaddr_i bit 0 (s_axil_awaddr_i[0]) stuck at 0", EquivalenceOutcome.Proved)]
    [TestCase("u_regs.araddr_i bit 1 (s_axil_araddr_i[1]) inverted", EquivalenceOutcome.Proved)]
    [TestCase("u_regs.awaddr_i bit 2 (s_axil_awaddr_i[2]) stuck at 0", EquivalenceOutcome.Differs)]
    [TestCase("u_regs.araddr_i bit 6 (s_axil_araddr_i[6]) inverted", EquivalenceOutcome.Differs)]
    public void What_the_registers_make_of_it_decides(string description, EquivalenceOutcome expected)
    {
        Mutant mutant = _mutants.Single(mutant => mutant.Description == description);
        var proof = new EquivalenceProof(_netlist, IsMutated, TimeSpan.FromSeconds(60));
        Assert.That(proof.Attempt(mutant, _netlist.Top).Outcome, Is.EqualTo(EquivalenceOutcome.Differs), "the registers outside");
        Assert.That(
            proof.Attempt(mutant, _netlist.Top, opens: module => MutatedUnits.Opens(_bundle, "tile", module)).Outcome,
            Is.EqualTo(expected));
    }

    private bool IsMutated(NetModule module) => MutatedUnits.Has(_bundle, "tile", module);
}
