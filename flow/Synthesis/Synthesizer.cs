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
    private const int ShownDigits = 16;
    private const int ArrayNetlists = 3;

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

    /// <summary>Every way of the book. Of an array, which takes minutes a netlist, those ways that are best for its PE.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="done">Called after each netlist, from any thread.</param>
    /// <exception cref="ToolException">A tool failed.</exception>
    public CandidateSet Candidates(SynthesisSubject subject, Action done)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(done);
        IReadOnlyList<Recipe> all = _book.Recipes;
        if (subject.Unit != SynthesisSubject.Array)
        {
            return new(Run(subject, all, done));
        }

        CandidateSet pe = new(Run(subject with { Unit = SynthesisSubject.Pe }, all, done));
        return new(Run(subject, [.. Spread(pe.Front).Select(one => one.Recipe)], () => { }));
    }

    /// <summary>Number of netlists that <see cref="Candidates"/> tells of.</summary>
    public int CandidateCount => _book.Recipes.Count;

    // The fastest, the smallest, and one between.
    private static IEnumerable<Candidate> Spread(IReadOnlyList<Candidate> front) => Enumerable.Range(0, ArrayNetlists)
        .Select(i => front[i * (front.Count - 1) / (ArrayNetlists - 1)]).Distinct();

    /// <summary>One netlist.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="recipe">How.</param>
    /// <exception cref="ToolException">A tool failed.</exception>
    public Candidate By(SynthesisSubject subject, Recipe recipe) => Run(subject, [recipe], () => { })[0];

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
        TimingPath path = StaticTiming.SlowestPath(netlist, subject.Top, Library, _cancellation);
        return new Candidate(recipe, area, path, netlist);
    }

    private string Key(SynthesisSubject subject, Recipe recipe) => new CacheKey()
        .Add("netlist 8")
        .Add(Tools)
        .Add(Library.Hash)
        .Add(string.Create(
            CultureInfo.InvariantCulture, $"{Library.FullAdder} {Library.Buffer} {Library.LoadPf} {recipe.TargetPs}"))
        .Add(recipe.Adders.ToString())
        .Add(recipe.Script.ToString())
        .Add(subject.Unit == SynthesisSubject.Array ? "outputs of their own" : "")
        .AddAll(subject.Kept.Select(module => $"{module} with any parameters"))
        .Add(subject.Top.Name)
        .Add(AdderMaps.Ripple)
        .AddAll(SubjectText.Of(subject).Select(file => file.Text))
        .Hash();
}
