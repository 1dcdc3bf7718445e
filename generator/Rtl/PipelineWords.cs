using MixPe.Generator.Heaps;

namespace MixPe.Generator.Rtl;

/// <summary>Pipeline registers as the registers partial prints them.</summary>
internal static class PipelineWords
{
    /// <summary>Registers in order.</summary>
    internal static Dictionary<string, object>[] List(IEnumerable<PipelineRegister> registers) =>
    [
        .. registers.Select(register => new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["number"] = register.Number,
            ["words"] = register.Words.Select(word => new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["signal"] = word.Signal,
                ["msb"] = word.Msb,
                ["value"] = SvText.Wrap(word.Value, word.Signal.Length + 8),
            }).ToArray(),
        }),
    ];

    /// <summary>Registers that take a word along beside the others.</summary>
    /// <param name="first">Number of the first one.</param>
    /// <param name="last">Number of the last one.</param>
    /// <param name="signal">The word.</param>
    /// <param name="width">Its width.</param>
    /// <param name="behind">Its name behind the last one.</param>
    internal static Dictionary<string, object>[] Delay(int first, int last, string signal, int width, out string behind)
    {
        List<PipelineRegister> registers = [];
        behind = signal;
        for (int number = first; number <= last; number++)
        {
            string next = RegisterWord.Name(number, behind);
            registers.Add(new PipelineRegister(number, 0, [new RegisterWord(next, width, behind)]));
            behind = next;
        }

        return List(registers);
    }
}
