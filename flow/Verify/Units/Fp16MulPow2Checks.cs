using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Units;

/// <summary>The ⊗ units, narrow and wide: every binary16 pattern by every power, flags included.</summary>
internal static class Fp16MulPow2Checks
{
    private const int Patterns = 1 << 16;
    private const int Powers = 32;

    private static readonly VectorSpecification Narrow = new((stimulus, i) =>
    {
        Fp16ScaleResult golden = Fp16MulPow2.Scale(X(stimulus, i), Power(stimulus, i));
        stimulus.Expect(i, "y_o", golden.Bits);
        stimulus.Expect(i, "overflow_o", Flag(golden, FloatStatus.Overflow));
        stimulus.Expect(i, "underflow_o", Flag(golden, FloatStatus.Underflow));
        stimulus.Expect(i, "inexact_o", Flag(golden, FloatStatus.Inexact));
    });

    private static readonly VectorSpecification Wide = new((stimulus, i) =>
        stimulus.Expect(i, "y_o", Fp16MulPow2.ScaleWide(X(stimulus, i), Power(stimulus, i))));

    public static IEnumerable<UnitCheck> All { get; } =
    [
        Check("fp16_mul_pow2", "every binary16 pattern by every power: result and flags", Narrow),
        Check("fp16_mul_pow2_wide", "every binary16 pattern by every power, in the wide format", Wide),
    ];

    private static UnitCheck Check(string unit, string summary, VectorSpecification specification) =>
        new($"{unit}/all", unit, VerifyLevel.Quick, summary, HasUnit, _ => Draw(specification))
        {
            Space = _ => Patterns * Powers,
        };

    private static bool HasUnit(Design design) => design.Activations == NumberFormats.Fp16;

    private static IEnumerable<IScenario> Draw(VectorSpecification specification)
    {
        for (int power = 0; power < Powers; power++)
        {
            ulong shift = (ulong)power;
            yield return new VectorScenario(
                Patterns,
                (stimulus, i) =>
                {
                    stimulus.Set(i, "x_i", (ulong)i);
                    stimulus.Set(i, "shift_i", shift);
                },
                specification);
        }
    }

    private static ushort X(Stimulus stimulus, int i) => (ushort)stimulus.Input(i, "x_i");

    // Five bits, two's complement.
    private static int Power(Stimulus stimulus, int i) => (int)stimulus.Input(i, "shift_i") << 27 >> 27;

    private static uint Flag(Fp16ScaleResult result, FloatStatus flag) => result.Status.HasFlag(flag) ? 1u : 0;
}
