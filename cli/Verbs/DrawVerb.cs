using System.CommandLine;
using MixPe.Flow.Drawings;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Model.Files;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe draw.</summary>
internal sealed class DrawVerb
{
    private const string DefaultUnit = "pe";

    private readonly DesignArguments _design = new();

    private readonly Option<string> _unit = new("--unit")
    {
        Description = "The unit whose schematic is drawn; what it instantiates is a box.",
        HelpName = "UNIT",
        DefaultValueFactory = _ => DefaultUnit,
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "Directory of the pictures. Default: out/draw.",
        HelpName = "DIR",
    };

    private readonly Func<Design, RtlBundle> _generate;

    private DrawVerb(Func<Design, RtlBundle> generate) => _generate = generate;

    /// <summary>Creates the verb.</summary>
    /// <param name="generate">From a design to its bundle.</param>
    public static Verb Create(Func<Design, RtlBundle> generate)
    {
        DrawVerb verb = new(generate);
        Command command = new("draw", "Draws a unit's schematic, and the timing of a group through the array, from the RTL.");
        verb._design.AddTo(command);
        command.Options.Add(verb._unit);
        command.Options.Add(verb._out);
        command.SetAction((parsed, cancellation) => Task.FromResult(verb.Run(parsed, cancellation)));
        return new Verb(command, "mixpe draw mixpe-w4a8 --out out/draw");
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        RtlBundle bundle = _generate(_design.Load(parsed));
        string unit = parsed.GetValue(_unit)!;
        string[] units = [.. bundle.Modules.Select(module => module.Unit)];
        if (!units.Contains(unit))
        {
            throw new InputException($"--unit: {unit}: one of {string.Join(", ", units.Order(StringComparer.Ordinal))} is wanted");
        }

        string folder = OutputPath.OfDirectory("--out", parsed.GetValue(_out) ?? Path.Combine("out", "draw"))!;
        DrawingLibrary library = new(DrawingLibrary.Folder);
        string schematic = new UnitSchematic(library).Draw(bundle, unit, cancellation);
        var (timing, mismatch) = new GroupTiming(library).Draw(bundle, cancellation);
        if (timing is null)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"the array is not as the golden model has it, so that nothing is drawn: {mismatch}");
            return ExitCode.CheckFailed;
        }

        Directory.CreateDirectory(folder);
        foreach ((string name, string picture) in new[] { (unit, schematic), ("group", timing) })
        {
            string file = Path.Combine(folder, $"{bundle.Design.Name}-{name}.svg");
            AtomicFile.WriteText(file, picture);
            parsed.InvocationConfiguration.Output.WriteLine(file);
        }

        return ExitCode.Done;
    }
}
