using System.Diagnostics;
using System.Text;
using MixPe.Flow.Lint;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;

namespace MixPe.Verif.Fuzz;

/// <summary>What must hold for every file that is called a design.</summary>
internal sealed class FuzzCheck
{
    private const string Name = "fuzz.yaml";

    // A hang, not a speed: a MiB takes half a second, in proportion to its length; a reader that is quadratic in anything
    // that a MiB holds thousands of takes minutes.
    private const double SlowSeconds = 10;
    private const int Repeats = 3;

    // The faults of a file as a whole have no line.
    private static readonly string[] WithoutLine = [DesignRules.Size.Id, DesignRules.Required.Id];

    private readonly BundleGenerator _generator = BundleGenerator.Create();

    /// <summary>Checks a file.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="mustLoad">True if it must be accepted.</param>
    public FuzzResult Run(byte[] bytes, bool mustLoad)
    {
        (Design? design, string? fault, double seconds) = Load(bytes, mustLoad);

        // The machine may have been busy elsewhere: what is slow is slow every time.
        for (int i = 1; i < Repeats && seconds > SlowSeconds; i++)
        {
            seconds = Math.Min(seconds, Load(bytes, mustLoad).Seconds);
        }

        if (fault is null && seconds > SlowSeconds)
        {
            fault = $"reading it takes {seconds:F1} s";
        }

        if (fault is not null || design is null)
        {
            return new FuzzResult(null, fault, seconds);
        }

        try
        {
            string resolved = ResolvedDesign.Write(design);
            Design again = DesignLoader.Parse(Encoding.UTF8.GetBytes(resolved), Name);
            RtlBundle bundle = _generator.Generate(design);
            return new FuzzResult(
                bundle,
                ResolvedDesign.Write(again) != resolved ? "the resolved design is another one"
                : bundle.Files.Any(file => file.Text.Contains('\0', StringComparison.Ordinal)) ? "a zero byte in the bundle"
                : null,
                seconds);
        }
        catch (Exception e)
        {
            return new FuzzResult(null, $"accepted, but not generated: {e}", seconds);
        }
    }

    /// <summary>Lints a design with all tools, on an array of a few PEs: a large one takes Verilator minutes.</summary>
    public static IReadOnlyList<LintFinding> Lint(Design design) => new RtlLint().Run(BundleGenerator.Create().Generate(
        design with
        {
            // A group decides the rows of a weight-stationary array.
            Rows = design.IsWeightStationary
                ? design.Rows
                : Math.Min(design.DequantUnits, 2) * Math.Min(design.BandRows, 3),
            Columns = Math.Min(design.Columns, 3),
            DequantUnits = Math.Min(design.DequantUnits, 2),
        }));

    private static (Design? Design, string? Fault, double Seconds) Load(byte[] bytes, bool mustLoad)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            Design design = DesignLoader.Parse(bytes, Name);
            return (design, null, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        catch (DesignException e)
        {
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return (null, mustLoad ? $"refused: {e.Message}" : FaultOf(e, bytes), seconds);
        }
        catch (Exception e)
        {
            return (null, $"not refused but thrown: {e}", 0);
        }
    }

    private static string? FaultOf(DesignException e, byte[] bytes)
    {
        if (e.Faults.Count == 0)
        {
            return "refused without a fault";
        }

        // YAML ends lines with more than LF; one more for the end of the file.
        int lines = 2 + Encoding.UTF8.GetString(bytes).Count(c => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029');
        string? bad = e.Faults.Select(fault => fault switch
        {
            _ when !DesignRules.All.Any(rule => fault.Rule.EndsWith($"[{rule.Id}]", StringComparison.Ordinal)) => "no rule",
            _ when fault.File != Name => "no file",
            _ when fault.Field.Length == 0 && fault.Value.Length == 0 => "neither field nor value",
            { Line: 0 } when WithoutLine.Any(id => fault.Rule.EndsWith($"[{id}]", StringComparison.Ordinal)) => null,
            _ when fault.Line < 1 || fault.Line > lines => $"line {fault.Line} of {lines}",
            _ when $"{fault}".Any(char.IsControl) => "a control character",
            _ when $"{fault}".Length > 1000 => "a message without end",
            _ => null,
        } is { } what ? $"a fault with {what}: {fault}" : null).FirstOrDefault(what => what is not null);
        return bad;
    }
}
