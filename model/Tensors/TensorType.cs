namespace MixPe.Model.Tensors;

/// <summary>Element type of a stored tensor.</summary>
public enum TensorType
{
    /// <summary>binary64.</summary>
    Float64,

    /// <summary>binary32.</summary>
    Float32,

    /// <summary>binary16.</summary>
    Float16,

    /// <summary>bfloat16.</summary>
    BFloat16,

    /// <summary>8-bit two's complement.</summary>
    Int8,

    /// <summary>8-bit unsigned.</summary>
    UInt8,

    /// <summary>16-bit two's complement.</summary>
    Int16,

    /// <summary>16-bit unsigned.</summary>
    UInt16,

    /// <summary>32-bit two's complement.</summary>
    Int32,

    /// <summary>32-bit unsigned.</summary>
    UInt32,

    /// <summary>64-bit two's complement.</summary>
    Int64,

    /// <summary>OCP's E4M3: 8 bits, no infinity.</summary>
    Float8E4M3,

    /// <summary>OCP's E5M2: 8 bits.</summary>
    Float8E5M2,
}
