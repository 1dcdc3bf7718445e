namespace MixPe.Flow.Verify.Units;

/// <summary>What a tile's register bus does in a cycle.</summary>
internal sealed record RegisterAccessCycle
{
    /// <summary>A write is offered: address, data, and the bytes that count.</summary>
    public (int Offset, uint Value, uint Strobes)? Write { get; init; }

    /// <summary>It acts.</summary>
    public bool IsWriting { get; init; }

    /// <summary>It is answered.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>A read is offered: the address.</summary>
    public int? Read { get; init; }

    /// <summary>What was read.</summary>
    public uint? Answer { get; init; }

    /// <summary>There is no such register.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The answer is not taken yet.</summary>
    public bool IsHeld { get; init; }
}
