using MixPe.Bench.Sim;

return args switch
{
    ["sim"] or ["all"] => SimBenchmarks.Run(Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: bench sim | all");
    return 2;
}
