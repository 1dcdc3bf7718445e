namespace MixPe.Flow.Verify.Units;

/// <summary>What goes wrong in a job.</summary>
internal enum TileFaultKind
{
    /// <summary>A packet of activations ends within a row.</summary>
    XShort,

    /// <summary>A packet of activations ends with a row before the last one, where packets of rows are not allowed.</summary>
    XEarly,

    /// <summary>No packet of activations ends with the last row.</summary>
    XLong,

    /// <summary>A byte of an activation is marked as none.</summary>
    XKeep,

    /// <summary>A packet of weights ends within a row.</summary>
    WShort,

    /// <summary>A packet of weights ends with a row before the last one of a pass, where packets of rows are not allowed.</summary>
    WEarly,

    /// <summary>No packet of weights ends with the last row of a pass.</summary>
    WLong,

    /// <summary>A byte of a weight or of a parameter is marked as none.</summary>
    WKeep,

    /// <summary>It is aborted.</summary>
    Abort,

    /// <summary>It has far more rows of X than the stream brings, and is aborted.</summary>
    EndlessM,

    /// <summary>It has far more rows of W than the stream brings, and is aborted.</summary>
    EndlessN,

    /// <summary>A size does not fit.</summary>
    Shape,

    /// <summary>It has no slices, or more than the tile.</summary>
    Slices,

    /// <summary>A packet of addends ends within a row of a block.</summary>
    CShort,

    /// <summary>A packet of addends does not end with a row of a block.</summary>
    CLong,

    /// <summary>A byte of an addend is marked as none.</summary>
    CKeep,
}
