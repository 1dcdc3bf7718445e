// A build is one verilator and one g++ after the other: two at a time fill two cores.
[assembly: NUnit.Framework.LevelOfParallelism(2)]
