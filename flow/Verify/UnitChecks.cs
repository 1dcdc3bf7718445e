using MixPe.Flow.Verify.Units;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Verify;

/// <summary>Every check, a line a unit.</summary>
public static class UnitChecks
{
    /// <summary>All checks, leaves first.</summary>
    public static IReadOnlyList<UnitCheck> All { get; } =
    [
        .. IntegerUnitChecks.All,
        .. FloatUnitChecks.All,
        .. SliceChecks.All,
        .. Fp16MulPow2Checks.All,
        .. PeChecks.All,
        .. DequantChecks.All,
        .. ArrayChecks.All,
        .. TensorScaleChecks.All,
        .. AddendChecks.All,
        .. RegisterChecks.All,
        .. TileChecks.All,
    ];

    /// <summary>The checks of a design at a level.</summary>
    public static IReadOnlyList<UnitCheck> For(Design design, VerifyLevel level) =>
        [.. All.Where(check => check.Level <= level && check.Applies(design))];
}
