using System.Globalization;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Flow.Synthesis.Timing;
using MixPe.Flow.Tools;
using MixPe.Sim.Build;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis;

/// <summary>Makes netlists of units by many recipes.</summary>
public sealed class Synthesizer
{
    // How much larger than the front a way may be in the first round to be given periods in the second.
    private const double Hopeful = 1.04;
    private const int ShownDigits = 16;

    // Sizing aims at a delay as ABC sees it, without registers and full adders: several are tried a period.
    private static readonly double[] Aims = [1, 0.6];

    private readonly RecipeBook _book;
    private readonly SynthesisCache _cache;
    private readonly int _jobs;
    private readonly CancellationToken _cancellation;

    /// <summary>A synthesizer for a library.</summary>
    /// <param name="library">The cells.</param>
    /// <param name="book">The ways to try.</param>
    /// <param name="environment">Where netlists are kept.</param>
    /// <param name="jobs">Recipes at a time.</param>
    /// <param name="cancellation">Stops the tools.</param>
    /// <exception cref="ToolException">Yosys or OpenSTA is missing.</exception>
    public Synthesizer(
        TargetLibrary library,
        RecipeBook book,
        BuildEnvironment environment,
        int jobs,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(environment);
        Library = library;
        _book = book.For(library.FullAdder is not null);
        _cache = new SynthesisCache(environment.CacheRoot);
        _jobs = jobs;
        _cancellation = cancellation;
        string yosys = ToolProcess.RunChecked(new ToolCommand(ExternalTool.Yosys, ["-V"]), cancellation).Output.Trim();
        string sta = ToolProcess.RunChecked(
            new ToolCommand(SynthesisTools.OpenSta, ["-version"]), cancellation).Output.Trim();
        Tools = $"{yosys}; OpenSTA {sta}; library {library.Hash[..ShownDigits]}";
    }

    /// <summary>The cells.</summary>
    public TargetLibrary Library { get; }

    /// <summary>Tools, with their versions, and a hash of the library.</summary>
    public string Tools { get; }

    /// <summary>Every way once as fast and once as small as it gets.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="done">Called after each netlist, from any thread.</param>
    /// <exception cref="ToolException">A tool failed.</exception>
    public CandidateSet Ends(SynthesisSubject subject, Action done) =>
        new(Run(subject, _book.At(Recipe.Fastest, Recipe.Smallest), done));

    /// <summary>Number of netlists that <see cref="Ends"/> makes.</summary>
    public int EndCount => _book.At(Recipe.Fastest, Recipe.Smallest).Count;

    /// <summary>More netlists, by the ways that came near the front, aimed at periods.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="ends">What <see cref="Ends"/> found.</param>
    /// <param name="periodsNs">The periods, in ns.</param>
    /// <param name="done">Called after each netlist, from any thread.</param>
    /// <exception cref="ToolException">A tool failed.</exception>
    public CandidateSet At(
        SynthesisSubject subject, CandidateSet ends, IReadOnlyList<double> periodsNs, Action done)
    {
        ArgumentNullException.ThrowIfNull(ends);
        ArgumentNullException.ThrowIfNull(periodsNs);
        Recipe[] recipes =
        [
            .. from period in periodsNs
               from aim in Aims
               from way in Ways(ends)
               select way with { TargetPs = (int)Math.Round(1000 * aim * period) },
        ];
        return ends.With(Run(subject, [.. recipes.Distinct()], done));
    }

    /// <summary>One netlist.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="recipe">How.</param>
    /// <exception cref="ToolException">A tool failed.</exception>
    public Candidate By(SynthesisSubject subject, Recipe recipe) => Run(subject, [recipe], () => { })[0];

    // The ways one of whose ends is near the front.
    private IEnumerable<Recipe> Ways(CandidateSet ends) =>
        from way in _book.At(Recipe.Fastest)
        let found = ends.All.Where(one => one.Recipe with { TargetPs = way.TargetPs } == way)
        where found.Any(one => one.Area <= Hopeful * ends.At(one.DelayNs)!.Area)
        select way;

    private Candidate[] Run(SynthesisSubject subject, IReadOnlyList<Recipe> recipes, Action done)
    {
        // Elaborated once, and only if a netlist is missing.
        Lazy<IReadOnlyDictionary<AdderStyle, string>> elaborated =
            new(() => Elaboration.Run(subject, Library, _book.Styles, _cancellation));
        return SideBySide.Select(
            recipes,
            _jobs,
            recipe =>
            {
                Candidate one = _cache.GetOrAdd(Key(subject, recipe), () => Make(subject, elaborated.Value[recipe.Adders], recipe));
                done();
                return one;
            },
            _cancellation);
    }

    private Candidate Make(SynthesisSubject subject, string rtlil, Recipe recipe)
    {
        MappedNetlist netlist = TechnologyMapper.Run(subject, rtlil, recipe, Library, _cancellation);
        double area = netlist.Modules().Sum(module => module.Times * module.Area(Library));
        TimingPath path = OpenSta.SlowestPath(netlist, subject.Top, Library, _cancellation);
        return new Candidate(recipe, area, path, netlist);
    }

    private string Key(SynthesisSubject subject, Recipe recipe) => new CacheKey()
        .Add("netlist 6")
        .Add(Tools)
        .Add(Library.Hash)
        .Add(string.Create(
            CultureInfo.InvariantCulture, $"{Library.FullAdder} {Library.Buffer} {Library.LoadPf} {recipe.TargetPs}"))
        .Add(recipe.Adders.ToString())
        .Add(recipe.Script.ToString())
        .AddAll(subject.Kept)
        .Add(subject.Top.Name)
        .Add(AdderMaps.Ripple)
        .AddAll(subject.Bundle.Sources.Select(source => source.Text))
        .Hash();
}
