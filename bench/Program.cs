using MixPe.Bench;
using MixPe.Bench.Model;
using MixPe.Bench.Sim;

string[] verbs = args switch
{
    ["all"] => ["model", "sim"],
    ["model"] or ["sim"] => args,
    _ => [],
};
if (verbs.Length == 0)
{
    Console.Error.WriteLine("usage: bench model | sim | all");
    return 2;
}

Machine.Describe(Console.Out);
foreach (string verb in verbs)
{
    if (verb == "model")
    {
        ModelBenchmarks.Run(Console.Out);
    }
    else
    {
        SimBenchmarks.Run(Console.Out, new StepLog(Console.Error));
    }
}

return 0;
