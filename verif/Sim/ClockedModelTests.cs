using MixPe.Sim.Host;
using NUnit.Framework;

namespace MixPe.Verif.Sim;

public sealed class ClockedModelTests
{
    private static VerilatedLibrary Library() =>
        new SimBench().Build(SimModules.AccumulatorText, SimModules.AccumulatorModule);

    [Test]
    public void Outputs_are_those_just_before_the_rising_edge()
    {
        var library = Library();
        using var model = library.Create(seed: 5);
        model.Reset(3);
        Assert.That(model.Cycle, Is.EqualTo(3));
        Check(model, cycles: 1000, sum: 0, seed: 1, out uint sum);
        // A second batch goes on where the first ended.
        Check(model, cycles: 1, sum, seed: 2, out sum);
        Check(model, cycles: 77, sum, seed: 3, out _);
        Assert.That(model.Cycle, Is.EqualTo(3 + 1000 + 1 + 77));
    }

    [Test]
    public void The_initial_state_follows_the_seed()
    {
        var library = Library();
        uint First(ulong seed)
        {
            using var model = library.Create(seed);
            var outputs = library.Layout.NewOutputs(1);
            model.Run(library.Layout.NewInputs(1), outputs, 1);
            return (uint)library.Layout["sum_o"].Read(outputs);
        }

        uint[] states = [.. Enumerable.Range(0, 8).Select(seed => First((ulong)seed))];
        uint[] again = [.. Enumerable.Range(0, 8).Select(seed => First((ulong)seed))];
        Assert.That(again, Is.EqualTo(states));
        Assert.That(states.Distinct().Count(), Is.GreaterThan(6));
    }

    [Test]
    public void Instances_on_several_threads_do_not_meet()
    {
        var library = Library();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            using var model = library.Create((ulong)i);
            model.Reset();
            uint sum = 0;
            for (int batch = 0; batch < 20; batch++)
            {
                Check(model, 500, sum, (i * 100) + batch, out sum);
            }
        });
    }

    [Test]
    public void A_second_thread_is_refused()
    {
        var library = Library();
        using var model = library.Create();
        model.Reset();
        var inputs = library.Layout.NewInputs(100_000);
        var outputs = library.Layout.NewOutputs(100_000);
        using var stop = new CancellationTokenSource();
        using var started = new ManualResetEventSlim();
        var owner = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                // Refused itself where the intruder below was first: the next round comes.
                try
                {
                    model.Run(inputs, outputs, 100_000);
                }
                catch (InvalidOperationException)
                {
                }

                started.Set();
            }
        });
        started.Wait();
        InvalidOperationException? refused = null;
        for (int i = 0; i < 1_000_000 && refused is null; i++)
        {
            try
            {
                model.Peek("sum_o");
            }
            catch (InvalidOperationException exception)
            {
                refused = exception;
            }
        }

        stop.Cancel();
        owner.Wait();
        Assert.That(refused?.Message, Does.Contain("another thread"));
    }

    [Test]
    public void A_disposed_instance_is_refused()
    {
        var model = Library().Create();
        model.Dispose();
        model.Dispose();
        Assert.That(() => model.Reset(), Throws.InstanceOf<ObjectDisposedException>());
    }

    private static void Check(VerilatedModel model, int cycles, uint sum, int seed, out uint after)
    {
        var layout = model.Layout;
        var random = new Random(seed);
        var inputs = layout.NewInputs(cycles);
        var outputs = layout.NewOutputs(cycles);
        var (add, total, next) = (layout["add_i"], layout["sum_o"], layout["next_o"]);
        for (int i = 0; i < cycles; i++)
        {
            add.Write(inputs.AsSpan(i * layout.InputWords, layout.InputWords), (ulong)random.Next(256));
        }

        model.Run(inputs, outputs, cycles);
        for (int i = 0; i < cycles; i++)
        {
            var record = outputs.AsSpan(i * layout.OutputWords, layout.OutputWords);
            uint added = inputs[(i * layout.InputWords) + add.Offset];
            Assert.That((total.Read(record), next.Read(record)), Is.EqualTo(((ulong)sum, (ulong)(byte)(sum + added))),
                $"cycle {i}");
            sum += added;
        }

        after = sum;
    }
}
