namespace MixPe.Generator.Bundles;

/// <summary>One port of a generated module, a packed vector.</summary>
/// <param name="Name">Port name, with its _i or _o.</param>
/// <param name="Direction">Input or output.</param>
/// <param name="Bits">Width in bits.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Role">Clock, reset or data.</param>
public sealed record PortSpec(
    string Name,
    PortDirection Direction,
    int Bits,
    string Description,
    PortRole Role = PortRole.Data);
