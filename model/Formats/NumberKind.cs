namespace MixPe.Model.Formats;

/// <summary>How the bits of an element are read.</summary>
public enum NumberKind
{
    /// <summary>Two's complement integer.</summary>
    Signed,

    /// <summary>Unsigned integer.</summary>
    Unsigned,

    /// <summary>Sign, biased exponent, fraction; subnormals valid.</summary>
    Float,
}
