namespace MixPe.Generator.Rtl;

/// <summary>What the steps of a mac or a sum take, in delays of a carry-save adder: as Yosys and ABC map them to the
/// cells of osu018. Only their proportions matter, to place pipeline registers.</summary>
internal static class StageDelays
{
    /// <summary>A level of carry-save adders.</summary>
    internal const double CarrySave = 1;

    /// <summary>A level of binary adders on carry chains.</summary>
    internal const double CarryChain = 4;

    /// <summary>Product of a floating-point activation and a weight.</summary>
    internal const double FloatProduct = 7.5;

    /// <summary>Product of two binary16 numbers in binary32.</summary>
    internal const double Fp16Multiply = 24;

    /// <summary>Aligning a term in fixed point.</summary>
    internal const double Align = 2.5;

    /// <summary>Fixed point to binary32.</summary>
    internal const double ToFp32 = 8;

    /// <summary>A binary16 number times a power of two, rounded.</summary>
    internal const double Fp16Pow2 = 16;

    /// <summary>A carry-propagating adder.</summary>
    internal static double CarryPropagate(int width) => 0.4 * width;

    /// <summary>A rounding addition.</summary>
    internal static double FpAdd(int bits) => bits == 16 ? 27 : 48;
}
