namespace MixPe.Generator.Designs;

/// <summary>How a PE makes its products. All give the same bits; only what they cost differs.</summary>
public enum Architecture
{
    /// <summary>Each bit of the weight gates a shifted copy of the activation.</summary>
    ShiftAdd,

    /// <summary>The bits of equal weight of two neighbouring weights choose one activation, the other, their sum or zero:
    /// half as many rows for an adder a pair.</summary>
    PairSums,

    /// <summary>Radix-4 Booth recoding of the weight: half as many rows, each of which may be doubled or negated.</summary>
    Booth,

    /// <summary>BitFusion's bricks: both operands in digits of two bits, every digit of one by every digit of the other, shifted and
    /// summed.</summary>
    Bricks,

    /// <summary>A table of the sums of four activations, looked up by four bits of equal weight of their weights.</summary>
    Lut,

    /// <summary>The language's own * and +, left to the synthesiser: what is written without a generator.</summary>
    Behavioural,
}
