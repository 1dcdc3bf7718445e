using System.Xml.Linq;
using MixPe.Cli;
using MixPe.Flow.Drawings;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Sim.Processes;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Drawings;

[TestFixture]
public sealed class DrawVerbTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [TestCase("mixpe-w4a8")]
    [TestCase("mixpe-w4a16-ws")]
    [TestCase("mixpe-w4a16-slices")]
    [TestCase("gguf-q4-0")]
    [TestCase("dgq")]
    [TestCase("olaccel")]
    public void The_pictures_have_every_port(string name)
    {
        using ScratchFolder scratch = new();
        var (code, output, error) = Draw(Generate, name, "--out", scratch["pictures"]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        string[] files = output.TrimEnd().Split('\n');
        RtlBundle bundle = Generate(DesignLoader.Load(name));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Directory.GetFiles(scratch["pictures"]), Is.EquivalentTo(files));
            Assert.That(files[0], Does.EndWith($"{bundle.Design.Name}-pe.svg"));
            Assert.That(Ports(bundle, "pe").Where(port => !Texts(files[0]).Contains(port)), Is.Empty);
            Assert.That(Ports(bundle, "array").Where(port => port != "rst_ni" && !Texts(files[1]).Contains(port)), Is.Empty);
            Assert.That(Texts(files[1]).Count(text => text == "0"), Is.Positive, "results are zero at first");
        }
    }

    [Test]
    public void A_schematic_of_another_unit_has_its_operators()
    {
        using ScratchFolder scratch = new();
        Assert.That(Draw(Generate, "mixpe-w4a8", "--unit", "csa", "--out", scratch.Path).Code, Is.EqualTo(ExitCode.Done));
        XDocument picture = XDocument.Load(scratch["mixpe_w4a8-csa.svg"]);
        XName type = XName.Get("type", "https://github.com/nturley/netlistsvg");
        Assert.That(
            picture.Descendants(Svg + "g").Select(cell => (string?)cell.Attribute(type)).OfType<string>(),
            Has.Some.Contains("xor"), "a sum of three bits");
    }

    [Test]
    public void What_the_golden_model_does_not_give_is_not_drawn()
    {
        using ScratchFolder scratch = new();
        BundleGenerator broken = new(Mutation.Apply("pe", "acc_q <= acc_d;", "acc_q <= ~acc_d;"));
        var (code, output, error) = Draw(broken.Generate, "mixpe-w4a8", "--out", scratch["pictures"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((code, output), Is.EqualTo((ExitCode.CheckFailed, "")));
            Assert.That(error, Does.Contain("nothing is drawn").And.Contain("cycle 15"));
            Assert.That(Directory.Exists(scratch["pictures"]), Is.False);
        }
    }

    [Test]
    public void A_unit_that_the_design_has_not_is_named_with_those_that_it_has()
    {
        var (code, _, error) = Draw(Generate, "mixpe-w4a8", "--unit", "addend");
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain("--unit: addend").And.Contain("group_dequant"));
    }

    [Test]
    public void A_unit_of_too_many_cells_is_refused()
    {
        using ScratchFolder scratch = new();
        var (code, _, error) = Draw(Generate, "mixpe-w4a8", "--unit", "array", "--out", scratch["pictures"]);
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain("cells: up to 400 can be drawn"));
    }

    [Test]
    public void Without_the_library_it_is_said_how_to_get_it()
    {
        using ScratchFolder scratch = new();
        ToolNotFoundException missing = Assert.Throws<ToolNotFoundException>(
            () => new DrawingLibrary(scratch.Path).Timing("{}", "nothing"))!;
        Assert.That(missing.Message, Does.Contain("WaveDrom").And.Contain("make setup"));
    }

    [Test]
    public void A_title_is_one_and_a_document_type_is_refused()
    {
        string picture = SvgTitle.Add("<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>", "a < b");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SvgTitle.Of(picture), Is.EqualTo("a < b"));
            Assert.That(SvgTitle.Of("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), Is.Null);
            Assert.That(() => SvgTitle.Of("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>"), Throws.Exception);
            Assert.That(() => SvgTitle.Of("<html/>"), Throws.Exception);
        }
    }

    private static RtlBundle Generate(Design design) => BundleGenerator.Create().Generate(design);

    private static IEnumerable<string> Ports(RtlBundle bundle, string unit) => bundle.Module(unit).Ports.Select(port => port.Name);

    private static HashSet<string> Texts(string file) =>
        [.. XDocument.Load(file).Descendants(Svg + "text").Select(text => text.Value)];

    private static (int Code, string Output, string Error) Draw(Func<Design, RtlBundle> generate, params string[] args)
    {
        StringWriter output = new();
        StringWriter error = new();
        int code = new CommandLineApp(generate).Run(["draw", .. args], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
