namespace MixPe.Generator.Designs;

/// <summary>What the YAML scanner throws, besides its own exceptions, of texts that it lets through to the base library.
/// </summary>
public static class ScannerFault
{
    /// <summary>True of escapes beyond Unicode, a list that ends in a bare word and the file with it, a version too large
    /// to be a number, an alias right behind a quoted text. verif/Fuzz found them.</summary>
    public static bool IsOne(Exception e) =>
        e is ArgumentException or InvalidOperationException or OverflowException or EndOfStreamException;
}
