using MixPe.Generator.Templates;
using NUnit.Framework;

namespace MixPe.Verif.Templates;

[TestFixture]
public sealed class TemplateLibraryTests
{
    private static readonly object Model = new
    {
        n = 4,
        name = "pe",
        flag = true,
        off = false,
        inner = new { k = 1 },
        ports = new[] { new { q = "a" }, new { q = "b" } },
    };

    [TestCase("{{name}}_{{inner.k}}", "pe_1")]
    [TestCase("{{#if off}}a{{else if flag}}b{{else}}c{{/if}}", "b")]
    [TestCase("{{#each ports}}{{q}}{{../n}}{{#unless @last}}, {{/unless}}{{/each}}", "a4, b4")]
    [TestCase("{{#each ports}}{{@index}}{{> port q=q}}{{/each}}", "0<a>1<b>")]
    [TestCase("a\n{{#if flag}}\nb\n{{/if}}\nc\n", "a\nb\nc\n")]
    [TestCase("{{!-- {{any}} thing } --}}x", "x")]
    [TestCase("assign y_o = { {4{a}}, b };", "assign y_o = { {4{a}}, b };")]
    [TestCase("assign y_o = { { {{n}}{a}}, {2{ {2{b}}}}};", "assign y_o = { { 4{a}}, {2{ {2{b}}}}};")]
    [TestCase("{{#if flag}}x = { a, {{else}}x = { b, {{/if}}c };", "x = { a, c };")]
    [TestCase("assign y_o = a_i && b_i < 8'h{{n}};", "assign y_o = a_i && b_i < 8'h4;")]
    public void Renders_what_stands_in_the_template(string text, string expected) =>
        Assert.That(Library(text).Render("unit", Model), Is.EqualTo(expected));

    [TestCase("a\nassign y_o = {{4{a}}, b};", 2, "{{4{a}}, b};", TestName = "{m}(replication)")]
    [TestCase("\n\n{{{n}}{1'b0}}", 3, "opens no hole", TestName = "{m}(triple brace)")]
    [TestCase("{{n}\n", 1, "opens no hole", TestName = "{m}(half closed)")]
    [TestCase("{{n\n}}", 1, "opens no hole", TestName = "{m}(hole over two lines)")]
    [TestCase("x\n{{", 2, "opens no hole", TestName = "{m}(end of file)")]
    [TestCase("\n{ {{n}}}", 2, "ambiguous", TestName = "{m}(three closing braces)")]
    [TestCase("\\{{n}}", 1, "not used here", TestName = "{m}(escape)")]
    [TestCase("{{4}}", 1, "knows", TestName = "{m}(number)")]
    [TestCase("{{}}", 1, "knows", TestName = "{m}(empty hole)")]
    [TestCase("{{add n 1}}", 1, "knows", TestName = "{m}(unknown helper)")]
    [TestCase("{{#with inner}}{{/with}}", 1, "knows", TestName = "{m}(unknown block)")]
    [TestCase("{{&name}}", 1, "knows", TestName = "{m}(ampersand)")]
    [TestCase("{{@root.n}}", 1, "knows", TestName = "{m}(unknown data)")]
    [TestCase("\n{{> nowhere}}", 2, "no template is named 'nowhere'", TestName = "{m}(unknown partial)")]
    [TestCase("\n{{#if flag}}\nx", 2, "never closed", TestName = "{m}(open block)")]
    [TestCase("{{#if flag}}\n{{/each}}", 2, "closes no", TestName = "{m}(crossed blocks)")]
    [TestCase("\n{{/if}}", 2, "closes no", TestName = "{m}(close without open)")]
    [TestCase("\n{{else}}", 2, "stands in no block", TestName = "{m}(else without block)")]
    [TestCase("{{#if flag}}{{else}}\n{{else}}{{/if}}", 2, "second", TestName = "{m}(second else)")]
    [TestCase("\n{{!-- never", 2, "comment", TestName = "{m}(open comment)")]
    [TestCase("a\nassign y_o = {N}};", 2, "closes nothing", TestName = "{m}(lost opening brace)")]
    [TestCase("a\n{ {4{a}, b }\n", 2, "never closed", TestName = "{m}(lost closing brace)")]
    [TestCase("{{#if flag}}\n{ a\n{{/if}}", 3, "leave different numbers", TestName = "{m}(brace opened in if)")]
    [TestCase("{{#each ports}}\n{ a\n{{else}}{ b{{/each}} }", 3, "leave different", TestName = "{m}(brace opened in each)")]
    [TestCase("{{#if flag}}{ a\n{{else if off}}b\n{{else}}{ c{{/if}} }", 3, "leave different", TestName = "{m}(branches differ)")]
    public void Refuses_at_load_with_name_and_line(string text, int line, string reason)
    {
        var fault = Assert.Throws<TemplateException>(() => Library(text));
        Assert.Multiple(() =>
        {
            Assert.That(fault.Template, Is.EqualTo("unit"));
            Assert.That(fault.Line, Is.EqualTo(line));
            Assert.That(fault.Message, Does.StartWith($"unit:{line}: ").And.Contain(reason));
        });
    }

    [TestCase("{{missing}}", "missing is undefined")]
    [TestCase("{{inner.missing}}", "missing is undefined")]
    [TestCase("{{#if missing}}a{{/if}}", "missing is undefined")]
    [TestCase("{{#unless missing}}a{{/unless}}", "missing is undefined")]
    [TestCase("{{#each missing}}a{{/each}}", "missing is undefined")]
    [TestCase("{{#each ports}}{{n}}{{/each}}", "n is undefined")]
    [TestCase("{{flag}}", "Boolean")]
    [TestCase("{{ports}}", "not text or an integer")]
    [TestCase("{{inner}}", "not text or an integer")]
    public void Refuses_at_render_with_template_and_field(string text, string reason)
    {
        var library = Library(text);
        var fault = Assert.Throws<TemplateException>(() => library.Render("unit", Model));
        Assert.That(fault.Message, Does.StartWith("unit: ").And.Contain(reason));
    }

    [Test]
    public void Refuses_a_template_that_does_not_exist() =>
        Assert.That(() => Library("x").Render("other", Model), Throws.TypeOf<TemplateException>());

    [TestCase("unit", "{{n}}", "4", "<a>")]
    [TestCase("port", "[{{q}}]", "0[a]1[b]", "[a]")]
    public void With_another_text_the_rest_is_what_it_was(string name, string text, string unit, string port)
    {
        TemplateLibrary library = Library("{{#each ports}}{{@index}}{{> port q=q}}{{/each}}");
        TemplateLibrary other = library.With(name, text);
        Assert.That(other.Render("unit", Model), Is.EqualTo(unit));
        Assert.That(other.Render("port", new { q = "a" }), Is.EqualTo(port));
        Assert.That(other.Text.Single(entry => entry.Key == name).Value, Is.EqualTo(text));
        Assert.That(library.Render("unit", Model), Is.EqualTo("0<a>1<b>"));
    }

    [TestCase("{{4}}")]
    [TestCase("{{> nowhere}}")]
    public void Another_text_is_checked_too(string text) => Assert.That(
        () => Library("x").With("unit", text), Throws.TypeOf<TemplateException>().With.Message.StartsWith("unit:1: "));

    [Test]
    public void Takes_dictionaries_as_models() =>
        Assert.That(
            Library("{{n}}").Render("unit", new Dictionary<string, object> { ["n"] = 12 }), Is.EqualTo("12"));

    [Test]
    public void Loads_every_template_of_the_tool() =>
        Assert.That(() => TemplateLibrary.LoadEmbedded(), Throws.Nothing);

    private static TemplateLibrary Library(string text) =>
        new(new Dictionary<string, string> { ["unit"] = text, ["port"] = "<{{q}}>" });
}
