using System.Globalization;
using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation;

/// <summary>Yosys' word-level cells as SystemVerilog expressions, and what else somebody could have written.</summary>
internal static class CellText
{
    /// <summary>A cell's result, then alternatives with a name in words.</summary>
    /// <param name="cell">The cell; no register.</param>
    /// <param name="operand">The name of an operand.</param>
    /// <exception cref="NotSupportedException">No generated design has such a cell.</exception>
    public static (string Text, IReadOnlyList<(string Text, string Words)> Alternatives) Of(
        NetCell cell, Func<string, string> operand)
    {
        int width = cell.Outputs["Y"].Count;
        int widthA = cell.Inputs["A"].Count;
        int widthB = cell.Inputs.TryGetValue("B", out IReadOnlyList<NetBit>? b) ? b.Count : 0;
        int widest = Math.Max(widthA, widthB);
        string A(int to) => Extend(operand("A"), widthA, to, cell.IsSigned);
        string B(int to) => Extend(operand("B"), widthB, to, cell.IsSigned);
        string Two(string op) => $"{A(width)} {op} {B(width)}";
        string Compare(string op) => Resize(cell.IsSigned
            ? $"$signed({A(widest)}) {op} $signed({B(widest)})"
            : $"{A(widest)} {op} {B(widest)}", width);
        string Reduce(string op) => Resize($"{op}{operand("A")}", width);
        string Shift(string op, int more = 0)
        {
            int wide = Math.Max(widthA, width);
            string shifted = $"{A(wide)} {op} {operand("B")}";
            shifted = more == 0 ? shifted : $"({shifted}) {op} 1";
            return wide == width ? shifted : Cast(shifted, width);
        }

        (string, string) Other(string text, string words) => (text, words);
        return cell.Type switch
        {
            "$pos" => (A(width), []),
            "$not" => ($"~{A(width)}", [Other(A(width), "not dropped")]),
            "$and" => (Two("&"), [Other(Two("|"), "| in place of &"), Other(Two("^"), "^ in place of &")]),
            "$or" => (Two("|"), [Other(Two("&"), "& in place of |"), Other(Two("^"), "^ in place of |")]),
            "$xor" => (Two("^"), [Other(Two("|"), "| in place of ^"), Other(Two("~^"), "~^ in place of ^")]),
            "$xnor" => (Two("~^"), [Other(Two("^"), "^ in place of ~^")]),
            "$add" => (Two("+"), [Other(Two("-"), "- in place of +"), Other($"{Two("+")} + 1'b1", "+ with a carry in")]),
            "$sub" => (Two("-"),
            [
                Other(Two("+"), "+ in place of -"),
                Other($"{B(width)} - {A(width)}", "operands of - exchanged"),
            ]),
            "$eq" => (Compare("=="), [Other(Compare("!="), "!= in place of ==")]),
            "$ne" => (Compare("!="), [Other(Compare("=="), "== in place of !=")]),
            "$lt" => (Compare("<"), [Other(Compare("<="), "<= in place of <"), Other(Compare(">"), "> in place of <")]),
            "$le" => (Compare("<="), [Other(Compare("<"), "< in place of <="), Other(Compare(">="), ">= in place of <=")]),
            "$gt" => (Compare(">"), [Other(Compare(">="), ">= in place of >"), Other(Compare("<"), "< in place of >")]),
            "$ge" => (Compare(">="), [Other(Compare(">"), "> in place of >="), Other(Compare("<="), "<= in place of >=")]),
            "$logic_not" => (Reduce("!"), [Other(Reduce("|"), "not dropped")]),
            "$logic_and" => (Resize($"(|{operand("A")}) & (|{operand("B")})", width),
                [Other(Resize($"(|{operand("A")}) | (|{operand("B")})", width), "|| in place of &&")]),
            "$logic_or" => (Resize($"(|{operand("A")}) | (|{operand("B")})", width),
                [Other(Resize($"(|{operand("A")}) & (|{operand("B")})", width), "&& in place of ||")]),
            "$reduce_or" or "$reduce_bool" =>
                (Reduce("|"), [Other(Reduce("&"), "all bits in place of any bit"), Other(Reduce("~|"), "no bit in place of any bit")]),
            "$reduce_and" => (Reduce("&"), [Other(Reduce("|"), "any bit in place of all bits")]),
            "$reduce_xor" => (Reduce("^"), [Other(Reduce("~^"), "even in place of odd")]),
            "$shl" or "$sshl" =>
                (Shift("<<"), [Other(Shift(">>"), ">> in place of <<"), Other(Shift("<<", 1), "<< by one more")]),
            "$shr" => (Shift(">>"), [Other(Shift("<<"), "<< in place of >>"), Other(Shift(">>", 1), ">> by one more")]),
            "$shiftx" when !cell.IsSigned => (Cast($"{operand("A")} >> {operand("B")}", width),
                [Other(Cast($"({operand("A")} >> {operand("B")}) >> 1", width), "a bit further up")]),
            "$mul" => (Two("*"), [Other(Two("+"), "+ in place of *")]),
            "$mux" => ($"{operand("S")} ? {operand("B")} : {operand("A")}", []),
            _ => throw new NotSupportedException($"cell {cell.Name} of type {cell.Type}: no such cell is understood"),
        };
    }

    /// <summary>A decimal number.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The low bits of an expression.</summary>
    public static string Cast(string text, int width) => $"{Number(width)}'({text})";

    private static string Resize(string bit, int width) => width == 1 ? bit : $"{{{Number(width - 1)}'d0, {bit}}}";

    private static string Extend(string name, int width, int to, bool isSigned) => (to - width) switch
    {
        0 => name,
        < 0 => $"{name}[{Number(to - 1)}:0]",
        int more => isSigned
            ? $"{{{{{Number(more)}{{{name}[{Number(width - 1)}]}}}}, {name}}}"
            : $"{{{Number(more)}'d0, {name}}}",
    };
}
