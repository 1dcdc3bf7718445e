namespace MixPe.Flow.Cells;

/// <summary>A node of a boolean expression.</summary>
internal abstract record BooleanNode
{
    /// <summary>Its value.</summary>
    /// <param name="values">Of the inputs.</param>
    public abstract bool Evaluate(ReadOnlySpan<bool> values);

    /// <summary>0 or 1.</summary>
    internal sealed record Constant(bool Value) : BooleanNode
    {
        public override bool Evaluate(ReadOnlySpan<bool> values) => Value;
    }

    /// <summary>An input.</summary>
    internal sealed record Input(int Index) : BooleanNode
    {
        public override bool Evaluate(ReadOnlySpan<bool> values) => values[Index];
    }

    /// <summary>The complement.</summary>
    internal sealed record Not(BooleanNode Of) : BooleanNode
    {
        public override bool Evaluate(ReadOnlySpan<bool> values) => !Of.Evaluate(values);
    }

    /// <summary>Both.</summary>
    internal sealed record And(BooleanNode Left, BooleanNode Right) : BooleanNode
    {
        public override bool Evaluate(ReadOnlySpan<bool> values) => Left.Evaluate(values) & Right.Evaluate(values);
    }

    /// <summary>One or both.</summary>
    internal sealed record Or(BooleanNode Left, BooleanNode Right) : BooleanNode
    {
        public override bool Evaluate(ReadOnlySpan<bool> values) => Left.Evaluate(values) | Right.Evaluate(values);
    }

    /// <summary>One of the two.</summary>
    internal sealed record Xor(BooleanNode Left, BooleanNode Right) : BooleanNode
    {
        public override bool Evaluate(ReadOnlySpan<bool> values) => Left.Evaluate(values) ^ Right.Evaluate(values);
    }
}
