using System.CommandLine;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>The option --slices: what the register of a tile with run-time slices says.</summary>
internal static class SlicesOption
{
    /// <summary>Creates it; its value is 0 where it is not given.</summary>
    internal static Option<int> Create() => new("--slices")
    {
        Description = "Slices of an activation, of a design with run_time_slices. Default: as many as it has.",
        HelpName = "S",
    };

    /// <summary>Its value; 0 for as many as the design has.</summary>
    /// <exception cref="InputException">The design cannot run with so many.</exception>
    internal static int Of(ParseResult parsed, Option<int> option, Design design)
    {
        if (parsed.GetResult(option) is null)
        {
            return 0;
        }

        int slices = parsed.GetValue(option);
        return !design.HasRunTimeSlices
            ? throw new InputException($"--slices: {slices}: run_time_slices of {design.Name} is false")
            : slices < 1 || slices > design.Slices
            ? throw new InputException($"--slices: {slices}: {design.Name} runs with 1 to {design.Slices}")
            : slices;
    }
}
