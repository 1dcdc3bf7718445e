using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation;

/// <summary>A place in a mutated unit that can be made wrong from outside: an operand, of which bits can be changed, or
/// a result or register with other ways to compute it.</summary>
/// <param name="Number">What the port mutant_i holds to make this place wrong; from 1.</param>
/// <param name="Module">The module.</param>
/// <param name="Cell">The cell or instance; null for an output of the module.</param>
/// <param name="Port">The cell's port, or the module's.</param>
/// <param name="Offset">The port's bit that is <paramref name="Bits"/>' bit 0: wide operands are several places.</param>
/// <param name="Bits">The operand's bits; empty for a result or register.</param>
/// <param name="Alternatives">What else is computed, in words; empty for an operand.</param>
public sealed record MutationSite(
    int Number,
    NetModule Module,
    NetCell? Cell,
    string Port,
    int Offset,
    IReadOnlyList<NetBit> Bits,
    IReadOnlyList<string> Alternatives)
{
    /// <summary>Widest operand that is one place: the width of the mask ports.</summary>
    public const int MaxBits = 64;
}
