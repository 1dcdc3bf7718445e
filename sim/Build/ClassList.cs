namespace MixPe.Sim.Build;

/// <summary>The lists in the makefile PREFIX_classes.mk that Verilator writes: which files a model is made of.</summary>
/// <param name="Fast">C++ files that run every cycle, without their extension.</param>
/// <param name="Slow">C++ files that run once, without their extension.</param>
/// <param name="Runtime">Files of Verilator's own run-time library, without their extension.</param>
internal sealed record ClassList(
    IReadOnlyList<string> Fast, IReadOnlyList<string> Slow, IReadOnlyList<string> Runtime)
{
    /// <summary>Reads the makefile's text.</summary>
    public static ClassList Parse(string makefile)
    {
        var lists = new Dictionary<string, List<string>>();
        List<string>? open = null;
        foreach (string line in makefile.Split('\n'))
        {
            string[] words = line.Split(' ', '\t', '\\').Where(word => word.Length > 0).ToArray();
            if (words.Length >= 2 && words[1] == "+=")
            {
                lists[words[0]] = open = [.. words[2..]];
            }
            else
            {
                open?.AddRange(words);
            }

            open = line.EndsWith('\\') ? open : null;
        }

        List<string> Of(params string[] names) => [.. names.SelectMany(name => lists.GetValueOrDefault(name, []))];
        return new ClassList(
            Of("VM_CLASSES_FAST", "VM_SUPPORT_FAST"),
            Of("VM_CLASSES_SLOW", "VM_SUPPORT_SLOW"),
            Of("VM_GLOBAL_FAST", "VM_GLOBAL_SLOW"));
    }
}
