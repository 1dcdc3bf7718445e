using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Generator.Bundles;

namespace MixPe.Generator.Rtl;

/// <summary>
/// Reads a module's interface out of its generated text, so that templates stay the one place where ports are
/// written. Generated modules hold to one form: a `///` sentence above every parameter and port, one a line.
/// </summary>
internal static partial class PortReader
{
    /// <summary>The interface.</summary>
    /// <param name="unit">Unit name.</param>
    /// <param name="text">Its module.</param>
    /// <param name="values">Parameters that do not have their default values.</param>
    /// <exception cref="FormatException">A port or parameter has no sentence, or a width cannot be evaluated.</exception>
    internal static ModuleSpec Read(string unit, string text, IReadOnlyDictionary<string, int>? values = null)
    {
        Dictionary<string, int> parameters = new(StringComparer.Ordinal);
        List<PortSpec> ports = [];
        string? module = null;
        List<string> sentence = [];
        foreach (string line in text.Split('\n'))
        {
            if (ModuleLine().Match(line) is { Success: true } start)
            {
                module = start.Groups["name"].Value;
            }
            else if (SentenceLine().Match(line) is { Success: true } words)
            {
                sentence.Add(words.Groups["text"].Value);
            }
            else if (ParameterLine().Match(line) is { Success: true } parameter)
            {
                Require(sentence, unit, line);
                string name = parameter.Groups["name"].Value;
                parameters[name] = values is not null && values.TryGetValue(name, out int value)
                    ? value
                    : Integer(parameter.Groups["value"].Value);
                sentence.Clear();
            }
            else if (PortLine().Match(line) is { Success: true } port)
            {
                Require(sentence, unit, line);
                ports.Add(Port(port, parameters, string.Join(' ', sentence)));
                sentence.Clear();
            }
            else if (line == ");")
            {
                break;
            }
        }

        string about = string.Join(' ', CommentLine().Matches(text[..text.IndexOf("\nmodule ", StringComparison.Ordinal)])
            .Skip(3).Select(match => match.Groups["text"].Value)).Trim();
        return new ModuleSpec(unit, module ?? throw new FormatException($"{unit}: no module line"), about, ports);
    }

    private static void Require(List<string> sentence, string unit, string line)
    {
        if (sentence.Count == 0)
        {
            throw new FormatException($"{unit}: no `///` sentence above '{line.Trim()}'");
        }
    }

    private static PortSpec Port(Match port, Dictionary<string, int> parameters, string sentence)
    {
        string name = port.Groups["name"].Value;
        string msb = port.Groups["msb"].Value;
        return new PortSpec(
            name,
            port.Groups["direction"].Value == "input" ? PortDirection.Input : PortDirection.Output,
            msb.Length == 0 ? 1 : WidthExpression.Evaluate(msb, parameters) + 1,
            sentence,
            name switch
            {
                "clk_i" => PortRole.Clock,
                "rst_ni" => PortRole.Reset,
                _ => PortRole.Data,
            });
    }

    private static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^module (?<name>\w+)")]
    private static partial Regex ModuleLine();

    [GeneratedRegex(@"^  /// (?<text>.+)$")]
    private static partial Regex SentenceLine();

    [GeneratedRegex(@"^  parameter int (?<name>\w+) = (?<value>\d+),?$")]
    private static partial Regex ParameterLine();

    [GeneratedRegex(@"^  (?<direction>input|output)\s+logic(?: signed)?\s+(?:\[(?<msb>.+):0\]\s+)?(?<name>\w+),?$")]
    private static partial Regex PortLine();

    [GeneratedRegex(@"^//(?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex CommentLine();
}
