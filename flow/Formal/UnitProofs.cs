using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Rtl;

namespace MixPe.Flow.Formal;

/// <summary>Proofs that a combinational unit equals its specification.</summary>
internal static class UnitProofs
{
    /// <summary>Bits of a weight up to which a product with a free accumulator closes by SAT or ABC.</summary>
    public const int HardWeight = 4;

    /// <summary>A unit, at every set of parameters that the design uses it with, against spec_UNIT.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="parameters">The specification's parameters beside those of the unit.</param>
    /// <param name="assumption">What its inputs hold to.</param>
    /// <param name="specification">Another specification than spec_UNIT.</param>
    /// <param name="care">Bits of its one output that are compared; null for all.</param>
    public static ProofOutcome Unit(
        ProofRoom room,
        RtlBundle bundle,
        string unit,
        IReadOnlyDictionary<string, long>? parameters = null,
        string assumption = "1",
        string? specification = null,
        string? care = null)
    {
        NetModule[] instances = [.. Netlists.Read(room, null).InstancesOf(bundle.Module(unit).Name)];
        if (instances.Length == 0)
        {
            return new ProofOutcome(ProofResult.Skipped, "SAT") { Note = "the design has no instance of it" };
        }

        ProofOutcome outcome = All(instances, instance =>
        {
            room.Write("miter.sv", UnitMiter.Text(
                instance, specification ?? $"spec_{unit}", Both(instance.Parameters, parameters), assumption, care));
            return SatProof.Never(room, UnitMiter.Prepare(room), UnitMiter.Name, UnitMiter.Bad);
        });
        string assumed = assumption == "1" ? "" : $"assuming {assumption}";
        string several = instances.Length == 1 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"{instances.Length} sets of parameters");
        string note = string.Join("; ", new[] { outcome.Note ?? "", several, assumed }.Where(text => text.Length > 0));
        return outcome with { Note = note.Length == 0 ? null : note };
    }

    private static Dictionary<string, long> Both(
        IReadOnlyDictionary<string, long> unit, IReadOnlyDictionary<string, long>? more) =>
        new(unit.Concat(more ?? new Dictionary<string, long>()), StringComparer.Ordinal);

    /// <summary>A small unit at all of its sets of parameters at once.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="unit">The unit.</param>
    public static ProofOutcome Together(ProofRoom room, RtlBundle bundle, string unit)
    {
        NetModule[] instances = [.. Netlists.Read(room, null).InstancesOf(bundle.Module(unit).Name)];
        if (instances.Length == 0)
        {
            return new ProofOutcome(ProofResult.Skipped, "SAT") { Note = "the design has no instance of it" };
        }

        room.Write("miter.sv", UnitMiter.Text(instances, $"spec_{unit}", instance => instance.Parameters));
        ProofOutcome outcome = SatProof.Never(room, UnitMiter.Prepare(room), UnitMiter.Name, UnitMiter.Bad);
        return instances.Length == 1 ? outcome : outcome with
        {
            Note = outcome.Note
                ?? string.Create(CultureInfo.InvariantCulture, $"{instances.Length} sets of parameters"),
        };
    }

    /// <summary>Integer mac, a lane at a time, from an accumulator of zero: a second opinion by SAT. With a free accumulator
    /// the heap of all lanes does not close; the algebraic proof is the one that covers it.</summary>
    public static ProofOutcome IntegerLanes(ProofRoom room, RtlBundle bundle)
    {
        Datapath path = new(bundle.Design);
        int lanes = bundle.Design.Lanes;
        int x = bundle.Design.Activations.Bits;
        int w = bundle.Design.Weights.CodeBits;
        int beat = path.BeatWeights;

        // Weights in pairs with their neighbours.
        int word = bundle.Design.Weights.IsPaired ? 2 * w : w;
        string mac = bundle.Module("mac").Name;
        return All(Enumerable.Range(0, lanes), lane =>
        {
            room.Write("miter.sv", string.Create(CultureInfo.InvariantCulture, $$"""
                module {{UnitMiter.Name}} (
                  input wire [{{x - 1}}:0] x_i,
                  input wire [{{word - 1}}:0] w_i,
                  output wire {{UnitMiter.Bad}}
                );
                  wire [{{path.StateWidth - 1}}:0] state_i = 0;
                  wire [{{(lanes * x) - 1}}:0] x = {{lanes * x}}'d0 | (x_i << {{lane * x}});
                  wire [{{beat - 1}}:0] w = {{beat}}'d0 | (w_i << {{lane * w / word * word}});
                  wire [{{path.StateWidth - 1}}:0] got, want;
                  {{mac}} u_dut (.state_i(state_i), .x_i(x), .w_i(w), .state_o(got));
                  spec_mac_int #(
                    .Lanes(1), .XWidth({{x}}), .StateWidth({{path.StateWidth}}), {{WeightFormat.Text(bundle.Design)}}
                  ) u_spec (.state_i(state_i), .x_i(x_i), .w_i({{WeightFormat.Lane(bundle.Design, lane % (word / w))}}), .state_o(want));
                  assign {{UnitMiter.Bad}} = got != want;
                endmodule

                """));

            // 8 by 8 bits are long work for SAT, and a small BDD.
            bool isHard = w > HardWeight;
            return SatProof.Never(
                room, UnitMiter.Prepare(room, room.OpenPipeline), UnitMiter.Name, UnitMiter.Bad, isHard, isHard);
        }, "each lane, the others and the accumulator zero");
    }

    /// <summary>Integer mac of few lanes, whole, with a free accumulator: a second opinion by SAT and ABC. It closes for
    /// one lane.</summary>
    public static ProofOutcome IntegerMac(ProofRoom room, RtlBundle bundle)
    {
        Datapath path = new(bundle.Design);
        room.Write("miter.sv", UnitMiter.Text(
            Module(room, bundle, "mac"), "spec_mac_int",
            new Dictionary<string, long>(WeightFormat.Parameters(bundle.Design), StringComparer.Ordinal)
            {
                ["Lanes"] = bundle.Design.Lanes,
                ["XWidth"] = bundle.Design.Activations.Bits,
                ["StateWidth"] = path.StateWidth,
            }));
        return SatProof.Never(room, UnitMiter.Prepare(room, room.OpenPipeline), UnitMiter.Name, UnitMiter.Bad);
    }

    /// <summary>The aligned terms that a fixed-point sum adds: a lane's activation times its weight, or by itself.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="unit">mac or sum.</param>
    public static ProofOutcome Terms(ProofRoom room, RtlBundle bundle, string unit)
    {
        NetModule module = Module(room, bundle, unit);
        bool isMac = unit == "mac";
        bool isHard = false;
        return All(Enumerable.Range(0, bundle.Design.Lanes), lane =>
        {
            int width = module.Wires[$"term{lane}"].Count;
            string weights = isMac ? WeightFormat.Lane(bundle.Design, lane) : "1'b1";
            string format = isMac ? WeightFormat.Text(bundle.Design) : ".WWidth(1)";
            int x = bundle.Design.Activations.Bits;
            room.Write("miter.sv", string.Create(CultureInfo.InvariantCulture, $$"""
                module {{UnitMiter.Name}} (
                  input wire [{{module.Port("state_i").Bits.Count - 1}}:0] state_i,
                  input wire [{{module.Port("x_i").Bits.Count - 1}}:0] x_i,
                  input wire [{{(isMac ? module.Port("w_i").Bits.Count : 1) - 1}}:0] w_i,
                  output wire {{UnitMiter.Bad}}
                );
                  wire [{{width - 1}}:0] term, want;
                  wire neg, finite;
                  {{module.Name}} u_dut (
                    .state_i(state_i), .x_i(x_i), {{(isMac ? ".w_i(w_i), " : "")}}.term{{lane}}(term), .neg{{lane}}(neg)
                  );
                  spec_fixed_term #(
                    {{format}}, {{ActivationFormat.Text(bundle.Design)}}, .TermWidth({{width}})
                  ) u_spec (.x_i(x_i[{{lane * x}}+:{{x}}]), .w_i({{weights}}), .value_o(want), .finite_o(finite));
                  // A bit wider than both: as numbers, not only modulo 2^{{width}}.
                  wire [{{width}}:0] value = {term[{{width - 1}}], term} + neg;
                  assign {{UnitMiter.Bad}} = finite & (value != {want[{{width - 1}}], want});
                endmodule

                """));
            ProofOutcome outcome = SatProof.Never(
                room,
                Exposed(
                    room,
                    module.Name,
                    [.. room.OpenPipeline, $"expose {module.Name}/w:term{lane} {module.Name}/w:neg{lane}"]),
                UnitMiter.Name, UnitMiter.Bad, isHard);

            // Lanes are alike.
            isHard |= outcome.Method == SatProof.Abc;
            return outcome;
        }, "finite activations");
    }

    /// <summary>The sticky flags above a fixed-point sum.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="unit">mac or sum.</param>
    public static ProofOutcome Flags(ProofRoom room, RtlBundle bundle, string unit)
    {
        NetModule module = Module(room, bundle, unit);
        bool isMac = unit == "mac";
        int width = module.Port("state_i").Bits.Count;
        int flags = isMac ? new Datapath(bundle.Design).FlagBits : 1;
        string format = ActivationFormat.Text(bundle.Design);
        string weights = isMac ? ".w_i(w_i), " : "";
        string specification = isMac
            ? $"spec_mac_flags #(.Lanes({bundle.Design.Lanes}), {WeightFormat.Text(bundle.Design)}, {format}) u_spec ("
                + $".flags_i(state_i[{width - 1}:{width - flags}]), .x_i(x_i), "
                + $".w_i({WeightFormat.Lanes(bundle.Design)}), .flags_o(want));"
            : $"spec_sum_flag #(.Lanes({bundle.Design.Lanes}), {format}) u_spec "
                + $"(.flag_i(state_i[{width - 1}]), .x_i(x_i), .flag_o(want));";
        room.Write("miter.sv", string.Create(CultureInfo.InvariantCulture, $$"""
            module {{UnitMiter.Name}} (
              input wire [{{width - 1}}:0] state_i,
              input wire [{{module.Port("x_i").Bits.Count - 1}}:0] x_i,
              input wire [{{(isMac ? module.Port("w_i").Bits.Count : 1) - 1}}:0] w_i,
              output wire {{UnitMiter.Bad}}
            );
              wire [{{width - 1}}:0] got;
              wire [{{flags - 1}}:0] want;
              {{module.Name}} u_dut (.state_i(state_i), .x_i(x_i), {{weights}}.state_o(got));
              {{specification}}
              assign {{UnitMiter.Bad}} = got[{{width - 1}}:{{width - flags}}] != want;
            endmodule

            """));
        return SatProof.Never(room, UnitMiter.Prepare(room, room.OpenPipeline), UnitMiter.Name, UnitMiter.Bad);
    }

    /// <summary>fp16_mul with the product of its significands cut: that product is proved by itself.</summary>
    public static ProofOutcome Multiply(ProofRoom room, RtlBundle bundle)
    {
        string module = bundle.Module("fp16_mul").Name;
        room.Write("miter.sv", $$"""
            module {{UnitMiter.Name}} (
              input wire [15:0] x_i, input wire [15:0] w_i, input wire [21:0] mag_i, output wire {{UnitMiter.Bad}}
            );
              wire [31:0] got, want;
              wire [10:0] x_sig, w_sig;
              {{module}} u_dut (
                .x_i(x_i), .w_i(w_i), .mag_cut_i(mag_i), .product_o(got), .x_sig(x_sig), .w_sig(w_sig)
              );
              spec_fp16_mul u_spec (.x_i(x_i), .w_i(w_i), .mag_i(mag_i), .product_o(want));
              // What the product is made of: fp16_mul.significands takes both as free words.
              wire is_product = x_sig == {x_i[14:10] != 0, x_i[9:0]} && w_sig == {w_i[14:10] != 0, w_i[9:0]};
              assign {{UnitMiter.Bad}} = (got != want) | !is_product;
            endmodule

            """);
        return WithFreeProduct(room, module, "x_sig", "w_sig");
    }

    /// <summary>fp16_product likewise.</summary>
    public static ProofOutcome Product(ProofRoom room, RtlBundle bundle)
    {
        string module = bundle.Module("fp16_product").Name;
        room.Write("miter.sv", $$"""
            module {{UnitMiter.Name}} (
              input wire [15:0] x_i, input wire [15:0] w_i, input wire [21:0] mag_i, output wire {{UnitMiter.Bad}}
            );
              wire [21:0] mag;
              wire [5:0] shift;
              wire neg, nan, inf;
              wire [10:0] x_sig, w_sig;
              {{module}} u_dut (
                .x_i(x_i), .w_i(w_i), .mag_cut_i(mag_i), .x_sig(x_sig), .w_sig(w_sig),
                .neg_o(neg), .mag_o(mag), .shift_o(shift), .nan_o(nan), .inf_o(inf)
              );
              // What its exponent and sign make of the magnitude.
              wire [5:0] want_shift = (x_i[14:10] > 1 ? x_i[14:10] - 1 : 0) + (w_i[14:10] > 1 ? w_i[14:10] - 1 : 0);
              wire x_special = x_i[14:10] == 31;
              wire w_special = w_i[14:10] == 31;
              wire want_nan = (x_special && x_i[9:0] != 0) || (w_special && w_i[9:0] != 0)
                  || (x_special && w_i[14:0] == 0) || (w_special && x_i[14:0] == 0);
              wire is_finite = !x_special && !w_special;
              wire is_product = x_sig == {x_i[14:10] != 0, x_i[9:0]} && w_sig == {w_i[14:10] != 0, w_i[9:0]};
              assign {{UnitMiter.Bad}} = !is_product | (nan != want_nan) | (inf != (!is_finite && !want_nan))
                  | (!want_nan & (neg != (x_i[15] ^ w_i[15]))) | (is_finite & ((shift != want_shift) | (mag != mag_i)));
            endmodule

            """);
        return WithFreeProduct(room, module, "x_sig", "w_sig");
    }

    // The product of the two significands is the same free word on both sides.
    internal static ProofOutcome WithFreeProduct(ProofRoom room, string module, string first, string second)
    {
        ProofOutcome outcome = SatProof.Never(
            room,
            Exposed(
                room, module, $"expose {module}/w:{first} {module}/w:{second}", $"expose -cut -sep _cut_ {module}/w:mag"),
            UnitMiter.Name,
            UnitMiter.Bad);
        return outcome with { Note = outcome.Note ?? "the significands' product shared as a free word" };
    }

    /// <summary>Commands that read the design with words of one module as its ports, then the miter, flat.</summary>
    internal static IReadOnlyList<string> Exposed(ProofRoom room, string module, params IReadOnlyList<string> expose) =>
    [
        $"read_verilog -sv {room.Sources}",
        $"hierarchy -check -top {module}",
        "proc",
        .. expose,
        $"read_verilog -sv {Specifications.Files} miter.sv",
        $"hierarchy -check -top {UnitMiter.Name}",
        "proc",
        "flatten",
        UnitMiter.FreeUnknowns,
        "opt -full",
    ];

    /// <summary>A mac or a sum, its pipeline open.</summary>
    internal static NetModule Module(ProofRoom room, RtlBundle bundle, string unit)
    {
        string name = bundle.Module(unit).Name;
        return Netlists.Read(room, name, room.OpenPipeline).Module(name);
    }

    /// <summary>Decides several cases: every one must be proved, and the first that is not is the answer.</summary>
    public static ProofOutcome All<T>(IEnumerable<T> cases, Func<T, ProofOutcome> decide, string? scope = null)
    {
        ProofOutcome last = new(ProofResult.Skipped, "SAT") { Note = "nothing to prove" };
        HashSet<string> methods = new(StringComparer.Ordinal);
        foreach (T one in cases)
        {
            last = decide(one);
            methods.Add(last.Method);
            if (last.Result != ProofResult.Proved)
            {
                return last;
            }
        }

        return last with { Method = string.Join(", ", methods.Order(StringComparer.Ordinal)), Note = scope };
    }
}
