using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation;

/// <summary>A module as it was written.</summary>
/// <param name="Module">The module as it was read.</param>
/// <param name="Name">Its new name.</param>
/// <param name="Text">Its SystemVerilog.</param>
/// <param name="HasPlaces">Whether it or anything in it can be made wrong: it has the ports for that.</param>
/// <param name="Outside">Ports to registers and instances that are left outside.</param>
public sealed record MutableModule(
    NetModule Module, string Name, string Text, bool HasPlaces, IReadOnlyList<OutsidePin> Outside);
