namespace MixPe.Model.Tensors;

/// <summary>What the element types are called in each file format, and how wide they are.</summary>
internal static class TensorTypes
{
    private static readonly (TensorType Type, int Bytes, string Npy, string Safetensors, string TensorFlowJs)[] Rows =
    [
        (TensorType.Float64, 8, "f8", "F64", ""),
        (TensorType.Float32, 4, "f4", "F32", "float32"),
        (TensorType.Float16, 2, "f2", "F16", "float16"),
        (TensorType.BFloat16, 2, "", "BF16", ""),
        (TensorType.Int8, 1, "i1", "I8", ""),
        (TensorType.UInt8, 1, "u1", "U8", "uint8"),
        (TensorType.Int16, 2, "i2", "I16", ""),
        (TensorType.UInt16, 2, "u2", "U16", "uint16"),
        (TensorType.Int32, 4, "i4", "I32", "int32"),
        (TensorType.UInt32, 4, "u4", "U32", ""),
        (TensorType.Int64, 8, "i8", "I64", ""),
        (TensorType.Float8E4M3, 1, "", "F8_E4M3", ""),
        (TensorType.Float8E5M2, 1, "", "F8_E5M2", ""),
    ];

    /// <summary>Bytes of an element.</summary>
    public static int Bytes(TensorType type) => Rows[(int)type].Bytes;

    /// <summary>NumPy's name without the byte order, or "" when NumPy has none.</summary>
    public static string NpyName(TensorType type) => Rows[(int)type].Npy;

    /// <summary>The type of that NumPy name, or null.</summary>
    public static TensorType? FromNpy(string name) => Find(row => row.Npy == name, name);

    /// <summary>The type of that safetensors name, or null.</summary>
    public static TensorType? FromSafetensors(string name) => Find(row => row.Safetensors == name, name);

    /// <summary>The type of that TensorFlow.js name, or null.</summary>
    public static TensorType? FromTensorFlowJs(string name) =>
        name == "bool" ? TensorType.UInt8 : Find(row => row.TensorFlowJs == name, name);

    private static TensorType? Find(
        Func<(TensorType Type, int Bytes, string Npy, string Safetensors, string TensorFlowJs), bool> match,
        string name)
    {
        int index = name.Length == 0 ? -1 : Array.FindIndex(Rows, row => match(row));
        return index < 0 ? null : Rows[index].Type;
    }
}
