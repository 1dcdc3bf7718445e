namespace MixPe.Flow.Encoder;

/// <summary>The text whose tokens the demo sends through the array.</summary>
public static class DemoText
{
    /// <summary>English prose of about 110 tokens.</summary>
    public const string Value =
        "A language model spends most of its time multiplying weights by activations. The weights were trained once and "
        + "rarely change, so they can be stored in four bits each; the activations are different for every word and need "
        + "more. Most machines first expand the small numbers into large ones and then multiply as if nothing had been "
        + "gained. This array does not: every bit of a weight switches a shifted copy of the activation on or off, the "
        + "copies are added, and the scale of a whole group is applied once, at the bottom of the column.";
}
