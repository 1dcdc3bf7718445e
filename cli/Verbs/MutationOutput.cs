using System.Globalization;
using System.Text;
using MixPe.Flow.Mutation;
using MixPe.Generator.Designs;
using MixPe.Model.Files;

namespace MixPe.Cli.Verbs;

/// <summary>How the fates of mutants are shown.</summary>
internal static class MutationOutput
{
    private const string Unexplained = "unexplained";

    /// <summary>The JSON document.</summary>
    public static object Document(Design design, MutationOptions options, IReadOnlyList<UnitScore> scores) => new
    {
        Design = design.Name,
        options.Seed,
        Units = scores.Select(score => new
        {
            score.Name,
            score.Mutants,
            score.Killed,
            score.Equivalent,
            score.Survived,
            score.Score,
            Possible = score.All,
            score.BuildSeconds,
            score.RunSeconds,
            score.ProofSeconds,
            Survivors = score.Survivors.Select(result => new
            {
                result.Mutant.Id,
                result.Mutant.Operator,
                result.Mutant.File,
                result.Mutant.Line,
                result.Mutant.Code,
                result.Mutant.Description,
                Proof = result.Words,
                Reason = result.Reason ?? Unexplained,
            }),
        }),
    };

    /// <summary>The lines for people.</summary>
    public static void Write(TextWriter output, Design design, IReadOnlyList<UnitScore> scores)
    {
        output.WriteLine($"{design.Name}: {design.Weights} by {design.Activations}");
        output.WriteLine(
            $"  {"unit",-14} {"mutants",8} {"of",8} {"killed",8} {"equivalent",11} {"survived",9} {"score",9} {"seconds",8}");
        foreach (UnitScore score in scores)
        {
            double seconds = score.BuildSeconds + score.RunSeconds + score.ProofSeconds;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {score.Name,-14} {score.Mutants,8} {score.All,8} {score.Killed,8} {score.Equivalent,11} {score.Survived,9} {score.Score,9:P2} {seconds,8:F1}"));
        }

        foreach (UnitScore score in scores)
        {
            foreach (MutantResult result in score.Survivors)
            {
                Mutant mutant = result.Mutant;
                output.WriteLine($"survived: {score.Name} {mutant.Id}: {mutant.File}:{mutant.Line}: {mutant.Description}");
                output.WriteLine($"  {mutant.Code}");
                output.WriteLine($"  {result.Words}");
                output.WriteLine($"  {result.Reason ?? Unexplained}");
            }
        }
    }

    /// <summary>Writes every mutant as a line of CSV; an older file is replaced whole.</summary>
    public static void WriteList(string path, IReadOnlyList<UnitScore> scores)
    {
        StringBuilder text = new("unit,id,operator,file,line,description,fate,check,scenario,cycle,words\n");
        foreach (UnitScore score in scores)
        {
            foreach (MutantResult result in score.Results)
            {
                Mutant mutant = result.Mutant;
                text.AppendJoin(',', new object[]
                {
                    score.Name, mutant.Id, mutant.Operator, mutant.File, mutant.Line, mutant.Description, result.Fate,
                    result.Check, result.Scenario, result.Cycle, result.Words,
                }.Select(Field)).Append('\n');
            }
        }

        AtomicFile.WriteText(path, text.ToString());
    }

    // RFC 4180.
    private static string Field(object value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
