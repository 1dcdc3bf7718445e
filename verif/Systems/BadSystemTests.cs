using System.Text;
using MixPe.Generator.Designs;
using MixPe.Generator.Systems;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Systems;

public sealed class BadSystemTests
{
    private const string Quik = "name: a\nmethod: outlier-columns\noutliers: 3\ndense: w4a4\nadded: fp16-dot8-addend\n";
    private const string Svd =
        "name: a\nmethod: low-rank\nrank: 3\ndense: w4a4\ndown: fp16-dot8\ndown_set: [out=fp16]\nadded: fp16-dot8-addend\n";

    private const string Comet =
        "name: a\nmethod: mixed-blocks\nwide_percent: 30\ndense: w4a4\ndense_set: [activation_scale=none, activation_group_scale=fp16]\n"
        + "added: w4a8-sym\nadded_set: [activation_scale=none, activation_group_scale=fp16, addend=stream]\n";

    private const string Groups = "name: a\nmethod: mixed-groups\nwide_percent: 30\ndense: comet-w4ax\n";

    private const string Spqr = "name: a\nmethod: sparse-outliers\nsparse_permille: 10\ndense: spqr\nadded: fp16-dot8-addend\n";

    // What is wrong with a file, and the faults that it must give: line field rule.
    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("", "1 - mapping");
        yield return Case("name: \"\n", "1 - yaml");
        yield return Case("name: a\n---\nname: a\n", "2 - one-document");
        yield return Case(Quik + "denss: w4a4\n", "6 denss known");
        yield return Case(Quik + "dense: w4a4\n", "6 dense once");
        yield return Case(Quik + "smoothing: !!str sqrt\n", "6 smoothing no-tag");
        yield return Case(Quik + "smoothing: &a sqrt\n", "6 smoothing no-anchor");
        yield return Case(Quik + "smoothing: [sqrt]\n", "6 smoothing scalar");
        yield return Case(Quik + "dense_set: group=64\n", "6 dense_set scalar");
        yield return Case(Quik + "smoothing: some\n", "6 smoothing smoothing");
        yield return Case(Quik + "description: 4\nsource: 5\n", "6 description description", "7 source source");
        yield return Case(Quik + "added_set: [\"a\\tb\"]\ndense_set: [\"a\\tb\"]\n", "6 added_set added_set", "7 dense_set dense_set");
        yield return Case(Svd.Replace("[out=fp16]", "[\"a\\tb\"]", StringComparison.Ordinal), "6 down_set down_set");
        yield return Case(
            "name: 1\nmethod: some\noutliers: 1024\nrank: 257\ndense: 1\nadded: 1\ndown: 1\n",
            "1 name name", "2 method method", "3 outliers outliers", "4 rank rank", "5 dense dense", "6 added added", "7 down down");
        yield return Case("source: x\n", "0 name required", "0 method required", "0 dense required");
        yield return Case(Quik.Replace("outliers: 3", "outliers: 0", StringComparison.Ordinal), "3 outliers outliers-method");
        yield return Case(Svd + "outliers: 3\n", "8 outliers outliers-method");
        yield return Case(Svd.Replace("rank: 3\n", "", StringComparison.Ordinal), "2 method rank-method");
        yield return Case(Quik + "down: fp16-dot8\ndown_set: [out=fp16]\n", "6 down down-method");

        yield return Case(Comet.Replace("wide_percent: 30\n", "", StringComparison.Ordinal), "2 method wide-percent-method");
        yield return Case(Groups.Replace("wide_percent: 30\n", "", StringComparison.Ordinal), "2 method wide-percent-method");
        yield return Case(Groups + "added: w4a8-sym\nadded_set: [activation_scale=none, activation_group_scale=fp16, addend=stream]\n", "5 added added-method",
            "5 added added-part", "5 added chain");
        yield return Case(Comet.Replace("added: w4a8-sym\n", "", StringComparison.Ordinal), "2 method added-method");
        yield return Case(Groups + "dense_set: [wide_groups=false]\n", "4 dense dense-part");
        yield return Case(Groups + "dense_set: [addend=stream]\n", "4 dense dense-part");
        yield return Case(Comet.Replace("30", "100", StringComparison.Ordinal), "3 wide_percent wide_percent");
        yield return Case(Quik + "wide_percent: 30\n", "6 wide_percent wide-percent-method");
        yield return Case(Comet + "outliers: 3\n", "8 outliers outliers-method");
        yield return Case(Comet + "rank: 3\n", "8 rank rank-method");
        yield return Case(Comet + "down: fp16-dot8\ndown_set: [out=fp16]\n", "8 down down-method");

        yield return Case(Spqr.Replace("sparse_permille: 10\n", "", StringComparison.Ordinal), "2 method sparse-permille-method");
        yield return Case(Spqr.Replace("10", "201", StringComparison.Ordinal), "3 sparse_permille sparse_permille");
        yield return Case(Quik + "sparse_permille: 10\n", "6 sparse_permille sparse-permille-method");
        yield return Case(Spqr + "outliers: 3\n", "6 outliers outliers-method");
        yield return Case(Spqr + "dense_set: [zero_point=none, weights=int3]\n", "4 dense dense-part");
        yield return Case(Spqr + "dense_set: [activations=fp8_e4m3]\n", "4 dense dense-part");
        yield return Case(Spqr + "dense_set: [scale=bf16]\n", "4 dense dense-part");
        yield return Case(Spqr + "dense_set: [activation_scale=fp16]\n", "4 dense dense-part");
        yield return Case(Spqr.Replace("spqr", "w4a4", StringComparison.Ordinal), "4 dense dense-part");
        yield return Case(Spqr + "added_set: [columns=8]\n", "5 added chain");

        // Faults of a design are told where it is named, all at once.
        yield return Case(Quik + "dense_set: [group=0, rows=0]\n", "4 dense part-design", "4 dense part-design");
        yield return Case(Quik.Replace("w4a4", "w4a5", StringComparison.Ordinal), "4 dense part-design");
        yield return Case(Quik + "dense_set: [out=fp16]\n", "4 dense dense-part");
        yield return Case(Quik + "dense_set: [addend=stream]\n", "4 dense dense-part");
        yield return Case(Quik + "added_set: [scale=fp8_e4m3, tensor_scale=fp32]\n", "5 added added-part");
        yield return Case(Quik + "dense_set: [weights=uint4, zero_point=integer]\n", "4 dense dense-part");
        yield return Case(Quik.Replace("w4a4", "fp16-dot8", StringComparison.Ordinal), "4 dense dense-part");
        yield return Case(Quik + "dense_set: [activation_scale=none]\n", "4 dense dense-part");
        yield return Case(Quik + "dense_set: [scale=uint8]\n", "4 dense dense-part");
        yield return Case(Quik + "dense_set: [activation_scale=none, activation_group_scale=fp16]\n", "4 dense dense-part");
        yield return Case(Svd + "dense_set: [activation_scale=none]\n", "4 dense dense-part");
        yield return Case(Quik.Replace("w4a4", "nvfp4", StringComparison.Ordinal), "4 dense dense-part");
        yield return Case(Svd.Replace("w4a4", "fp4-a16", StringComparison.Ordinal), "4 dense dense-part");
        yield return Case(
            Svd.Replace("w4a4", "nvfp4", StringComparison.Ordinal) + "dense_set: [activations=int4]\n", "4 dense dense-part");
        yield return Case(
            Svd.Replace("w4a4", "nvfp4", StringComparison.Ordinal) + "dense_set: [activation_group_scale=none]\n", "4 dense dense-part");
        yield return Case(Svd + "added_set: [scale=fp8_e4m3, tensor_scale=fp32]\n", "7 added added-part");
        yield return Case(
            Svd.Replace("out=fp16", "out=fp16, scale=fp8_e4m3, tensor_scale=fp32", StringComparison.Ordinal), "5 down down-part");
        yield return Case(Svd.Replace("[out=fp16]", "[]", StringComparison.Ordinal), "5 down down-part");
        yield return Case(
            Comet.Replace("dense_set: [activation_scale=none, activation_group_scale=fp16]\n", "", StringComparison.Ordinal),
            "4 dense dense-part");
        yield return Case(Comet.Replace("w4a4", "fp16-dot8", StringComparison.Ordinal), "4 dense dense-part");
        yield return Case(Comet.Replace(", addend=stream", "", StringComparison.Ordinal), "6 added added-part");
        yield return Case(
            Comet.Replace("added_set: [activation_scale=none, activation_group_scale=fp16, ", "added_set: [", StringComparison.Ordinal),
            "6 added added-part");
        yield return Case(
            Comet.Replace("w4a8-sym", "fp16-dot8-addend", StringComparison.Ordinal)
                .Replace("added_set: [activation_scale=none, activation_group_scale=fp16, ", "added_set: [", StringComparison.Ordinal),
            "6 added added-part");
        yield return Case(Comet.Replace("fp16]\n", "fp16, group=64]\n", StringComparison.Ordinal), "6 added block-parts");
        yield return Case(Comet.Replace("addend=stream", "addend=stream, weights=int3", StringComparison.Ordinal), "6 added block-parts");
        yield return Case(Comet.Replace("addend=stream", "addend=stream, activations=int4", StringComparison.Ordinal), "6 added block-parts");
        yield return Case(Comet.Replace("addend=stream", "addend=stream, rows=8", StringComparison.Ordinal), "6 added chain");
        yield return Case(
            Quik.Replace("fp16-dot8-addend", "w4a8-sym", StringComparison.Ordinal) + "added_set: [addend=stream]\n", "5 added added-part");
        yield return Case(Quik.Replace("-addend", "", StringComparison.Ordinal), "5 added added-part");
        yield return Case(Quik + "added_set: [activation_scale=fp16]\n", "5 added added-part");
        yield return Case(Quik + "added_set: [rows=8]\n", "5 added chain");
        yield return Case(Quik + "added_set: [y_words=4]\n", "5 added chain");
        yield return Case(Quik + "dense_set: [row_blocks=2]\nadded_set: [columns=8]\n", "5 added chain");
    }

    [TestCaseSource(nameof(Cases))]
    public void Gives_exactly_the_expected_faults(string text, string[] expected) =>
        Assert.That(FaultsOf(Encoding.UTF8.GetBytes(text)), Is.EquivalentTo(expected));

    [Test]
    public void Good_files_are_taken()
    {
        GemmSystem quik = Parse(Quik), svd = Parse(Svd), comet = Parse(Comet), groups = Parse(Groups);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((quik.Outliers, quik.Rank, quik.IsSmoothed, quik.Down), Is.EqualTo((3, 0, false, (Design?)null)));
            Assert.That((quik.Dense.Name, quik.Added.Name, quik.Source), Is.EqualTo(("w4a4", "fp16_dot8_addend", "")));
            Assert.That((comet.Method, comet.WidePercent, comet.Down), Is.EqualTo((SplitMethod.MixedBlocks, 30, (Design?)null)));
            Assert.That((groups.Method, groups.WidePercent, groups.Added), Is.EqualTo((SplitMethod.MixedGroups, 30, groups.Dense)));
            Assert.That((quik.Method, quik.WidePercent), Is.EqualTo((SplitMethod.OutlierColumns, 0)));
            Assert.That((svd.Method, svd.Rank, svd.Down!.Output.Name), Is.EqualTo((SplitMethod.LowRank, 3, "fp16")));
            Assert.That(Parse(Svd.Replace("w4a4", "nvfp4", StringComparison.Ordinal)).Dense.HasTensorScale, Is.True);
            Assert.That(Parse(Svd.Replace("w4a4", "mxfp6-mxfp8", StringComparison.Ordinal)).Dense.HasTensorScale, Is.False);
            Assert.That(Parse(Quik + "dense_set: [scale=fp8_e4m3, tensor_scale=fp32]\n").Dense.HasTensorScale, Is.True);
            Assert.That((Parse(Spqr).Method, Parse(Spqr).SparsePermille), Is.EqualTo((SplitMethod.SparseOutliers, 10)));
            Assert.That(Scaled(Comet).Added.HasTensorScale, Is.True);
        }
    }

    // Each part of blocks with a scale of its own tensors.
    private static GemmSystem Scaled(string comet) =>
        Parse(comet.Replace("group_scale=fp16", "group_scale=fp8_e4m3, scale=fp8_e4m3, tensor_scale=fp32", StringComparison.Ordinal));

    [Test]
    public void What_the_command_sets_stands_for_what_the_file_sets()
    {
        GemmSystem system = Parse(Quik + "dense_set: [rows=8, group=64]\n", "rows=4");
        Assert.That((system.Dense.Rows, system.Dense.Group, system.Added.Rows, system.Added.Group), Is.EqualTo((4, 64, 4, 128)));
    }

    [Test]
    public void Bytes_that_are_no_text_and_too_many_are_refused()
    {
        Assert.That(FaultsOf([(byte)'a', 0xff]), Is.EqualTo(new[] { "1 - utf8" }));
        Assert.That(FaultsOf(new byte[(1 << 20) + 1]), Is.EqualTo(new[] { "0 - size" }));
    }

    [Test]
    public void A_name_that_is_none_is_explained()
    {
        DesignException e = Assert.Throws<DesignException>(() => SystemLoader.Load("quick"))!;
        Assert.That(e.Message, Does.Contain("did you mean 'quik'?"));
        e = Assert.Throws<DesignException>(() => SystemLoader.Load("nothing"))!;
        Assert.That(e.Message, Does.Contain("the named ones are comet, comet-one-tile, quik, spqr, svdquant, svdquant-nvfp4"));
    }

    [Test]
    public void Every_rule_has_a_bad_file()
    {
        IEnumerable<string> covered = Cases().SelectMany(one => (string[])one.Arguments[1]!)
            .Select(line => line.Split(' ')[2]).Concat(["utf8", "size", "exists"]);
        Assert.That(SystemFields.Rules.Select(rule => rule.Id).Except(covered), Is.Empty);
    }

    private static TestCaseData Case(string text, params string[] expected) => new(text, expected);

    private static GemmSystem Parse(string text, params string[] overrides) =>
        SystemLoader.Parse(Encoding.UTF8.GetBytes(text), "s.yaml", overrides);

    private static IEnumerable<string> FaultsOf(byte[] bytes)
    {
        try
        {
            SystemLoader.Parse(bytes, "s.yaml");
            return [];
        }
        catch (DesignException e)
        {
            return e.Faults.Select(fault => $"{fault.Line} {fault.Field} {DesignFiles.RuleId(fault)}");
        }
    }
}
