using System.Text.RegularExpressions;

namespace MixPe.Generator.Templates;

/// <summary>Refuses every template that the engine would render to something else than what stands in it.</summary>
/// <remarks>
/// The engine drops <c>{{4{a}}, b}</c> without a word, so each <c>{{</c> must open a known hole or block. A lost
/// brace in <c>{N}}</c> is found by counting: outside the tags SystemVerilog's own braces must balance, whichever
/// branches are taken.
/// </remarks>
internal static partial class TemplateChecker
{
    /// <summary>Checks one template.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="partials">Names that <c>{{&gt; name}}</c> may use.</param>
    /// <exception cref="TemplateException">A rule is broken.</exception>
    public static void Check(string name, string text, IReadOnlyCollection<string> partials)
    {
        var braces = new BraceBalance(name);
        var blocks = new Stack<Block>();
        var from = 0;
        var line = 1;
        foreach (var tag in TemplateTagReader.Read(name, text))
        {
            line = braces.Add(text.AsSpan(from, tag.Start - from), line);
            line += text.AsSpan(tag.Start, tag.End - tag.Start).Count('\n');
            from = tag.End;
            Visit(name, tag, partials, blocks, braces);
        }

        braces.Add(text.AsSpan(from), line);
        if (blocks.TryPeek(out var open))
        {
            throw new TemplateException(name, open.Line, $"'{{{{#{open.Keyword}}}}}' is never closed");
        }

        braces.End();
    }

    /// <summary>Names of the templates that a template puts into itself.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="TemplateException">A tag has no end.</exception>
    public static IEnumerable<string> Partials(string name, string text) =>
        TemplateTagReader.Read(name, text).Select(tag => PartialPattern().Match(tag.Content))
            .Where(match => match.Success).Select(match => match.Groups["name"].Value);

    private static void Visit(
        string name, TemplateTag tag, IReadOnlyCollection<string> partials, Stack<Block> blocks, BraceBalance braces)
    {
        if (tag.Content == "!--" || HolePattern().IsMatch(tag.Content))
        {
            if (tag.Content == "else")
            {
                Else(name, tag, blocks, braces);
            }
        }
        else if (OpenPattern().Match(tag.Content) is { Success: true } opened)
        {
            blocks.Push(new Block(opened.Groups["word"].Value, tag.Line, braces.Depth));
        }
        else if (ElseIfPattern().IsMatch(tag.Content))
        {
            Else(name, tag, blocks, braces);
        }
        else if (ClosePattern().Match(tag.Content) is { Success: true } closed)
        {
            Close(name, tag, closed.Groups["word"].Value, blocks, braces);
        }
        else if (PartialPattern().Match(tag.Content) is { Success: true } partial)
        {
            var wanted = partial.Groups["name"].Value;
            if (!partials.Contains(wanted))
            {
                throw new TemplateException(name, tag.Line, $"no template is named '{wanted}'");
            }
        }
        else
        {
            throw new TemplateException(
                name,
                tag.Line,
                $"'{{{{{tag.Content}}}}}' is no hole, block, partial or comment that this loader knows");
        }
    }

    private static void Else(string name, TemplateTag tag, Stack<Block> blocks, BraceBalance braces)
    {
        if (!blocks.TryPop(out var block))
        {
            throw new TemplateException(name, tag.Line, "'{{else}}' stands in no block");
        }

        if (block.BranchDepth is { } depth && depth != braces.Depth)
        {
            throw Unbalanced(name, tag.Line, block);
        }

        blocks.Push(block with { BranchDepth = braces.Depth, SeenFinalElse = tag.Content == "else" });
        if (block.SeenFinalElse)
        {
            throw new TemplateException(name, tag.Line, $"a second '{{{{else}}}}' in the block of line {block.Line}");
        }

        braces.Depth = block.OpenDepth;
    }

    private static void Close(
        string name, TemplateTag tag, string word, Stack<Block> blocks, BraceBalance braces)
    {
        if (!blocks.TryPop(out var block) || block.Keyword != word)
        {
            throw new TemplateException(name, tag.Line, $"'{{{{/{word}}}}}' closes no '{{{{#{word}}}}}'");
        }

        // Without an else, and in a loop, the body may be left out or repeated: it has to balance by itself.
        var mayBeSkipped = !block.SeenFinalElse || word == "each";
        var other = block.BranchDepth ?? block.OpenDepth;
        if (braces.Depth != other || (mayBeSkipped && braces.Depth != block.OpenDepth))
        {
            throw Unbalanced(name, tag.Line, block);
        }
    }

    private static TemplateException Unbalanced(string name, int line, Block block) =>
        new(name, line, $"the branches of the block of line {block.Line} leave different numbers of '{{' open");

    [GeneratedRegex(@"^(\.\./)*(this|@index|@first|@last|(this\.)?[A-Za-z_]\w*(\.[A-Za-z_]\w*)*)$")]
    private static partial Regex HolePattern();

    [GeneratedRegex(@"^#(?<word>if|unless|each)\s+(\.\./)*(this|@first|@last|(this\.)?[A-Za-z_]\w*(\.[A-Za-z_]\w*)*)$")]
    private static partial Regex OpenPattern();

    [GeneratedRegex(@"^else\s+if\s+(\.\./)*(this|@first|@last|(this\.)?[A-Za-z_]\w*(\.[A-Za-z_]\w*)*)$")]
    private static partial Regex ElseIfPattern();

    [GeneratedRegex(@"^/(?<word>if|unless|each)$")]
    private static partial Regex ClosePattern();

    [GeneratedRegex(@"^>\s*(?<name>[A-Za-z_][\w/-]*)(\s+[A-Za-z_]\w*=(\.\./)*[A-Za-z_]\w*(\.[A-Za-z_]\w*)*)*$")]
    private static partial Regex PartialPattern();

    /// <param name="Keyword">if, unless or each.</param>
    /// <param name="Line">Line of its opening tag.</param>
    /// <param name="OpenDepth">SystemVerilog braces open before it.</param>
    /// <param name="BranchDepth">SystemVerilog braces open after its earlier branches, if there are any.</param>
    /// <param name="SeenFinalElse">True after a plain else.</param>
    private sealed record Block(
        string Keyword, int Line, int OpenDepth, int? BranchDepth = null, bool SeenFinalElse = false);
}
