using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Flow.Formal;

/// <summary>Proofs of the words that a mac's sum adds: what each of them is of the operands.</summary>
internal static class InnerWordProofs
{
    /// <summary>The terms that a sum of minifloat or ternary products adds: a lane's activation times its weight.</summary>
    public static ProofOutcome SignedTerms(ProofRoom room, RtlBundle bundle)
    {
        Design design = bundle.Design;
        int x = design.Activations.Bits;
        return Inner(
            room, bundle, Enumerable.Range(0, design.Lanes), lane => [$"term{lane}", $"neg{lane}"],
            (module, lane) =>
            {
                int width = module.Wires[$"term{lane}"].Count;
                return string.Create(CultureInfo.InvariantCulture, $$"""
                      wire [{{width}}:0] want;
                      spec_mac_int #(
                        .Lanes(1), .XWidth({{x}}), .StateWidth({{width + 1}}), {{WeightFormat.Text(design)}}
                      ) u_spec (
                        .state_i({{width + 1}}'d0), .x_i(x_i[{{lane * x}}+:{{x}}]), .w_i({{WeightFormat.Lane(design, lane)}}), .state_o(want)
                      );
                      // A bit wider than the term: as numbers, not only modulo 2^{{width}}.
                      wire [{{width}}:0] value = {term{{lane}}[{{width - 1}}], term{{lane}}} + neg{{lane}};
                      assign {{UnitMiter.Bad}} = value != want;
                    """);
            });
    }

    /// <summary>The activation that the outlier of a word has upper bits for: the one that its index names; none of no lane.</summary>
    public static ProofOutcome Outlier(ProofRoom room, RtlBundle bundle)
    {
        Design design = bundle.Design;
        int x = design.Activations.Bits;
        int bits = design.Weights.CodeBits;
        return Inner(
            room, bundle, ["far_x"], word => [word],
            (_, _) => string.Create(CultureInfo.InvariantCulture, $$"""
                  wire [{{bits - 1}}:0] index = w_i[{{design.Lanes * bits}}+:{{bits}}];
                  wire [{{x - 1}}:0] want = 32'(index) < {{design.Lanes}} ? x_i[index*{{x}}+:{{x}}] : {{x}}'d0;
                  assign {{UnitMiter.Bad}} = far_x != want;
                """));
    }

    /// <summary>The rows that a sum of pairs, or of what four bits look up, adds: for each bit of two or four weights, that of each times
    /// its own activation, all added up; of an odd last lane alone.</summary>
    public static ProofOutcome Rows(ProofRoom room, RtlBundle bundle)
    {
        Design design = bundle.Design;
        int x = design.Activations.Bits;
        int bits = design.Weights.Bits;
        int each = design.Architecture == Architecture.Lut ? 4 : 2;
        var rows = from pair in Enumerable.Range(0, (design.Lanes + each - 1) / each)
                   from bit in Enumerable.Range(0, bits)
                   select (Pair: pair, Bit: bit);
        return Inner(
            room, bundle, rows, row => [$"row{row.Pair}_{row.Bit}"],
            (module, row) =>
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"row{row.Pair}_{row.Bit}");
                IEnumerable<string> products = Enumerable.Range(each * row.Pair, Math.Min(each, design.Lanes - (each * row.Pair)))
                    .Select(lane => string.Create(
                        CultureInfo.InvariantCulture,
                        $"(w_i[{(lane * bits) + row.Bit}] ? $signed(x_i[{lane * x}+:{x}]) : {x}'sd0)"));
                return string.Create(CultureInfo.InvariantCulture, $$"""
                      wire signed [{{x + 1}}:0] want = {{string.Join(" + ", products)}};
                      wire signed [{{module.Wires[name].Count - 1}}:0] got = {{name}};
                      assign {{UnitMiter.Bad}} = got != want;
                    """);
            });
    }

    /// <summary>The products that a sum of bricks adds: of each digit of two bits of a lane's activation and each one of its weight, all
    /// at once.</summary>
    public static ProofOutcome Bricks(ProofRoom room, RtlBundle bundle)
    {
        Design design = bundle.Design;
        (string Name, Digit X, Digit W)[] bricks =
        [
            .. from lane in Enumerable.Range(0, design.Lanes)
               from x in Digit.Of("x_i", design.Activations, lane)
               from w in Digit.Of("w_i", design.Weights, lane)
               select (string.Create(CultureInfo.InvariantCulture, $"brick{lane}_{x.Number}_{w.Number}"), x, w),
        ];

        // A bit more than the word: it is the product as a number, of either sign.
        IEnumerable<string> wanted = bricks.Select(brick => string.Create(CultureInfo.InvariantCulture, $$"""
              wire signed [4:0] x_{{brick.Name}} = {{brick.X.Value}};
              wire signed [4:0] w_{{brick.Name}} = {{brick.W.Value}};
              wire signed [4:0] want_{{brick.Name}} = x_{{brick.Name}} * w_{{brick.Name}};
              wire signed [4:0] got_{{brick.Name}} = {{(brick.X.IsSigned || brick.W.IsSigned ? $"$signed({brick.Name})" : $"{{1'b0, {brick.Name}}}")}};

            """));
        IEnumerable<string> differences = bricks.Select(brick => $"(got_{brick.Name} != want_{brick.Name})");
        return Inner(
            room, bundle, [bricks], all => [.. all.Select(brick => brick.Name)],
            (_, _) => $"{string.Concat(wanted)}  assign {UnitMiter.Bad} = {string.Join("\n    | ", differences)};");
    }

    // Two bits of an operand, or the one that is left; the top ones of a signed operand have a sign.
    private sealed record Digit(int Number, string Bits, bool IsSigned)
    {
        public string Value => IsSigned ? $"$signed({Bits})" : $"$signed({{1'b0, {Bits}}})";

        public static IEnumerable<Digit> Of(string port, NumberFormat format, int lane)
        {
            for (int low = 0; low < format.Bits; low += 2)
            {
                int bits = Math.Min(2, format.Bits - low);
                yield return new Digit(
                    low / 2,
                    string.Create(CultureInfo.InvariantCulture, $"{port}[{(lane * format.Bits) + low}+:{bits}]"),
                    format.IsSigned && low + bits == format.Bits);
            }
        }
    }

    // A case each, about inner words of the mac: the miter has its inputs and those words.
    private static ProofOutcome Inner<T>(
        ProofRoom room, RtlBundle bundle, IEnumerable<T> cases, Func<T, string[]> words, Func<NetModule, T, string> body)
    {
        NetModule module = UnitProofs.Module(room, bundle, "mac");
        return UnitProofs.All(cases, one =>
        {
            string[] names = words(one);
            string inputs = string.Join(",\n  ", module.Ports.Where(port => port.IsInput).Select(port => string.Create(
                CultureInfo.InvariantCulture, $"input wire [{port.Bits.Count - 1}:0] {port.Name}")));
            string wires = string.Concat(names.Select(name => string.Create(
                CultureInfo.InvariantCulture, $"  wire [{module.Wires[name].Count - 1}:0] {name};\n")));
            string connections = string.Join(
                ", ", module.Ports.Where(port => port.IsInput).Select(port => port.Name).Concat(names).Select(name => $".{name}({name})"));
            room.Write("miter.sv", $"""
                module {UnitMiter.Name} (
                  {inputs},
                  output wire {UnitMiter.Bad}
                );
                {wires}  {module.Name} u_dut ({connections});
                {body(module, one)}
                endmodule

                """);
            return SatProof.Never(
                room,
                UnitProofs.Exposed(
                    room, module.Name,
                    [.. room.OpenPipeline, $"expose {string.Join(' ', names.Select(name => $"{module.Name}/w:{name}"))}"]),
                UnitMiter.Name, UnitMiter.Bad);
        });
    }
}
