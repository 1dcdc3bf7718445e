using System.CommandLine;
using System.Globalization;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Model.Cycles;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe cycles.</summary>
internal sealed class CyclesVerb
{
    private readonly DesignArguments _design = new();
    private readonly Option<bool> _json = JsonOutput.CreateOption();
    private readonly Option<string[]> _gemm = new("--gemm")
    {
        Description = "Shape of a GEMM Y = X·Wᵀ: X is [M, K], W is [N, K]. May be given several times.",
        HelpName = "M,N,K",
        Required = true,
    };

    private readonly Option<int> _slices = SlicesOption.Create();
    private readonly Option<int> _wideGroups = WideGroupsOption.Create();

    /// <summary>Creates the verb.</summary>
    public static Verb Create()
    {
        var verb = new CyclesVerb();
        var command = new Command(
            "cycles", "States cycles, stalls, utilization and bytes of GEMMs on the design's tile, without running them.");
        verb._design.AddTo(command);
        command.Options.Add(verb._gemm);
        command.Options.Add(verb._slices);
        command.Options.Add(verb._wideGroups);
        command.Options.Add(verb._json);
        command.SetAction(verb.Run);
        return new Verb(command, "mixpe cycles mixpe-w4a8 --gemm 512,1536,512 --gemm 1,4096,4096");
    }

    private int Run(ParseResult parsed)
    {
        Design design = _design.Load(parsed);
        design = design.WithSlices(SlicesOption.Of(parsed, _slices, design), WideGroupsOption.Of(parsed, _wideGroups, design));
        TileEstimate[] estimates =
        [
            .. parsed.GetRequiredValue(_gemm).Select(text => TileEstimate.Of(design, GemmShape.Parse("--gemm", text))),
        ];
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, new { Design = design.Name, design.Slices, WideGroups = SimulationOutput.WideGroups(design), Gemms = estimates.Select(Document) });
        }
        else
        {
            Write(parsed.InvocationConfiguration.Output, design, estimates);
        }

        return ExitCode.Done;
    }

    private static object Document(TileEstimate one) => new
    {
        Shape = new { one.Job.M, one.Job.N, one.Job.K },
        Cycles = one.Counters.Busy,
        one.Counters.StallX,
        one.Counters.StallW,
        one.Counters.StallY,
        one.Counters.StallGroup,
        one.Utilization,
        one.SteadyUtilization,
        one.XBytes,
        one.WBytes,
        one.YBytes,
        one.CBytes,
    };

    private static void Write(TextWriter output, Design design, TileEstimate[] estimates)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{design.Name}: {design.Weights} by {design.ActivationNumbers}, a tile of {design.Rows}x{design.Columns} PEs of {design.Lanes} lanes{SimulationOutput.Slices(design)}"));
        output.WriteLine(
            "  [M, N, K]                     cycles  utilization   steady   stalls X           W           Y       group         bytes X               W               Y"
            + (design.HasAddend ? "               C" : ""));
        foreach (TileEstimate one in estimates)
        {
            TileCounters c = one.Counters;
            string shape = string.Create(CultureInfo.InvariantCulture, $"[{one.Job.M}, {one.Job.N}, {one.Job.K}]");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {shape,-20} {c.Busy,15}{one.Utilization,13:P2}{one.SteadyUtilization,9:P2} {c.StallX,10} {c.StallW,11} {c.StallY,11} {c.StallGroup,11} {one.XBytes,15} {one.WBytes,15} {one.YBytes,15}{(design.HasAddend ? one.CBytes.ToString(CultureInfo.InvariantCulture).PadLeft(16) : "")}"));
        }
    }
}
