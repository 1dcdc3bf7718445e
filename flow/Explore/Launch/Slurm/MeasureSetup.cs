namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>What measures, in the words of the command line: of the same setup, on the same machine, come the same measures.
/// </summary>
/// <param name="Model">Full path of the encoder's model.json, or synthetic.</param>
/// <param name="IsFidelityOnly">True if nothing is synthesized.</param>
/// <param name="Library">osu018, or the full path of a Liberty file.</param>
/// <param name="Recipes">all or few.</param>
public sealed record MeasureSetup(string Model, bool IsFidelityOnly, string Library, string Recipes);
