namespace MixPe.Sim.Build;

/// <summary>Takes the bookkeeping of multi-threaded models out of a single-threaded one's eval_step.</summary>
internal static class SingleThreadedEval
{
    // A small combinational model runs nearly twice as fast without: in a shared library each of these lines looks
    // up thread-local storage by a call. They number the running task 0, which it is in a thread that never ran
    // another, and empty queues that only tasks of other numbers fill. Elsewhere nothing depends on them; where a
    // later Verilator writes other lines, they stay.
    private static readonly string[] Lines =
    [
        "    Verilated::mtaskId(0);\n",
        "    Verilated::endOfThreadMTask(vlSymsp->__Vm_evalMsgQp);\n",
        "    Verilated::endOfEval(vlSymsp->__Vm_evalMsgQp);\n",
    ];

    /// <summary>The text of PREFIX.cpp without those lines.</summary>
    public static string Lighten(string text) =>
        Lines.All(line => text.Contains(line, StringComparison.Ordinal))
            ? Lines.Aggregate(text, (rest, line) => rest.Replace(line, "", StringComparison.Ordinal))
            : text;
}
