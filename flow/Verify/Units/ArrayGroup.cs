using MixPe.Generator.Designs;

namespace MixPe.Flow.Verify.Units;

/// <summary>How a group met the array.</summary>
/// <param name="Last">Its last beat.</param>
/// <param name="IsAfterIdle">There was a cycle without an offered beat before or in it.</param>
/// <param name="IsHeld">Its last beat was held back.</param>
/// <param name="IsAfterReset">Its tile is the first one after a reset.</param>
internal sealed record ArrayGroup(ArrayBeat Last, bool IsAfterIdle, bool IsHeld, bool IsAfterReset)
{
    private const string Held = "held back";
    private const string Full = "a full group";
    private const string Short = "a short last group";
    private const string Short1 = "a short last group of one beat";

    /// <summary>Ways in which the last beat of a group is offered.</summary>
    public static IReadOnlyList<string> Offers { get; } = ["at once", "after idle cycles", Held];

    /// <summary>The way in which this one was.</summary>
    public string Offer => IsHeld ? Held : IsAfterIdle ? Offers[1] : Offers[0];

    /// <summary>Kinds of groups that a design can meet.</summary>
    public static IReadOnlyList<string> Kinds(Design design)
    {
        var kinds = new List<string> { $"{Full}, K goes on", $"{Full}, K ends" };
        if (design.Group > 1)
        {
            kinds.Add(Short1);
        }

        if (design.Group > design.Lanes + 1)
        {
            kinds.Add(Short);
        }

        return kinds;
    }

    /// <summary>True where the hardware cannot be met that way: a group of as many beats as a dequantization unit has rows
    /// never waits, and one of fewer always does when another group's last beat was taken just before it; weight-stationary
    /// arrays hold nothing back.</summary>
    /// <param name="design">The design.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="offer">One of <see cref="Offers"/>.</param>
    /// <param name="isAfterReset">Whether its tile is the first one after a reset.</param>
    public static bool IsImpossible(Design design, string kind, string offer, bool isAfterReset)
    {
        if (design.IsWeightStationary)
        {
            return offer == Held;
        }

        // A short group may have any number of beats up to these.
        int most = kind switch
        {
            Short1 => 1,
            Short => (design.Group - 1 + design.Lanes - 1) / design.Lanes,
            _ => design.Group / design.Lanes,
        };
        int least = kind == Short ? 2 : most;
        return (offer == Held && least >= design.BandRows)
            || (offer == Offers[0] && !isAfterReset && most < design.BandRows);
    }

    /// <summary>The kind of this one.</summary>
    public string Kind(Design design)
    {
        int length = Last.Start + Last.Length - (Last.Group * design.Group);
        return length == design.Group
            ? $"{Full}, {(Last.IsEnd ? "K ends" : "K goes on")}"
            : length <= design.Lanes ? Short1 : Short;
    }
}
