using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Corpus;

/// <summary>A failing case as a file: the design, the check, and every cycle by port name, so that it runs for as long
/// as the unit has those ports, whatever becomes of the check's random choices.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Fault">What went wrong when it was found.</param>
/// <param name="Seed">Determines the registers' initial values.</param>
/// <param name="Design">The fields of the design that it was found on.</param>
/// <param name="Cycles">Inputs, the bits of them that have no meaning, expected outputs and the bits of them that count,
/// as hexadecimal digits by port; a port without such bits or an expectation is left out.</param>
public sealed record CorpusCase(
    string Check,
    string Fault,
    ulong Seed,
    IReadOnlyDictionary<string, string> Design,
    IReadOnlyList<CorpusCycle> Cycles)
{
    // Words for people, and constraints of synthesis: no unit depends on them.
    private static readonly string[] Ignored = ["name", "description", "systems", "clock_ns"];

    // What is not understood is refused: a case that loses a part of itself might pass without it.
    private static readonly JsonSerializerOptions Strict = new(JsonStyle.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>The file that it is in; empty if in none.</summary>
    [JsonIgnore]
    public string File { get; init; } = "";

    /// <summary>The check's name without the simulator's.</summary>
    [JsonIgnore]
    public string CheckName => Check.Split('@')[0];

    /// <summary>A case of a stimulus.</summary>
    public static CorpusCase Of(string check, Design design, Mismatch mismatch, Stimulus stimulus, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(mismatch);
        ArgumentNullException.ThrowIfNull(stimulus);
        return new CorpusCase(
            check, mismatch.ToString(), seed, Fields(design),
            [.. Enumerable.Range(0, stimulus.Cycles).Select(t => CorpusCycle.Of(stimulus, t))]);
    }

    /// <summary>The check that found it.</summary>
    /// <exception cref="CorpusException">There is none of that name any more.</exception>
    public UnitCheck FindCheck() => UnitChecks.All.FirstOrDefault(check => check.Name == CheckName)
        ?? throw Misfit($"no check is named '{CheckName}'");

    /// <summary>The design that the case was found on.</summary>
    /// <param name="name">The name that it gets.</param>
    /// <exception cref="CorpusException">A field has become another since.</exception>
    public Design LoadDesign(string name)
    {
        string[] missing = [.. Deciding.Select(known => known.Name).Where(name => !Design.ContainsKey(name))];
        if (missing.Length > 0)
        {
            throw Misfit($"design: {string.Join(", ", missing)}: missing");
        }

        try
        {
            return DesignLoader.Parse(
                "name: corpus\n"u8, "design", Design.Select(field => $"{field.Key}={field.Value}").Append($"name={name}"));
        }
        catch (DesignException e)
        {
            throw Misfit(string.Join('\n', e.Faults));
        }
    }

    /// <summary>True if a design has the very unit that the case was found on.</summary>
    /// <param name="bundle">The design's bundle.</param>
    /// <param name="generate">From a design to its bundle.</param>
    /// <exception cref="CorpusException">The case no longer fits.</exception>
    public bool IsOf(RtlBundle bundle, Func<Design, RtlBundle> generate)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(generate);
        string unit = FindCheck().Unit;
        RtlBundle own = generate(LoadDesign(bundle.Design.Name));
        return own.Modules.All(module => module.Unit != unit)
            ? throw Misfit($"its design has no unit '{unit}'")
            : bundle.Modules.Any(module => module.Unit == unit) && UnitCode.Of(own, unit) == UnitCode.Of(bundle, unit);
    }

    /// <summary>The stimulus.</summary>
    /// <param name="layout">The unit's ports.</param>
    /// <exception cref="CorpusException">The unit has become another since.</exception>
    public Stimulus Render(RecordLayout layout)
    {
        var stimulus = new Stimulus(layout, Math.Max(1, Cycles.Count));
        try
        {
            for (int t = 0; t < Cycles.Count; t++)
            {
                Cycles[t].Write(stimulus, t);
            }
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException)
        {
            throw Misfit($"the unit's ports are no longer those of the case: {e.Message}", e);
        }

        return stimulus.ComparedCycles > 0 ? stimulus : throw Misfit("the case compares nothing");
    }

    /// <summary>The file's text.</summary>
    public string Write() => JsonSerializer.Serialize(this, JsonStyle.Options) + "\n";

    /// <summary>Reads a file.</summary>
    /// <exception cref="CorpusException">It is no case.</exception>
    public static CorpusCase Read(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            return JsonSerializer.Deserialize<CorpusCase>(System.IO.File.ReadAllBytes(file), Strict) is { } read
                && read.Cycles.All(cycle => cycle is not null)
                ? read with { File = file }
                : throw new CorpusException($"{file}: a case is an object, and so is each of its cycles");
        }
        catch (JsonException e)
        {
            string line = e.LineNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $":{number + 1}") : "";
            throw new CorpusException($"{file}{line}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CorpusException($"{file}: cannot be read: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // What the reader says of bytes that are no UTF-8.
            throw new CorpusException($"{file}: {e.Message}", e);
        }
    }

    private static IEnumerable<DesignField> Deciding =>
        DesignFields.All.Where(known => !Ignored.Contains(known.Name));

    private static Dictionary<string, string> Fields(Design design) => Deciding
        .ToDictionary(field => field.Name, field => Text(field.Value(design)), StringComparer.Ordinal);

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private CorpusException Misfit(string what, Exception? inner = null) =>
        new(string.Join('\n', what.Split('\n').Select(line => $"{File}: {Check}: {line}")), inner);
}
