namespace MixPe.Model.Golden;

/// <summary>How the products of a group are added up.</summary>
public enum AccumulatorKind
{
    /// <summary>Fixed point wide enough that nothing overflows or rounds; the order of addition cannot matter.</summary>
    Exact,

    /// <summary>IEEE 754 binary32, rounded to nearest even at each add, in the lanes' stated order.</summary>
    Fp32,

    /// <summary>The MixPE paper's reading: binary16 partial products, one a weight bit, and a binary16 adder tree.</summary>
    Fp16,

    /// <summary>Activations aligned to their group's largest exponent, as integers that pass through integer PEs slice by
    /// slice; the sum of the integers is exact. See <see cref="SlicedGroup"/>. Activations that are integers pass as they are.</summary>
    Sliced,

    /// <summary>The products of a beat and the binary32 accumulator added at once, aligned to the largest of them, what falls below
    /// the window and the result's last place cut off: modelled on tensor cores of GPUs. See <see cref="FusedDot"/>.</summary>
    Fp32Dot,
}
