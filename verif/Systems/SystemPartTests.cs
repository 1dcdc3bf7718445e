using MixPe.Flow.Gemm;
using MixPe.Flow.Systems;
using MixPe.Generator.Systems;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Metrics;
using MixPe.Model.Quantization;
using MixPe.Sim.Devices.Tile;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Systems;

/// <summary>The parts of a system are what docs/systems.md says, and their sum is the product.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SystemPartTests
{
    private static readonly string[] Small =
        ["rows=3", "columns=4", "lanes=2", "x_words=4", "w_words=8", "y_words=3", "row_blocks=2", "max_k=4096", "dequant_units=1"];

    [Test]
    public void A_row_with_a_shift_is_as_worked_by_hand()
    {
        // −2 to 13: a step of 1, a shift of −2 + 8. 100 equal values are the shift alone.
        ShiftedActivations found = ShiftedActivations.PerRow(NumberFormats.Get("int4"), [-2, 13, 0.4f, 5.6f, 7, 7, 7, 7], 2, 4);
        Assert.That(found.Shifts, Is.EqualTo(new[] { Fp16.FromSingle(6), Fp16.FromSingle(7) }));
        Assert.That(found.Quantized.Scales, Is.EqualTo(new ushort[] { 0x3c00, 0x3c00 }));
        Assert.That(found.Quantized.Codes, Is.EqualTo(new ushort[] { 0x8, 0x7, 0xa, 0x0, 0, 0, 0, 0 }));
    }

    [Test]
    public void A_shift_beyond_binary16_and_what_is_no_integer_are_refused()
    {
        Assert.That(
            () => ShiftedActivations.PerRow(NumberFormats.Get("int4"), [70000, 70001], 1, 2),
            Throws.TypeOf<QuantizationException>().With.Message.Contains("the shift of this row is beyond binary16"));
        Assert.That(
            () => ShiftedActivations.PerRow(NumberFormats.Get("int4"), [-2e6f, 2e6f], 1, 2),
            Throws.TypeOf<QuantizationException>().With.Message.Contains("the scale of this row is beyond binary16"));
        Assert.That(() => ShiftedActivations.PerRow(NumberFormats.Get("uint4"), [1], 1, 1), Throws.ArgumentException);
    }

    // y = acc·s_row·s_col + shift_row·w_reduced[col] + outliers, in FP64 out of the operands of the two tiles.
    [Test]
    public void Quiks_parts_add_up_to_its_formula()
    {
        GemmSystem system = Load("quik");
        var (w, x) = Draw(7, 9, 200, 5);
        IReadOnlyList<SystemPart> parts = SystemParts.Of(system, w, x, x);
        GemmOperands dense = parts[0].Operands, added = parts[1].Operands;
        Assert.That((dense.K, added.K, dense.Scales.Length), Is.EqualTo((200 - 63, 64, 9)), "a scale a channel");
        uint[] y = SystemSimulation.Golden(parts);
        for (int m = 0; m < dense.M; m++)
        {
            for (int n = 0; n < dense.N; n++)
            {
                long acc = 0, sum = 0;
                for (int k = 0; k < dense.K; k++)
                {
                    long code = IntegerCodec.Decode(NumberFormats.Get("int4"), dense.Weights[(n * dense.K) + k]);
                    acc += code * IntegerCodec.Decode(NumberFormats.Get("int4"), dense.Activations[(m * dense.K) + k]);
                    sum += code;
                }

                double scale = Fp16.ToSingle(dense.Scales[n]);
                Half reduced = (Half)(float)(sum * scale);
                Assert.That(added.Weights[(n * 64) + 63], Is.EqualTo(BitConverter.HalfToUInt16Bits(reduced)), "the last weight");
                double exact = acc * scale * Fp16.ToSingle(dense.ActivationScales![m]);
                for (int k = 0; k < 64; k++)
                {
                    exact += (double)Fp16.ToSingle(added.Weights[(n * 64) + k]) * Fp16.ToSingle(added.Activations[(m * 64) + k]);
                }

                Assert.That((double)BitConverter.UInt32BitsToSingle(y[(m * dense.N) + n]), Is.EqualTo(exact).Within(1e-3));
            }
        }
    }

    [Test]
    public void The_columns_of_the_largest_activations_stay_in_fp16()
    {
        GemmSystem system = Load("quik") with { Outliers = 2 };
        Matrix w = Matrix.Normal(3, 6, 1, new Random(1));
        Matrix x = new(2, 6, [1, -9, 2, 1, 8, 1, 1, 1, 2, 1, 1, 3]), other = new(1, 6, [5, 1, 1, 6, 1, 1]);
        Assert.That(Kept(x), Is.EqualTo(new[] { -9f, 8f, 1f, 1f }), "X itself");
        Assert.That(Kept(other), Is.EqualTo(new[] { 1f, 1f, 1f, 1f }), "other calibration rows");

        float[] Kept(Matrix calibration)
        {
            GemmOperands added = SystemParts.Of(system, w, x, calibration)[1].Operands;
            return [.. added.Activations.Where((_, i) => i % 3 < 2).Select(Fp16.ToSingle)];
        }
    }

    [Test]
    public void A_low_rank_part_and_the_rest_add_up_to_the_weights()
    {
        GemmSystem system = Load("svdquant") with { Rank = 4, IsSmoothed = false };
        var (w, x) = Draw(5, 12, 64, 3);
        IReadOnlyList<SystemPart> parts = SystemParts.Of(system, w, x, x);
        GemmOperands rest = parts[0].Operands, down = parts[1].Operands, up = parts[2].Operands;
        for (int n = 0; n < 12; n++)
        {
            for (int k = 0; k < 64; k++)
            {
                double narrow = Enumerable.Range(0, 4).Sum(j =>
                    (double)Fp16.ToSingle(up.Weights[(n * 4) + j]) * Fp16.ToSingle(down.Weights[(j * 64) + k]));
                double step = Fp16.ToSingle(rest.Scales[n]);
                double code = IntegerCodec.Decode(NumberFormats.Get("int4"), rest.Weights[(n * 64) + k]);
                Assert.That(narrow + (step * code), Is.EqualTo((double)w.Values[(n * 64) + k]).Within(0.51 * step));
            }
        }

        Assert.That(parts[2].With([new uint[60], [.. Enumerable.Repeat(0x3c00u, 20)]]).Activations, Has.All.EqualTo(0x3c00), "of down");
    }

    // y = α·Σ over groups of s_w·s_x·dot + L1·(L2·x), in FP64 out of the operands of the three tiles; α is not 1, so that it cannot be left out.
    [Test]
    public void Nvfp4s_parts_add_up_to_both_levels_of_scales_and_the_low_rank_part()
    {
        GemmSystem system = Load("svdquant-nvfp4") with { Rank = 4 };
        var (w, x) = Draw(5, 7, 70, 3);
        IReadOnlyList<SystemPart> parts = SystemParts.Of(system, w, x, x);
        GemmOperands dense = parts[0].Operands, down = parts[1].Operands, up = parts[2].Operands;
        double alpha = BitConverter.UInt32BitsToSingle(dense.TensorScale!.Value);
        Assert.That(alpha, Is.Not.EqualTo(1));
        Assert.That((down.TensorScale, up.TensorScale, dense.Scales.Length), Is.EqualTo(((uint?)null, (uint?)null, 7 * 5)));

        // Of both tensors the largest group has the largest scale, 448.
        Assert.That(dense.Scales.Max(), Is.EqualTo(0x7e));
        Assert.That(dense.ActivationGroupScales!.Max(), Is.EqualTo(0x7e));
        NumberFormat e2m1 = NumberFormats.OfActivations("fp4_e2m1"), e4m3 = NumberFormats.Fp8E4M3;
        uint[] y = SystemSimulation.Golden(parts);
        for (int i = 0; i < 35; i++)
        {
            var (m, n) = Math.DivRem(i, 7);
            double exact = 0;
            for (int k = 0; k < 70; k++)
            {
                exact += alpha * FloatBits.ToDouble(e4m3, dense.Scales[(n * 5) + (k / 16)])
                    * FloatBits.ToDouble(e4m3, dense.ActivationGroupScales![(m * 5) + (k / 16)])
                    * FloatBits.ToDouble(e2m1, dense.Weights[(n * 70) + k]) * FloatBits.ToDouble(e2m1, dense.Activations[(m * 70) + k]);
            }

            for (int j = 0; j < 4; j++)
            {
                double narrow = Enumerable.Range(0, 70).Sum(k =>
                    (double)Fp16.ToSingle(down.Weights[(j * 70) + k]) * Fp16.ToSingle(down.Activations[(m * 70) + k]));
                exact += Fp16.ToSingle(up.Weights[(n * 4) + j]) * narrow;
            }

            Assert.That((double)BitConverter.UInt32BitsToSingle(y[i]), Is.EqualTo(exact).Within(2e-3));
        }
    }

    // Blocks of both precisions, each part with a scale of its own tensors: of weights that E4M3's scales do not reach by themselves.
    [Test]
    public void Parts_of_mixed_blocks_have_scales_of_their_tensors_each()
    {
        string[] small = [.. Small, "scale=fp8_e4m3", "activation_group_scale=fp8_e4m3"];
        var (w, x) = Draw(7, 9, 200, 5);
        w = w with { Values = Array.ConvertAll(w.Values, value => value / 10) };
        double[] reference = ReferenceGemm.Multiply(x.Values, w.Values, 7, 9, 200);
        IReadOnlyList<SystemPart> parts = SystemParts.Of(SystemLoader.Load("comet", [.. small, "tensor_scale=fp32"]), w, x, x);
        float[] alphas = [.. parts.Select(part => BitConverter.UInt32BitsToSingle(part.Operands.TensorScale!.Value))];
        Assert.That(alphas, Is.Unique.And.All.LessThan(1e-3));
        Assert.That(Sqnr(parts), Is.GreaterThan(Sqnr(SystemParts.Of(SystemLoader.Load("comet", small), w, x, x)) + 6));

        double Sqnr(IReadOnlyList<SystemPart> parts) => Fidelity.Measure(
            reference, Array.ConvertAll(SystemSimulation.Golden(parts), bits => (double)BitConverter.UInt32BitsToSingle(bits))).SqnrDb;
    }

    // y = Σ over blocks of acc·s_row·s_col, the wide ones' as all others, in FP64 out of the operands of the two tiles.
    [TestCase(200, 128)]
    [TestCase(700, 256)]
    public void Comets_parts_add_up_to_its_formula(int k, int wide)
    {
        GemmSystem system = Load("comet");
        var (w, x) = Draw(7, 9, k, 5);
        IReadOnlyList<SystemPart> parts = SystemParts.Of(system, w, x, x);
        Assert.That(parts.Select(part => part.Operands.K), Is.EqualTo(new[] { k - wide, wide }));
        uint[] y = SystemSimulation.Golden(parts);
        for (int m = 0; m < 7; m++)
        {
            for (int n = 0; n < 9; n++)
            {
                double exact = 0;
                foreach (var (operands, bits) in new[] { (parts[0].Operands, "int4"), (parts[1].Operands, "int8") })
                {
                    int blocks = (operands.K + 127) / 128;
                    Assert.That((operands.Scales.Length, operands.ActivationGroupScales!.Length), Is.EqualTo((9 * blocks, 7 * blocks)));
                    for (int i = 0; i < operands.K; i++)
                    {
                        long a = IntegerCodec.Decode(NumberFormats.Get(bits), operands.Activations[(m * operands.K) + i]);
                        long b = IntegerCodec.Decode(NumberFormats.Get("int4"), operands.Weights[(n * operands.K) + i]);
                        exact += a * b * (double)Fp16.ToSingle(operands.ActivationGroupScales[(m * blocks) + (i / 128)])
                            * Fp16.ToSingle(operands.Scales[(n * blocks) + (i / 128)]);
                    }
                }

                Assert.That((double)BitConverter.UInt32BitsToSingle(y[(m * 9) + n]), Is.EqualTo(exact).Within(1e-3));
            }
        }
    }

    // Of 5 blocks of 2 channels, the last one short; the largest first, equal ones as they come.
    [TestCase(1, 2)]
    [TestCase(20, 2)]
    [TestCase(21, 4)]
    [TestCase(80, 8)]
    [TestCase(99, 8)]
    public void The_blocks_of_the_largest_channels_are_the_wide_ones(int percent, int wide)
    {
        GemmSystem system = Load("comet") with { WidePercent = percent };
        system = system with { Dense = system.Dense with { Group = 2 }, Added = system.Added with { Group = 2 } };
        // Exact codes with a scale of 1, in these pairs.
        Matrix w = new(1, 9, [4, -7, 3, 7, 2, 7, 1, -7, 7]);
        Matrix calibration = new(2, 9, [1, 2, 3, -9, 4, 4, 1, 0, 2, 0, 0, 0, 1, -4, 1, 8, 1, 2]);
        Matrix x = new(1, 9, [1, 1, 1, 1, 1, 1, 1, 1, 1]);
        int[] sorted = [3, 6, 4, 5, 2, 1, 8, 0, 7];
        IReadOnlyList<SystemPart> parts = SystemParts.Of(system, w, x, calibration);
        GemmOperands dense = parts[0].Operands, added = parts[1].Operands;
        Assert.That((dense.K, added.K), Is.EqualTo((9 - wide, wide)));
        foreach (var (operands, channels) in new[] { (added, sorted[..wide]), (dense, sorted[wide..]) })
        {
            double[] values =
            [
                .. Enumerable.Range(0, operands.K).Select(k => Fp16.ToSingle(operands.Scales[k / 2])
                    * (double)IntegerCodec.Decode(NumberFormats.Get("int4"), operands.Weights[k])),
            ];
            Assert.That(values, Is.EqualTo(channels.Select(k => (double)w.Values[k])).Within(1e-9), "the channels' own weights");
        }
    }

    [Test]
    public void Wide_blocks_bring_decibels_if_they_hold_the_largest_channels()
    {
        GemmSystem system = Load("comet");
        var (w, x) = Draw(16, 24, 1024, 11);
        double[] reference = ReferenceGemm.Multiply(x.Values, w.Values, 16, 24, 1024);
        double mixed = Sqnr(SystemParts.Of(system, w, x, x)), narrow = Sqnr(SystemParts.Alone(system, w, x, x));

        // Calibration rows that say nothing: the channels as they come, and as many blocks of them in INT8.
        Matrix level = new(1, 1024, [.. Enumerable.Repeat(1f, 1024)]);
        double unsorted = Sqnr(SystemParts.Of(system, w, x, level));
        TestContext.Out.WriteLine($"{mixed:F2} dB, all blocks narrow {narrow:F2} dB, channels as they come {unsorted:F2} dB");
        Assert.That(mixed, Is.GreaterThan(narrow + 1).And.GreaterThan(unsorted + 1));

        double Sqnr(IReadOnlyList<SystemPart> parts) => Fidelity.Measure(
            reference,
            Array.ConvertAll(SystemSimulation.Golden(parts), bits => FloatBits.ToDouble(parts[^1].Design.Output, bits))).SqnrDb;
    }

    [TestCase("quik", 20)]
    [TestCase("spqr", 18)]
    [TestCase("svdquant", 15)]
    [TestCase("svdquant-nvfp4", 15)]
    public void What_stays_in_fp16_brings_its_decibels(string name, double least)
    {
        GemmSystem system = Load(name);
        var (w, x) = Draw(16, 24, 384, 11);
        double[] reference = ReferenceGemm.Multiply(x.Values, w.Values, 16, 24, 384);
        double whole = Sqnr(SystemParts.Of(system, w, x, x)), alone = Sqnr(SystemParts.Alone(system, w, x, x));
        TestContext.Out.WriteLine($"{whole:F2} dB, alone {alone:F2} dB");
        Assert.That(whole, Is.GreaterThan(least).And.GreaterThan(alone + 3));

        double Sqnr(IReadOnlyList<SystemPart> parts) => Fidelity.Measure(
            reference,
            Array.ConvertAll(SystemSimulation.Golden(parts), bits => FloatBits.ToDouble(parts[^1].Design.Output, bits))).SqnrDb;
    }

    [Test]
    public void Smoothing_changes_no_product()
    {
        var (w, x) = Draw(4, 5, 130, 2);
        double[] factors = Smoothing.Factors(w, x);
        Matrix smallW = Smoothing.Multiplied(w, factors), smallX = Smoothing.Divided(x, factors);
        double[] before = ReferenceGemm.Multiply(x.Values, w.Values, 4, 5, 130);
        Assert.That(ReferenceGemm.Multiply(smallX.Values, smallW.Values, 4, 5, 130), Is.EqualTo(before).Within(1e-5));
        Assert.That(
            Smoothing.Largest(smallX).Zip(Smoothing.Largest(smallW), (a, b) => a / b), Has.All.EqualTo(1).Within(1e-5));
    }

    // y = Σ over groups of s·(dot − z·sum) + Σ over outliers of w·x, in FP64 out of W and the operands of the dense tile.
    [Test]
    public void Spqrs_parts_add_up_to_its_formula()
    {
        GemmSystem system = Load("spqr") with { SparsePermille = 30 };
        var (w, x) = Draw(15, 9, 70, 5);
        IReadOnlyList<SystemPart> parts = SystemParts.Of(system, w, x, x);

        // 30 of 1000 of 630, rounded up, in passes of 6 rows by blocks of 4 columns.
        double[] energies = [.. Enumerable.Range(0, 70).Select(k => Enumerable.Range(0, 15).Average(m => Math.Pow(x.Values[(m * 70) + k], 2)))];
        bool[] outliers = SparseOutliers.Choose(w.Values, 70, 16, 7, energies, 19);
        Assert.That(outliers.Count(one => one), Is.EqualTo(19));
        PartJob[] jobs = [.. parts[1].Jobs];
        Assert.That(
            jobs.Select(job => (job.FirstRow, job.FirstColumn, job.Operands.M, job.Operands.N)),
            Is.EqualTo(new[] { (0, 6), (6, 6), (12, 3) }.SelectMany(rows => new[] { (0, 4), (4, 4), (8, 1) }.Select(
                columns => (rows.Item1, columns.Item1, rows.Item2, columns.Item2)))));
        for (int block = 0; block < 3; block++)
        {
            int used = Enumerable.Range(0, 70).Count(k => Enumerable.Range(block * 4, block == 2 ? 1 : 4).Any(n => outliers[(n * 70) + k]));
            Assert.That(jobs[block].Operands.K, Is.EqualTo(Math.Max(used, 1)), "the columns that the block needs");
        }

        GemmOperands dense = parts[0].Operands;
        uint[] y = SystemSimulation.Golden(parts);
        for (int i = 0; i < 15 * 9; i++)
        {
            var (m, n) = Math.DivRem(i, 9);
            double exact = 0;
            for (int k = 0; k < 70; k++)
            {
                int group = (n * 5) + (k / 16);
                int units = dense.Weights[(n * 70) + k] - dense.ZeroPoints![group];
                Assert.That(!outliers[(n * 70) + k] || units == 0, Is.True, "zero where an outlier is");
                exact += (double)Fp16.ToSingle(dense.Activations[(m * 70) + k])
                    * (outliers[(n * 70) + k] ? (double)(Half)w.Values[(n * 70) + k] : units * (double)Fp16.ToSingle(dense.Scales[group]));
            }

            Assert.That((double)BitConverter.UInt32BitsToSingle(y[i]), Is.EqualTo(exact).Within(1e-3));
        }
    }

    // Other calibration rows, other outliers; a block without any has one column, of weights that are zero.
    [Test]
    public void Outliers_are_where_the_calibration_rows_have_energy()
    {
        GemmSystem system = Load("spqr") with { SparsePermille = 1 };
        Matrix w = new(8, 16, [.. Enumerable.Range(0, 8).SelectMany(n => Enumerable.Range(0, 16).Select(
            k => k == n ? 50f : (k % 3) + (n * 0.01f)))]);
        Matrix x = new(1, 16, [.. Enumerable.Range(1, 16).Select(k => (float)k)]);
        foreach (int loud in new[] { 2, 6 })
        {
            // Only column 9 has energy, and only there does row `loud` have an error that its outlier makes.
            float[] energy = new float[16];
            energy[9] = 1;
            Matrix bent = w with { Values = [.. w.Values] };
            bent.Values[(loud * 16) + 9] = 3.3f;
            PartJob[] jobs = [.. SystemParts.Of(system, bent, x, new Matrix(1, 16, energy))[1].Jobs];
            PartJob with = jobs[loud / 4], without = jobs[1 - (loud / 4)];
            Assert.That((with.Operands.K, with.Operands.Activations), Is.EqualTo((1, new[] { Fp16.FromSingle(loud + 1) })));
            Assert.That(with.Operands.Weights[loud % 4], Is.EqualTo(Fp16.FromSingle(50)));
            Assert.That(without.Operands.Weights, Has.All.Zero);
            Assert.That(without.Operands.Activations, Is.EqualTo(new[] { Fp16.FromSingle(1) }));
        }
    }

    // The beats of one tile's results, as it gives them, are the other one's addends, under stalls of every stream.
    [TestCase("quik")]
    [TestCase("svdquant")]
    [TestCase("svdquant-nvfp4")]
    [TestCase("comet")]
    [TestCase("spqr")]
    public void The_result_stream_of_one_tile_goes_into_the_next(string name)
    {
        GemmSystem system = Load(name);
        var (w, x) = Draw(17, 9, name == "comet" ? 300 : 96, 4);
        IReadOnlyList<SystemPart> parts = SystemParts.Of(system, w, x, x);
        Random random = new(5);
        List<uint[]> results = [];
        IReadOnlyList<StreamBeat> dense = [];
        foreach (SystemPart part in parts)
        {
            using TileDevice device = new(new RtlBench().Tile(part.Design), part.Design, seed: 1);
            List<StreamBeat> left = [.. dense];
            uint[] whole = part.Run(results, operands =>
            {
                uint[] golden = GoldenGemm.Run(part.Design.Arithmetic, operands);
                StreamBeat[] expected = [.. ResultPackets.Of(part.Design, new(operands.M, operands.N, operands.K), golden)];
                StreamBeat[]? addends = part.AddendsFrom is null ? null : [.. left.Take(expected.Length)];
                TileStalls stalls = new(Stall(random), Stall(random), Stall(random)) { Addends = Stall(random) };
                device.Begin(operands, stalls, c: addends);
                for (int wait = 0; device.IsBusy && wait < 100_000; wait++)
                {
                }

                Assert.That((device.Get("status"), device.Get("cause")), Is.EqualTo((2u, 0u)), part.Name);
                Assert.That(device.Results.Select(Text), Is.EqualTo(expected.Select(Text)), part.Name);
                left.RemoveRange(0, addends?.Length ?? 0);
                return golden;
            });
            Assert.That(part.AddendsFrom is null || left.Count == 0, Is.True, "all of the stream has been taken");
            dense = results.Count == 0 ? [.. device.Results] : dense;
            results.Add(whole);
        }

        static string Text(StreamBeat beat) =>
            $"{string.Join(' ', beat.Data.Select(word => $"{word:x8}"))} {string.Join(' ', beat.Keep)} {beat.Last}";
    }

    private static StallPattern Stall(Random random) => StallPattern.Random(random, random.NextDouble() * 0.6);

    private static GemmSystem Load(string name) => SystemLoader.Load(name, Small);

    private static (Matrix W, Matrix X) Draw(int m, int n, int k, int seed)
    {
        Random random = new(seed);
        return (Matrix.Normal(n, k, 0.02, random), OutlierChannels.Draw(m, k, random));
    }
}
