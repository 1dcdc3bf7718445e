using MixPe.Bench.Model;
using MixPe.Bench.Sim;

switch (args)
{
    case ["model"]:
        ModelBenchmarks.Run(Console.Out);
        return 0;
    case ["sim"]:
        SimBenchmarks.Run(Console.Out);
        return 0;
    case ["all"]:
        ModelBenchmarks.Run(Console.Out);
        SimBenchmarks.Run(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: bench model | sim | all");
        return 2;
}
