using MixPe.Bench;
using MixPe.Bench.Model;
using MixPe.Bench.Scale;
using MixPe.Bench.Sim;

string[] verbs = args switch
{
    ["all"] => ["model", "sim", "scale"],
    ["model"] or ["sim"] or ["scale"] or ["scale", _] => args[..1],
    _ => [],
};
if (verbs.Length == 0)
{
    Console.Error.WriteLine("usage: bench model | sim | scale [DESIGN] | all");
    return 2;
}

Machine.Describe(Console.Out);
foreach (string verb in verbs)
{
    if (verb == "model")
    {
        ModelBenchmarks.Run(Console.Out);
    }
    else if (verb == "scale")
    {
        string design = args is ["scale", var named] ? named : "mixpe-w4a8";
        ScaleBenchmarks.Run(Console.Out, new StepLog(Console.Error), design);
    }
    else
    {
        SimBenchmarks.Run(Console.Out, new StepLog(Console.Error));
    }
}

return 0;
