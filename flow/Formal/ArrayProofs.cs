using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Rtl;

namespace MixPe.Flow.Formal;

/// <summary>Proofs of handshakes and of control: the data path is cut away.</summary>
internal static class ArrayProofs
{
    private static readonly string[] Modules = ["array", "pe", "act_sum", "group_dequant"];

    /// <summary>What leaves the array's columns, and when, for every sequence of beats.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="rows">Rows of the array.</param>
    /// <param name="columns">Columns of the array.</param>
    /// <param name="units">Dequantization units of a column.</param>
    public static ProofOutcome Handshake(ProofRoom room, RtlBundle bundle, int rows, int columns, int units) =>
        InductionProof.Run(
            room,
            [],
            $"rtl/{bundle.Module("array").Name}.sv rtl/{bundle.Module("delay").Name}.sv array_harness.sv",
            $"{Defines(bundle, rows, columns)} -D UNITS={units.ToString(CultureInfo.InvariantCulture)}",
            "array_harness",
            "-prove u_array.start_q start_q -prove u_array.group_first_q first_group_late",
            [.. Enumerable.Range(0, bundle.Design.HasActivationSums ? rows : 0).Select(row => (
                "rst_n",
                string.Create(CultureInfo.InvariantCulture, $"u_array.gen_act_sum[{row}].u_act_sum.harness_rst_n")))]);

    /// <summary>What enters the dequantization units of a weight-stationary array, and when, for every sequence of words of weights
    /// and rows of X.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="rows">Rows of the array.</param>
    /// <param name="columns">Columns of the array.</param>
    public static ProofOutcome Control(ProofRoom room, RtlBundle bundle, int rows, int columns)
    {
        // The harness' words have a single bit that counts, its scales the highest one, its zero points the lowest one.
        int scaleBit = bundle.Design.ScaleBits - 1;
        int zeroBit = bundle.Design.ScaleBits;
        string Pe(string number)
        {
            var (row, column) = Math.DivRem(int.Parse(number, CultureInfo.InvariantCulture), columns);
            return string.Create(CultureInfo.InvariantCulture, $"gen_row[{row}].gen_column[{column}].u_pe");
        }

        HarnessProbes probes = new HarnessProbes("u_array")
            .Show("row_q", "rtl_row")
            .Show("k_first_q", "rtl_k_first")
            .ShowEach(rows * columns, number => $"{Pe(number)}.w_used[0]", "rtl_used")
            .ShowEach(columns, column => $"gen_dequant[{column}].edge_q[{scaleBit}]", "rtl_scale_edge")
            .ShowEach(columns, column => $"gen_dequant[{column}].foot_q[{scaleBit}]", "rtl_scale_foot");
        if (bundle.Design.HasActivationSums)
        {
            probes
                .ShowEach(columns, column => $"gen_dequant[{column}].edge_q[{zeroBit}]", "rtl_zero_edge")
                .ShowEach(columns, column => $"gen_dequant[{column}].foot_q[{zeroBit}]", "rtl_zero_foot");
        }

        return InductionProof.Run(
            room,
            [],
            $"rtl/{bundle.Module("array").Name}.sv rtl/{bundle.Module("delay").Name}.sv ws_array_harness.sv",
            Defines(bundle, rows, columns),
            "ws_array_harness",
            "",
            probes.Connections);
    }

    /// <summary>A result leaves group_dequant its latency after the last group entered, and at no other time.</summary>
    public static ProofOutcome Dequant(ProofRoom room, RtlBundle bundle) => InductionProof.Run(
        room, [], $"{room.Sources} dequant_harness.sv", $"{Defines(bundle, 3, 1)} {NoAssertions}", "dequant_harness");

    /// <summary>A PE hands its marks on.</summary>
    public static ProofOutcome PeMarks(ProofRoom room, RtlBundle bundle) => InductionProof.Run(
        room, [], $"{room.Sources} pe_harness.sv", $"{Defines(bundle, 1, 1)} {NoAssertions}", "pe_harness");

    // The units' own assertions hold in the array, not for any marks that a harness drives.
    private const string NoAssertions = "-D SYNTHESIS";

    private static string Defines(RtlBundle bundle, int rows, int columns)
    {
        Datapath path = new(bundle.Design);
        string name = bundle.Design.Name;
        List<string> defines =
        [
            .. Modules.Select(unit =>
                $"{unit.ToUpperInvariant()}={name}_{unit}"),
            .. new (string Name, int Value)[]
            {
                ("X_WIDTH", path.BeatActivations), ("W_WIDTH", path.BeatWeights), ("STATE_WIDTH", path.StateWidth),
                ("SUM_WIDTH", path.SumStateWidth), ("ZERO_WIDTH", Math.Max(1, bundle.Design.ZeroBits)),
                ("OUT_WIDTH", bundle.Design.ArrayOutput.Bits), ("SCALE_WIDTH", bundle.Design.ScaleBits), ("ROWS", rows), ("COLUMNS", columns),
                ("X_SCALE_WIDTH", bundle.Design.ActivationScaleBits),
                ("STAGES", bundle.Design.Pipeline), ("SETTLED", rows + columns + 1 + bundle.Design.Pipeline),
                ("LATENCY", path.DequantLatency),
            }.Select(define => string.Create(CultureInfo.InvariantCulture, $"{define.Name}={define.Value}")),
        ];
        if (bundle.Design.HasActivationSums)
        {
            defines.Add("ZERO_POINT");
        }

        if (bundle.Design.HasActivationScales)
        {
            defines.Add("ACTIVATION_SCALE");
        }

        if (bundle.Design.ActivationGroupScale is not null)
        {
            defines.Add("GROUP_SCALES");
        }

        return string.Join(' ', defines.Select(define => $"-D {define}"));
    }
}
