using MixPe.Flow.Mutation;
using MixPe.Flow.Mutation.Equivalence;
using MixPe.Flow.Mutation.Netlists;
using MixPe.Generator.Bundles;
using NUnit.Framework;

namespace MixPe.Verif.Mutants;

[TestFixture]
public sealed class MutantListTests
{
    // By absorption out_o follows a_i alone: what the product is does not matter as long as it is below a_i.
    private const string Source = """
        module tiny (
          input  logic       clk_i,
          input  logic [1:0] a_i,
          input  logic       b_i,
          output logic       out_o,
          output logic       late_o
        );
          logic product;
          assign product = a_i[0] & b_i;
          assign out_o = product | a_i[0];
          always_ff @(posedge clk_i) begin
            late_o <= a_i[1];
          end
        endmodule
        """;

    private static readonly BundleFile[] Sources = [new("rtl/tiny.sv", Source)];

    private readonly Netlist _netlist = Netlist.Read(Sources, "tiny");

    [TestCase("left operand of or out_o bit 0 (product) stuck at 0", EquivalenceOutcome.Proved)]
    [TestCase("right operand of and product bit 0 (b_i) inverted", EquivalenceOutcome.Proved)]
    [TestCase("left operand of or out_o bit 0 (product) stuck at 1", EquivalenceOutcome.Differs)]
    [TestCase("right operand of or out_o bit 0 (a_i[0]) stuck at 0", EquivalenceOutcome.Differs)]
    [TestCase("register late_o: one cycle late", EquivalenceOutcome.Differs)]
    public void What_is_equivalent_is_proved_and_nothing_else(string description, EquivalenceOutcome expected)
    {
        Mutant mutant = All().Single(mutant => mutant.Description == description);
        var proof = new EquivalenceProof(_netlist, _ => true, TimeSpan.FromSeconds(10));
        Assert.That(proof.Attempt(mutant, _netlist.Top).Outcome, Is.EqualTo(expected));
    }

    [Test]
    public void A_mutant_names_its_line()
    {
        IReadOnlyList<Mutant> all = All();
        foreach (var (start, text) in new[]
        {
            ("left operand of and product", "assign product = a_i[0] & b_i;"),
            ("right operand of or out_o", "assign out_o = product | a_i[0];"),
            ("register late_o", "late_o <= a_i[1];"),
            ("output late_o", "output logic       late_o"),
        })
        {
            Mutant[] found = [.. all.Where(mutant => mutant.Description.StartsWith(start, StringComparison.Ordinal))];
            Assert.That(found, Is.Not.Empty, start);
            Assert.That(found.Select(mutant => mutant.Code), Is.All.EqualTo(text));
        }
    }

    [Test]
    public void A_seed_chooses_the_same_mutants_again_and_spreads_them_over_the_lines()
    {
        IReadOnlyList<Mutant> all = All();
        int lines = all.Select(mutant => mutant.Line).Distinct().Count();
        int[] Chosen(int seed) => [.. MutantChoice.Of(All(), lines, seed).Select(mutant => mutant.Id)];
        int[] once = Chosen(1);
        int[] again = Chosen(1);
        Assert.Multiple(() =>
        {
            Assert.That(all.Select(mutant => mutant.Id), Is.EqualTo(Enumerable.Range(1, all.Count)));
            Assert.That(again, Is.EqualTo(once));
            Assert.That(Enumerable.Range(2, 8).Select(Chosen), Has.Some.Not.EqualTo(once));
            Assert.That(
                MutantChoice.Of(all, lines, 1).Select(mutant => mutant.Line).Distinct().Count(), Is.EqualTo(lines));
            Assert.That(MutantChoice.Of(all, all.Count, 1), Is.EqualTo(all));
        });
    }

    private IReadOnlyList<Mutant> All() =>
        MutantList.All(MutableUnitWriter.Write(_netlist, _ => true).Sites, Sources);
}
