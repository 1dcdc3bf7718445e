using MixPe.Generator.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>PE and activation sum over random groups, back to back and with idle cycles, their shadow registers
/// shifting in between.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PeSequenceTests
{
    private const int Groups = 3000;

    private static IEnumerable<TestCaseData> Designs()
    {
        string[][] all =
        [
            ["uint4", "int8", "lanes=3", "group=12"],
            ["int4", "int8", "lanes=4", "target=fpga", "zero_point=integer"],
            ["int4", "fp16", "lanes=2"],
            ["uint4", "fp16", "lanes=3", "group=12", "zero_point=integer"],
            ["int4", "fp16", "lanes=4", "accumulator=fp32", "zero_point=integer"],
            ["uint4", "fp16", "lanes=3", "group=12", "accumulator=fp16"],
            ["int4", "fp16", "lanes=2", "accumulator=fp16", "target=fpga", "zero_point=integer"],
        ];
        return all.Select(fields => new TestCaseData((object)fields).SetArgDisplayNames(string.Join(' ', fields)));
    }

    [TestCaseSource(nameof(Designs))]
    public void A_PE_holds_and_drains_the_dot_products(string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        var random = new Random(1);
        GroupSequence sequence = GroupSequence.Draw(design, random, Groups);
        using var drive = new UnitDrive(new RtlBench().Unit(design, "pe"), sequence.Cycles);
        sequence.Write(drive, hasWeights: true);
        UInt128[] above = sequence.WriteShift(drive, "dot_i", random);
        drive.Reset();
        drive.Run();

        // A beat is in the registers one cycle after it enters, and ends its group at the edge after that.
        int compared = 0;
        UInt128? shadow = null;
        Func<UInt128, bool>? isGolden = null;
        for (int t = 0; t < sequence.Cycles; t++)
        {
            UInt128 found = drive.ReadWide(t, drive["dot_o"]);
            bool isRight = isGolden?.Invoke(found) ?? (shadow is null || found == shadow);
            Assert.That(isRight, Is.True, $"cycle {t}: shadow register 0x{found:x}");
            compared += isGolden is not null ? 1 : 0;

            // What was compared as a class keeps the bits that it has.
            shadow = isGolden is null ? shadow : found;
            isGolden = null;
            if (t > 0 && sequence.EndOf(t - 1) is { } group)
            {
                isGolden = state => SequenceGolden.IsDot(design, group, state);
            }
            else if (sequence.Shifts(t))
            {
                shadow = above[t];
            }

            if (t > 0)
            {
                Assert.That(
                    (drive.Read(t, "first_o") != 0, drive.Read(t, "last_o") != 0,
                        drive.ReadWide(t, drive["x_o"]), drive.ReadWide(t, drive["w_o"])),
                    Is.EqualTo(sequence.Beat(t - 1)), $"cycle {t}: what goes to the neighbours");
            }
        }

        TestContext.Out.WriteLine($"{compared} groups");
        Assert.That(compared, Is.EqualTo(Groups));
    }

    [TestCaseSource(nameof(Designs))]
    public void An_activation_sum_holds_and_drains_the_sums(string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], [.. fields[2..], "zero_point=integer"]);
        var random = new Random(2);
        GroupSequence sequence = GroupSequence.Draw(design, random, Groups);
        using var drive = new UnitDrive(new RtlBench().Unit(design, "act_sum"), sequence.Cycles);
        sequence.Write(drive, hasWeights: false);
        UInt128[] above = sequence.WriteShift(drive, "sum_i", random);
        drive.Run();

        int compared = 0;
        UInt128? shadow = null;
        Func<UInt128, bool>? isGolden = null;
        for (int t = 0; t < sequence.Cycles; t++)
        {
            UInt128 found = drive.ReadWide(t, drive["sum_o"]);
            bool isRight = isGolden?.Invoke(found) ?? (shadow is null || found == shadow);
            Assert.That(isRight, Is.True, $"cycle {t}: shadow register 0x{found:x}");
            compared += isGolden is not null ? 1 : 0;
            shadow = isGolden is null ? shadow : found;
            isGolden = null;
            if (sequence.EndOf(t) is { } group)
            {
                isGolden = state => SequenceGolden.IsSum(design, group, state);
            }
            else if (sequence.Shifts(t))
            {
                shadow = above[t];
            }
        }

        TestContext.Out.WriteLine($"{compared} groups");
        Assert.That(compared, Is.EqualTo(Groups));
    }
}
