using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Devices.Tile;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Tile;

/// <summary>Wrong packets, wrong sizes, aborts and resets: the tile says what was wrong, and the next job is right.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TileFaultTests
{
    private const uint Done = 2;
    private const uint Failed = 4;
    private const int ShapeCause = 0;
    private const int SlicesCause = 11;
    private const int AbortCause = 7;
    private const int PacketsOffset = 0x18;

    private static readonly Design Design = RtlDesigns.Make(
        "uint4", "int8", "rows=3", "columns=2", "lanes=2", "group=6", "row_blocks=2", "max_k=64", "x_words=2", "y_words=1");

    private static readonly Design WithAddend = RtlDesigns.Make(
        "int4", "int8", "rows=3", "columns=2", "lanes=2", "group=6", "row_blocks=2", "max_k=64", "x_words=2", "y_words=1",
        "addend=stream", "out=fp16");

    private static readonly Design WithTensorScale = RtlDesigns.Make(
        "fp4_e2m1", "int8", "rows=3", "columns=2", "lanes=2", "group=6", "row_blocks=2", "max_k=64", "x_words=2", "y_words=1",
        "scale=fp8_e4m3", "tensor_scale=fp32", "out=fp16");

    private static Design Of(string epilogue) => epilogue switch
    {
        "" => Design,
        "addend" => WithAddend,
        "tensor scale" => WithTensorScale,
        _ => WithTensorScale with { HasAddend = true },
    };

    // Bits of CAUSE.
    [TestCase("x", "short", 1)]
    [TestCase("x", "long", 2)]
    [TestCase("x", "keep", 3)]
    [TestCase("w", "short", 4)]
    [TestCase("w", "long", 5)]
    [TestCase("w", "keep", 6)]
    [TestCase("c", "short", 8)]
    [TestCase("c", "long", 9)]
    [TestCase("c", "keep", 10)]
    public void A_wrong_packet_is_named_and_the_next_job_is_right(string stream, string fault, int bit)
    {
        Design design = stream == "c" ? WithAddend : Design;
        using var device = new TileDevice(new RtlBench().Tile(design), design, seed: 1);
        Random random = new(bit);
        for (int i = 0; i < 25; i++)
        {
            GemmOperands operands = Draw(design, random);
            // Of whole packets, and of rows.
            device.PacketsOfRows = i % 4;
            StreamBeat[] x = [.. Packets(OperandStreams.Activations(design, operands), (i & 1) != 0)];
            StreamBeat[] w = [.. Packets(OperandStreams.Weights(design, operands), (i & 2) != 0)];
            StreamBeat[] c = [.. OperandStreams.Addends(design, operands)];
            Break(stream == "x" ? x : stream == "w" ? w : c, fault, random, isPacketed: stream == "c");
            device.Begin(operands, Stalls(random), x, w, c);
            for (int wait = 0; !device.IsDrained; wait++)
            {
                Assert.That(wait, Is.LessThan(100_000), "what comes after a fault is dropped");
                device.Wait(1);
            }

            device.Wait(400);
            Assert.That(device.Get("status"), Is.EqualTo(Failed));
            Assert.That(device.Get("cause"), Is.EqualTo(1u << bit));
            Assert.That(device.Results.Count == 0 || device.Results[^1].Last, "packets of results are whole");
            RequireRight(device, design, random);
        }
    }

    [TestCase("m", 0u)]
    [TestCase("n", 0u)]
    [TestCase("k", 0u)]
    [TestCase("k", 65u)]
    [TestCase("k", 0x10000u)]
    [TestCase("m", 0x1000000u)]
    [TestCase("n", 0x80000001u)]
    public void Sizes_that_do_not_fit_are_refused(string register, uint value)
    {
        using var device = new TileDevice(new RtlBench().Tile(Design), Design);
        foreach (string name in new[] { "m", "n", "k" })
        {
            device.Set(name, name == register ? value : 4);
        }

        device.Fail();
        device.Wait(5);
        Assert.That((device.Get("status"), device.Get("cause")), Is.EqualTo((Failed, 1u << ShapeCause)));
        RequireRight(device, Design, new Random(1));
    }

    [TestCase(0u)]
    [TestCase(3u)]
    [TestCase(0x101u)]
    [TestCase(0x80000002u)]
    public void A_number_of_slices_that_the_tile_has_not_is_refused(uint slices)
    {
        Design design = RtlDesigns.Make(
            "uint4", "fp16",
            "dataflow=weight-stationary", "rows=3", "columns=2", "lanes=2", "group=6", "row_blocks=2", "max_k=64", "x_words=1", "w_words=8",
            "y_words=1", "accumulator=sliced", "run_time_slices=true");
        using var device = new TileDevice(new RtlBench().Tile(design), design);
        Assert.That(device.Get("slices"), Is.EqualTo(2), "what a reset leaves");
        foreach (string name in new[] { "m", "n", "k" })
        {
            device.Set(name, 4);
        }

        device.Set("slices", slices);
        device.Fail();
        device.Wait(5);
        Assert.That((device.Get("status"), device.Get("cause")), Is.EqualTo((Failed, 1u << SlicesCause)));
        device.Slices = 1;
        GemmOperands operands = Draw(design, new Random(1));
        Assert.That(device.Run(operands).Outputs, Is.EqualTo(GoldenGemm.Run(design.WithSlices(1).Arithmetic, operands)));
    }

    private static IEnumerable<TestCaseData> Shortened()
    {
        const string tile = "row_blocks=2 max_k=64 x_words=2 w_words=8 y_words=1";
        const string stationary = $"dataflow=weight-stationary rows=3 columns=2 lanes=2 group=6 {tile} x_words=1";
        (string Name, string Fields)[] designs =
        [
            ("output-stationary", $"weights=uint4 activations=int8 rows=3 columns=2 lanes=2 group=6 {tile}"),
            ("addends", $"weights=int4 activations=int8 rows=3 columns=2 lanes=2 group=6 {tile} addend=stream out=fp16"),
            ("super groups", $"weights=uint4 activations=int8 rows=3 columns=2 group=4 super_group=12 scale=uint8 activation_group_scale=fp16 {tile}"),
            ("weight-stationary", $"weights=uint4 activations=int8 {stationary}"),
            ("slices", $"weights=uint4 activations=fp16 accumulator=sliced run_time_slices=true {stationary}"),
        ];
        return designs.SelectMany(design => new[] { ("x", 0, 1), ("w", 0, 4), ("w", 1, 4) }.Select(at => new TestCaseData(
            RtlDesigns.Of(design.Fields.Split(' ')), at.Item1, at.Item2, at.Item3).SetArgDisplayNames(design.Name, at.Item1, $"pass {at.Item2}")));
    }

    // A buffer that is too short ends its packet with a row, and nothing comes after it. No bit of PACKETS is set, as after a reset.
    [TestCaseSource(nameof(Shortened))]
    public void A_packet_that_lacks_whole_rows_is_named_and_the_next_job_is_right(Design design, string stream, int pass, int bit)
    {
        using var device = new TileDevice(new RtlBench().Tile(design), design, seed: 5);
        Random random = new(6);
        int rowsOfPass = design.Rows * design.Tile.RowBlocks;
        Assert.That(device.Get("packets"), Is.Zero, "what a reset leaves");
        for (int i = 0; i < 8; i++)
        {
            GemmOperands operands = RandomOperands.Draw(
                design, random, random.Next(rowsOfPass + 1, (2 * rowsOfPass) + 1), random.Next(2, 6), random.Next(1, 30));

            // After the first row, then after any but the last one.
            int rows = i == 0 ? 1 : random.Next(1, stream == "x" ? operands.M : operands.N);
            StreamBeat[] x = [.. OperandStreams.Activations(design, operands)];
            StreamBeat[] w = [.. OperandStreams.Weights(design, operands)];
            Cut(ref stream == "x" ? ref x : ref w, rows + (pass * operands.N));
            device.Begin(operands, Stalls(random), x, w);
            for (int wait = 0; device.IsBusy; wait++)
            {
                Assert.That(wait, Is.LessThan(1000), "no job waits for rows that its packet has not");
            }

            // Results that are whole leave, whatever pace they are taken at.
            device.Wait(400);
            Assert.That((device.Get("status"), device.Get("cause")), Is.EqualTo((Failed, 1u << bit)));
            Assert.That(device.Results.Count == 0 || device.Results[^1].Last, "packets of results are whole");
            RequireRight(device, design, random);
        }

        static void Cut(ref StreamBeat[] beats, int rows)
        {
            int end = Array.IndexOf(beats, beats.Where(beat => beat.EndsRow).ElementAt(rows - 1));
            Assert.That(beats[end].Last, Is.False, "it is not where the packet ends");
            beats = [.. beats[..end], beats[end] with { Last = true, IsWrong = true }];
        }
    }

    // Where a packet may end with any row, rows that are missing are only late.
    [TestCase("x")]
    [TestCase("w")]
    public void Rows_that_never_come_are_waited_for_until_an_abort_if_packets_may_be_of_rows(string stream)
    {
        using var device = new TileDevice(new RtlBench().Tile(Design), Design, seed: 4) { PacketsOfRows = stream == "x" ? 1 : 2 };
        Random random = new(5);
        for (int i = 0; i < 10; i++)
        {
            GemmOperands operands = RandomOperands.Draw(Design, random, random.Next(2, 8), random.Next(2, 6), random.Next(1, 30));
            StreamBeat[] x = [.. OperandStreams.Activations(Design, operands)];
            StreamBeat[] w = [.. OperandStreams.Weights(Design, operands)];
            device.Begin(operands, Stalls(random), stream == "x" ? WithoutLastRow(x) : x, stream == "w" ? WithoutLastRow(w) : w, []);
            Assert.That(device.Get("packets"), Is.EqualTo((uint)device.PacketsOfRows));
            device.Wait(5000);
            Assert.That((device.IsBusy, device.Get("cause")), Is.EqualTo((true, 0u)));
            device.Abort();
            device.Wait(400);
            Assert.That((device.Get("status"), device.Get("cause")), Is.EqualTo((Failed, 1u << AbortCause)));
            RequireRight(device, Design, random);
        }

        // What is left ends where a row ends.
        static StreamBeat[] WithoutLastRow(StreamBeat[] beats)
        {
            int rows = Array.FindLastIndex(beats[..^1], beat => beat.EndsRow) + 1;
            Assert.That(rows, Is.InRange(1, beats.Length - 1));
            return [.. OperandStreams.InRows(beats[..rows])];
        }
    }

    // As the sizes, it is refused while a job runs, and keeps what it has.
    [Test]
    public void What_packets_may_be_is_not_changed_while_a_job_runs()
    {
        using var device = new TileDevice(new RtlBench().Tile(Design), Design, seed: 6) { PacketsOfRows = 3 };
        Random random = new(7);
        GemmOperands operands = Draw(Design, random);
        device.Begin(operands, Stalls(random));
        Assert.That(device.Registers.Write(PacketsOffset, 0), Is.False);
        Assert.That((device.IsBusy, device.Get("packets")), Is.EqualTo((true, 3u)));
        device.Abort();
        device.PacketsOfRows = 0;
        RequireRight(device, Design, random);
        Assert.That(device.Get("packets"), Is.Zero);
        Assert.That(device.Registers.Write(PacketsOffset, uint.MaxValue), Is.True);
        Assert.That(device.Get("packets"), Is.EqualTo(3), "it has two bits");
    }

    [TestCase("")]
    [TestCase("addend")]
    [TestCase("tensor scale")]
    [TestCase("tensor scale, addend")]
    public void An_aborted_job_leaves_nothing_behind(string epilogue)
    {
        Design design = Of(epilogue);
        using var device = new TileDevice(new RtlBench().Tile(design), design, seed: 2);
        Random random = new(3);
        for (int i = 0; i < 40; i++)
        {
            device.Begin(Draw(design, random), Stalls(random));
            device.Wait(random.Next(150));
            bool isBusy = device.IsBusy;
            device.Abort();
            for (int wait = 0; isBusy && !device.IsDrained && wait < 5000; wait++)
            {
                device.Wait(1);
            }

            // What was whole leaves, at the pace at which it is taken.
            device.Wait(200);
            if (device.Get("status") != Done)
            {
                Assert.That((device.Get("status"), device.Get("cause")), Is.EqualTo((Failed, 1u << AbortCause)));
            }

            RequireRight(device, design, random);
        }
    }

    [TestCase("")]
    [TestCase("addend")]
    [TestCase("tensor scale")]
    [TestCase("tensor scale, addend")]
    public void A_reset_at_any_moment_leaves_nothing_behind(string epilogue)
    {
        Design design = Of(epilogue);
        using var device = new TileDevice(new RtlBench().Tile(design), design, seed: 2);
        Random random = new(4);
        for (int i = 0; i < 60; i++)
        {
            device.Begin(Draw(design, random), Stalls(random));
            device.Wait(random.Next(300));
            device.Reset();
            Assert.That((device.Get("status"), device.Get("cause"), device.Get("m")), Is.EqualTo((0u, 0u, 0u)));
            RequireRight(device, design, random);
        }
    }

    private static IEnumerable<StreamBeat> Packets(IEnumerable<StreamBeat> beats, bool isOfRows) =>
        isOfRows ? OperandStreams.InRows(beats) : beats;

    private static void RequireRight(TileDevice device, Design design, Random random)
    {
        GemmOperands operands = Draw(design, random);
        TileRun run = device.Run(operands, Stalls(random));
        Assert.That(run.End, Is.EqualTo((Done, 0u)));
        Assert.That(run.Outputs, Is.EqualTo(GoldenGemm.Run(design.Arithmetic, operands)));
    }

    private static TileStalls Stalls(Random random) => new(
        StallPattern.Random(random, random.NextDouble() * 0.7),
        StallPattern.Random(random, random.NextDouble() * 0.7),
        StallPattern.Random(random, random.NextDouble() * 0.7))
    {
        Addends = StallPattern.Random(random, random.NextDouble() * 0.7),
    };

    private static GemmOperands Draw(Design design, Random random) =>
        RandomOperands.Draw(design, random, random.Next(1, 20), random.Next(2, 9), random.Next(5, 65));

    private static void Break(StreamBeat[] beats, string fault, Random random, bool isPacketed = false)
    {
        // Only where a packet may end is a beat marked as its last one.
        int[] places =
        [
            .. Enumerable.Range(0, beats.Length).Where(i => fault switch
            {
                "short" => !beats[i].Last,
                "long" => isPacketed ? beats[i].Last : i == beats.Length - 1,
                _ => true,
            }),
        ];
        int at = places[random.Next(places.Length)];
        StreamBeat beat = beats[at];
        uint[] keep = [.. beat.Keep];
        keep[0] &= fault == "keep" ? ~1u : uint.MaxValue;
        beats[at] = beat with { Keep = keep, Last = fault == "keep" ? beat.Last : !beat.Last, IsWrong = true };
    }
}
