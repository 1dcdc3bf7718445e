namespace MixPe.Flow.Mutation;

/// <summary>A random part of all mutants, spread evenly over the source lines.</summary>
public static class MutantChoice
{
    /// <summary>Chooses mutants: one of every line, then a second one, until there are enough.</summary>
    /// <param name="mutants">All mutants of a unit.</param>
    /// <param name="count">How many; all if there are no more.</param>
    /// <param name="seed">Determines which.</param>
    /// <returns>By number.</returns>
    public static IReadOnlyList<Mutant> Of(IReadOnlyList<Mutant> mutants, int count, int seed)
    {
        ArgumentNullException.ThrowIfNull(mutants);
        if (mutants.Count <= count)
        {
            return mutants;
        }

        Random random = new(seed);
        List<Queue<Mutant>> lines = [];
        foreach (var line in mutants.GroupBy(mutant => (mutant.File, mutant.Line)))
        {
            Mutant[] shuffled = [.. line];
            random.Shuffle(shuffled);
            lines.Add(new Queue<Mutant>(shuffled));
        }

        // Which lines give one more in the last round is random too.
        Queue<Mutant>[] order = [.. lines];
        random.Shuffle(order);
        List<Mutant> chosen = [];
        while (chosen.Count < count)
        {
            foreach (Queue<Mutant> line in order.Where(line => line.Count > 0).Take(count - chosen.Count))
            {
                chosen.Add(line.Dequeue());
            }
        }

        return [.. chosen.OrderBy(mutant => mutant.Id)];
    }
}
