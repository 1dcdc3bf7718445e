using MixPe.Generator.Designs;

namespace MixPe.Generator.Systems;

/// <summary>A GEMM in several parts, each on a tile of its own, the last of which adds what another one gives.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Method">How the GEMM is divided.</param>
/// <param name="Outliers">Columns of X that stay in FP16; 0 where the method has none.</param>
/// <param name="Rank">Rank of the part of W that stays in FP16; 0 where the method has none.</param>
/// <param name="WidePercent">Blocks of K whose activations have more bits, in percent; 0 where the method has none.</param>
/// <param name="SparsePermille">Weights of 1000 that stay in FP16; 0 where the method has none.</param>
/// <param name="IsSmoothed">True if columns of X are made smaller, and of W as much larger, before all else.</param>
/// <param name="Dense">The design of the quantized part; gives binary32.</param>
/// <param name="Down">The design that makes X · L2ᵀ of a low-rank part, in FP16; else null.</param>
/// <param name="Added">The design of the part in FP16, or in wider activations, that adds the results of <paramref name="Dense"/>; where
/// there is none, that one.</param>
public sealed record GemmSystem(
    string Name,
    string Description,
    string Source,
    SplitMethod Method,
    int Outliers,
    int Rank,
    int WidePercent,
    int SparsePermille,
    bool IsSmoothed,
    Design Dense,
    Design? Down,
    Design Added);
