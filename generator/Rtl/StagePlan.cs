using MixPe.Generator.Heaps;

namespace MixPe.Generator.Rtl;

/// <summary>How the work of a mac or a sum is spread over the stages of its pipeline.</summary>
/// <param name="BeforeSum">Registers that lie before the sum, between the steps that make its terms.</param>
/// <param name="Sum">Those that lie in the sum.</param>
internal sealed record StagePlan(int BeforeSum, SumCuts Sum)
{
    /// <summary>Places the registers so that the slowest stage is as fast as can be, and of the ways to do that the one
    /// with most work before the last register and the rest in equal shares: few words cross a register then. Registers
    /// that find nothing more to divide lie behind each other.</summary>
    /// <param name="registers">Number of registers.</param>
    /// <param name="before">Delay of each step before the sum.</param>
    /// <param name="levels">Delay of each level of the sum.</param>
    /// <param name="rest">Delay from the last register on, by the number of levels before it.</param>
    internal static StagePlan Make(
        int registers, IReadOnlyList<double> before, IReadOnlyList<double> levels, Func<int, double> rest)
    {
        if (registers == 0)
        {
            return new StagePlan(0, SumCuts.None);
        }

        double[] steps = [.. before, .. levels];
        IEnumerable<int[]> plans = Enumerable.Range(before.Count, levels.Count + 1)
            .Select(early => Divide(steps.AsSpan(0, early), registers));
        int[] best = plans.MinBy(plan =>
            (Math.Max(Slowest(steps, plan), rest(plan[^1] - before.Count)), -plan[^1]))!;
        int[] inSum = [.. best.Where(steps => steps >= before.Count).Select(steps => steps - before.Count)];
        int outside = registers - inSum.Length;
        return new StagePlan(outside, new SumCuts(outside + 1, inSum));
    }

    // The steps before each register; all of them before the last one.
    private static int[] Divide(ReadOnlySpan<double> steps, int registers)
    {
        double[] all = steps.ToArray();
        IEnumerable<double> limits = Enumerable.Range(0, all.Length + 1)
            .SelectMany(from => Enumerable.Range(from, all.Length + 1 - from).Select(to => Total(all, from, to)));
        return limits.Order().Select(limit => Fill(all, registers, limit)).First(plan => plan[^1] == all.Length);
    }

    private static int[] Fill(double[] steps, int registers, double limit)
    {
        int[] plan = new int[registers];
        int at = 0;
        for (int register = 0; register < registers; register++)
        {
            for (double used = 0; at < steps.Length && used + steps[at] <= limit; at++)
            {
                used += steps[at];
            }

            plan[register] = at;
        }

        return plan;
    }

    private static double Slowest(double[] steps, int[] plan) =>
        plan.Select((end, register) => Total(steps, register == 0 ? 0 : plan[register - 1], end)).Max();

    private static double Total(double[] steps, int from, int to) => steps[from..to].Sum();
}
