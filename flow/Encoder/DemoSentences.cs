namespace MixPe.Flow.Encoder;

/// <summary>The sentences of the demo: five subjects, three sentences each.</summary>
public static class DemoSentences
{
    /// <summary>English sentences of 182 tokens together.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "The chip multiplies four-bit weights by eight-bit activations.",
        "A processor spends most of its time moving data, not computing.",
        "This accelerator adds shifted copies instead of multiplying.",
        "Simmer the onions in butter until they are soft and golden.",
        "The bread needs another hour in the oven.",
        "Add a pinch of salt and a little lemon juice to the soup.",
        "It will rain in the mountains tomorrow, with snow above two thousand metres.",
        "A strong wind from the north brings cold weather this week.",
        "The summer was the hottest since records began.",
        "She scored twice in the last ten minutes of the match.",
        "The team lost the final after extra time.",
        "He trains every morning for the marathon in spring.",
        "How old are you?",
        "What is your age?",
        "Where do you live?",
    ];
}
