using System.Text.Json;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Tensors;

namespace MixPe.Flow.Gemm;

/// <summary>Writes a run as NumPy files, so that anyone can check it without this tool.</summary>
public static class Dump
{
    private const string MetaFile = "meta.json";

    /// <summary>Writes y.npy: float16 for fp16, float32 for fp32 and, exactly, for bf16.</summary>
    /// <param name="path">File.</param>
    /// <param name="design">The design.</param>
    /// <param name="m">Rows.</param>
    /// <param name="n">Columns.</param>
    /// <param name="outputs">[M, N] bit patterns.</param>
    public static void WriteOutputs(string path, Design design, int m, int n, uint[] outputs)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(outputs);
        bool isHalf = design.Output == NumberFormats.Fp16;
        // binary32 begins with bf16.
        uint[] bits = design.Output == NumberFormats.Bf16 ? Array.ConvertAll(outputs, value => value << 16) : outputs;
        NpyFile.Write(path, Tensor.FromBits("y", [m, n], isHalf ? TensorType.Float16 : TensorType.Float32, bits));
    }

    /// <summary>Writes w_codes [N, K], w_scale [N, groups], w_channel_scale [N] with integer scales, with super groups w_super_scale and
    /// w_minimum_unit [N, super groups] and w_minimum [N, groups] instead, w_zero [N, groups] if any,
    /// x_codes [M, K], x_scale [M] if any, or [M, groups] where groups of X have scales, tensor_scale [1] and c [M, N] if any, y [M, N] and meta.json into a directory; an older dump there is replaced whole.</summary>
    /// <exception cref="InputException">Something else is there.</exception>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static void Write(string directory, SimulationReport report, GemmOperands operands)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(operands);
        Refuse(directory);
        AtomicDirectory.Write(AtomicDirectory.Resolve(directory), temporary => Fill(temporary, report, operands));
    }

    /// <summary>Refuses a directory that a dump must not replace.</summary>
    /// <exception cref="InputException">It is a file, or it holds something and no dump.</exception>
    public static void Refuse(string directory) => ReplacedDirectory.Refuse(directory, "a dump", MetaFile);

    private static void Fill(string directory, SimulationReport report, GemmOperands operands)
    {
        Design design = report.Design;
        int groups = GemmCheck.Groups(design.Arithmetic, operands.K);
        Save("w_codes", [operands.N, operands.K], CodeType(design.Weights), SignExtended(design.Weights, operands.Weights));
        bool isHalf = design.Scale == NumberFormats.Fp16;
        Save(
            "w_scale", [operands.N, groups], isHalf ? TensorType.Float16 : CodeType(design.Scale), Widened(operands.Scales));
        if (operands.ChannelScales is { } channels)
        {
            Save("w_channel_scale", [operands.N], TensorType.Float16, Widened(channels));
        }

        if (operands.SuperGroups is { } super)
        {
            int supers = super.Scales.Length / operands.N;
            Save("w_super_scale", [operands.N, supers], TensorType.Float16, Widened(super.Scales));
            Save("w_minimum_unit", [operands.N, supers], TensorType.Float16, Widened(super.Units));
            Save("w_minimum", [operands.N, groups], TensorType.UInt8, Widened(super.Minima));
        }

        if (operands.ZeroPoints is { } zero)
        {
            Save("w_zero", [operands.N, groups], IntegerType(design.Weights), Array.ConvertAll(zero, value => (uint)value));
        }

        Save(
            "x_codes",
            [operands.M, operands.K],
            CodeType(design.ActivationNumbers),
            SignExtended(design.ActivationNumbers, operands.Activations));
        if (operands.ActivationScales is { } scale)
        {
            Save("x_scale", [operands.M], TensorType.Float16, Widened(scale));
        }

        if (operands.ActivationGroupScales is { } groupScales && design.ActivationGroupScale is { } format)
        {
            Save(
                "x_scale", [operands.M, groupScales.Length / operands.M], format == NumberFormats.Fp16 ? TensorType.Float16 : CodeType(format), Widened(groupScales));
        }

        if (operands.TensorScale is { } tensor)
        {
            Save("tensor_scale", [1], TensorType.Float32, [tensor]);
        }

        if (operands.Addends is { } addends)
        {
            Save("c", [operands.M, operands.N], TensorType.Float32, addends);
        }

        WriteOutputs(Path.Combine(directory, "y.npy"), design, operands.M, operands.N, report.Run.Outputs);
        object meta = new
        {
            Weights = design.Weights.Name,
            Activations = design.ActivationNumbers.Name,
            Scale = design.Scale.Name,
            ZeroPoint = design.HasMinima ? "minimum" : design.ZeroPoint ? "integer" : "none",
            design.SuperGroup,
            ActivationScale = design.ActivationScale ? "fp16" : "none",
            ActivationGroupScale = design.ActivationGroupScale?.Name ?? "none",
            design.Group,
            Accumulator = DesignFields.WordOf(design.Accumulator),
            design.Fused,
            Out = design.Output.Name,
            TensorScale = design.HasTensorScale,
            Addend = design.HasAddend,
            design.Lanes,
            design.Slices,
            design.SliceBits,
        };
        File.WriteAllText(Path.Combine(directory, MetaFile), JsonSerializer.Serialize(meta, JsonStyle.Options) + "\n");

        void Save(string name, int[] shape, TensorType type, uint[] bits) =>
            NpyFile.Write(Path.Combine(directory, name + ".npy"), Tensor.FromBits(name, shape, type, bits));
    }

    private static TensorType CodeType(NumberFormat format) =>
        format.IsInteger ? IntegerType(format) : TensorType.UInt16;

    private static TensorType IntegerType(NumberFormat format) =>
        format.Kind == NumberKind.Signed ? TensorType.Int8 : TensorType.UInt8;

    private static uint[] Widened(ushort[] codes) => Array.ConvertAll(codes, code => (uint)code);

    private static uint[] SignExtended(NumberFormat format, ushort[] codes) => format.IsInteger
        ? Array.ConvertAll(codes, code => (uint)IntegerCodec.Decode(format, code))
        : Widened(codes);
}
