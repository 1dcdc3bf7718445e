using System.Text;
using MixPe.Generator.Designs;
using MixPe.Generator.Networks;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Networks;

public sealed class BadNetworkTests
{
    private const string Good = "name: a\nlayers: 1\nhidden: 8\nheads: 2\nffn: 16\nvocab: 0\ntokens: 4\n";

    // What is wrong with a file, and the faults that it must give: line field rule.
    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("", "1 - mapping");
        yield return Case("- a\n", "1 - mapping");
        yield return Case("name: \"\n", "1 - yaml");
        yield return Case("name: a\n---\nname: a\n", "2 - one-document");
        yield return Case(Good + "hiden: 8\n", "8 hiden known");
        yield return Case(Good + "ffn: 8\n", "8 ffn once");
        yield return Case(Good + "gated: !!bool true\n", "8 gated no-tag");
        yield return Case(Good + "gated: &a true\n", "8 gated no-anchor");
        yield return Case(Good + "gated: [true]\n", "8 gated scalar");
        yield return Case(Good + "gated: 1\n", "8 gated gated");
        yield return Case(Good + "decoder: no\n", "8 decoder decoder");
        yield return Case(Good + "source: 8\n", "8 source source");
        yield return Case(Good + "kv_heads: 3\n", "8 kv_heads kv-heads-heads");
        yield return Case(Good + "kv_heads: 0\n", "8 kv_heads kv_heads");
        yield return Case(Good + "patch: -1\n", "8 patch patch");
        yield return Case(Good.Replace("tokens: 4", "tokens: 1\npatch: 8", StringComparison.Ordinal), "7 tokens patch-tokens");
        yield return Case(Good.Replace("heads: 2", "heads: 3", StringComparison.Ordinal), "4 heads heads-hidden");
        yield return Case("layers: 0\nhidden: 0\nheads: x\nffn: 1.5\nvocab: '0'\ntokens: 0\nname: 1\n",
            "1 layers layers", "2 hidden hidden", "3 heads heads", "4 ffn ffn", "5 vocab vocab", "6 tokens tokens", "7 name name");
        yield return Case("name: a\n", "0 layers required", "0 hidden required", "0 heads required", "0 ffn required",
            "0 vocab required", "0 tokens required");
    }

    [TestCaseSource(nameof(Cases))]
    public void Gives_exactly_the_expected_faults(string text, string[] expected) =>
        Assert.That(FaultsOf(Encoding.UTF8.GetBytes(text)), Is.EquivalentTo(expected));

    [Test]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.That(FaultsOf([(byte)'a', 0xff]), Is.EqualTo(new[] { "1 - utf8" }));

    [Test]
    public void A_file_of_more_than_a_mebibyte_is_refused() =>
        Assert.That(FaultsOf(new byte[(1 << 20) + 1]), Is.EqualTo(new[] { "0 - size" }));

    [Test]
    public void A_name_that_is_none_is_explained()
    {
        DesignException e = Assert.Throws<DesignException>(() => NetworkLoader.Load("lama-2-7b"))!;
        Assert.That(e.Message, Does.Contain("did you mean 'llama-2-7b'?"));
        e = Assert.Throws<DesignException>(() => NetworkLoader.Load("nothing"))!;
        Assert.That(e.Message, Does.Contain("llama-2-13b, llama-2-7b, llama-3-70b, opt-30b, opt-6.7b, vit-base"));
    }

    [Test]
    public void Every_rule_has_a_bad_file()
    {
        IEnumerable<string> covered = Cases().SelectMany(one => (string[])one.Arguments[1]!)
            .Select(line => line.Split(' ')[2]).Concat(["utf8", "size", "exists"]);
        Assert.That(NetworkFields.Rules.Select(rule => rule.Id).Except(covered), Is.Empty);
    }

    [Test]
    public void Defaults_are_those_of_the_manual()
    {
        var network = NetworkLoader.Parse(Encoding.UTF8.GetBytes(Good), "n.yaml");
        Assert.That((network.KvHeads, network.IsGated, network.Patch, network.IsDecoder, network.Source),
            Is.EqualTo((2, false, 0, true, "")));
    }

    private static TestCaseData Case(string text, params string[] expected) => new(text, expected);

    private static IEnumerable<string> FaultsOf(byte[] bytes)
    {
        try
        {
            NetworkLoader.Parse(bytes, "n.yaml");
            return [];
        }
        catch (DesignException e)
        {
            return e.Faults.Select(fault => $"{fault.Line} {fault.Field} {DesignFiles.RuleId(fault)}");
        }
    }
}
