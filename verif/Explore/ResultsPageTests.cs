using MixPe.Flow.Explore.Results;
using MixPe.Verif.Designs;
using MixPe.Verif.Docs;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

/// <summary>Holds the tables of docs/results to its points.csv; MIXPE_WRITE_RESULTS=1 writes them.</summary>
[TestFixture]
public sealed class ResultsPageTests
{
    private const string RefreshVariable = "MIXPE_WRITE_RESULTS";
    private const string Header = "label,reference,named,systems,status,weights,activations,group,weight_bits,sqnr_db,cosine,nearest_kept,"
        + "area_per_mac_um2,energy_per_mac_pj,density,density_fp16,front,lanes,edge_area_um2,edge_energy_per_mac_pj,utilization\n";

    private static readonly string Folder = Path.Combine(DesignFiles.Root, "docs", "results");

    [Test]
    public void The_page_has_the_figures_of_the_points()
    {
        ResultTable table = ResultTable.Read(File.ReadAllText(Path.Combine(Folder, "points.csv")));
        using (Assert.EnterMultipleScope())
        {
            Hold("counts", ResultsPage.Counts(table));
            Hold("front", ResultsPage.Front(table));
            Hold("references", ResultsPage.References(table));
            Hold("fields", ResultsPage.Fields(table));
        }
    }

    [Test]
    public void At_least_three_hundred_points_have_all_figures() => Assert.That(
        ResultTable.Read(File.ReadAllText(Path.Combine(Folder, "points.csv"))).Rows
            .Count(row => !row.IsReference && row.Status == "measured"),
        Is.GreaterThanOrEqualTo(300));

    [Test]
    public void A_reference_is_set_beside_what_is_densest_of_no_less_fidelity_and_of_no_more_bits()
    {
        string page = ResultsPage.References(ResultTable.Read(Header
            + "ref clock_ns=30,true,ref,The System,measured,int4,int8,64,4,20,0.9,15,9,9,100,2,false,8,80,0.5,1\n"
            + "w=low,false,,,measured,int2,int4,64,2,19.9,0.9,15,9,9,900,18,true,8,80,0.5,1\n"
            + "w=long,false,same-name,,measured,int4,int4,64,4,20,0.9,15,9,9,110,3,true,8,80,0.5,1\n"
            + "w=short,false,,,measured,int3,int4,32,4,20,0.9,15,9,9,150,3,true,8,80,0.5,1\n"
            + "w=wide,false,,,measured,int8,int4,16,8,30,0.9,15,9,9,250,5,true,8,80,0.5,1\n"));
        Assert.That(
            page,
            Does.EndWith("\n| `ref`, The System | 20.00 | 4.00 | 64 | 2.0 | 100 % | 9 + 10 | 9.00 + 0.50 | int8 × int4, 16 | 2.50 | 1.12 | int3 × int4, 32 | 1.50 | 0.67 |\n"));
    }

    [Test]
    public void A_reference_that_nothing_reaches_or_that_lacks_a_figure_says_so()
    {
        string page = ResultsPage.References(ResultTable.Read(Header
            + "best clock_ns=30,true,best,,measured,int4,int8,64,4,70,0.9,15,9,9,100,2,false,8,80,0.5,1\n"
            + "\"sliced clock_ns=30\",true,sliced,,unsupported,int4,fp16,64,4,20,0.9,15,,,,,false,8,,,\n"
            + "w=wide,false,,,measured,int8,int8,64,8,30,0.9,15,9,9,250,5,true,8,80,0.5,1\n"));
        Assert.That(page, Does.Contain("| `best` | 70.00 | 4.00 | 64 | 2.0 | 100 % | 9 + 10 | 9.00 + 0.50 | none | – | – | none | – | – |"));
        Assert.That(page, Does.Contain("| `sliced` | 20.00 | 4.00 | 64 | – | – | – | – | – | – | – | – | – | – |"));
    }

    [Test]
    public void The_front_names_what_a_point_has_and_not_what_it_has_not()
    {
        string page = ResultsPage.Front(ResultTable.Read(Header
            + "w=int4 z=none g=16,false,same-name,,measured,int4,int8,16,5,20,0.91,14,99.4,1.25,100,2.5,true,8,80,0.5,1\n"
            + "w=int4 z=integer g=16,false,,,measured,int4,int8,16,5,19,0.9,15,9,9,10,2,false,8,80,0.5,1\n"));
        Assert.That(page.Split('\n')[2..], Is.EqualTo(["| 20.00 | 0.9100 | 14 | 5.00 | 2.5 | 100 % | 99 + 10 | 1.25 + 0.50 | `w=int4 g=16` = same-name |", ""]));
    }

    [Test]
    public void What_a_field_does_is_told_by_pairs_that_differ_in_nothing_else()
    {
        // Five pairs of w, of which one is the median; of g too few.
        string points = string.Concat(Enumerable.Range(0, 5).Select(i =>
            $"w=4 g={i},false,,,measured,int4,int8,64,4,{10 + i},0.9,15,9,9,100,1,false,8,80,0.5,1\nw=16 g={i},false,,,measured,int4,int8,64,4,{10 + (3 * i)},0.9,15,9,9,{100 + (10 * i)},1,false,8,80,0.5,1\n"));
        string page = ResultsPage.Fields(ResultTable.Read(
            Header + "ref,true,ref,,measured,int4,int8,64,4,99,0.9,15,9,9,100,2,false,8,80,0.5,1\n" + points
            + "w=16 g=9,false,,,measured,int4,int8,64,4,99,0.9,15,9,9,9,1,false,8,80,0.5,1\nw=4 g=9,false,,,missed,int4,int8,64,4,99,0.9,15,,,,,false,8,80,0.5,1\n"));
        Assert.That(
            page.Split('\n')[2..],
            Is.EqualTo(["| `w` | 4 | 16 | 5 | +4.00 (0.00 to +8.00) | × 1.20 (1.00 to 1.40) |", ""]));
    }

    [TestCase("label,named\na,b\n")]
    [TestCase(Header + "too,few\n")]
    [TestCase(Header + "\"open\n")]
    public void What_is_no_such_file_is_refused(string text) =>
        Assert.That(() => ResultTable.Read(text), Throws.TypeOf<FormatException>());

    private static void Hold(string name, string table) => HeldTable.Hold(
        Path.Combine(Folder, "README.md"), $"<!-- {name}: made by make results -->\n", $"<!-- end of {name} -->", table, RefreshVariable);
}
