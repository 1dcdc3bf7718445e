// A build is one verilator and one g++ after the other: two at a time fill two cores. Fixtures run beside each other
// unless they say otherwise: what ran alone at the end would leave a core idle.
[assembly: NUnit.Framework.LevelOfParallelism(2)]
[assembly: NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.Fixtures)]
