namespace MixPe.Flow.Mutation;

/// <summary>A unit with one fault.</summary>
/// <param name="Id">Number among all mutants of the unit; the same RTL gives the same numbers.</param>
/// <param name="Operator">What is changed.</param>
/// <param name="Site">Where.</param>
/// <param name="Activation">How it is switched on.</param>
/// <param name="File">Source file in the bundle.</param>
/// <param name="Line">Line, from 1; 0 if unknown.</param>
/// <param name="Code">That line's text.</param>
/// <param name="Description">What is wrong, in words.</param>
public sealed record Mutant(
    int Id,
    MutantOperator Operator,
    MutationSite Site,
    MutantActivation Activation,
    string File,
    int Line,
    string Code,
    string Description);
