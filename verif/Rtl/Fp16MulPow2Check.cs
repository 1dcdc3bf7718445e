using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Verif.Rtl;

/// <summary>Runs the ⊗ units over every binary16 pattern and every power.</summary>
internal static class Fp16MulPow2Check
{
    private const int Patterns = 1 << 16;

    private static Design Design => RtlDesigns.Make("int4", "fp16");

    /// <summary>Tells x, power, result and flags of every vector.</summary>
    /// <returns>Number of vectors.</returns>
    public static int Binary16(RtlBench bench, Action<ushort, int, ushort, FloatStatus> check)
    {
        var library = bench.Unit(Design, "fp16_mul_pow2");
        return Run(library, (drive, x, power) =>
        {
            FloatStatus status = (drive.Read(x, "overflow_o") != 0 ? FloatStatus.Overflow : 0)
                | (drive.Read(x, "underflow_o") != 0 ? FloatStatus.Underflow : 0)
                | (drive.Read(x, "inexact_o") != 0 ? FloatStatus.Inexact : 0);
            check((ushort)x, power, (ushort)drive.Read(x, "y_o"), status);
        });
    }

    /// <summary>Tells x, power and the wide result of every vector.</summary>
    /// <returns>Number of vectors.</returns>
    public static int Wide(RtlBench bench, Action<ushort, int, uint> check) => Run(
        bench.Unit(Design, "fp16_mul_pow2_wide"),
        (drive, x, power) => check((ushort)x, power, (uint)drive.Read(x, "y_o")));

    private static int Run(VerilatedLibrary library, Action<UnitDrive, int, int> read)
    {
        int vectors = 0;
        using var drive = new UnitDrive(library, Patterns);
        for (int power = Fp16MulPow2.MinPower; power <= Fp16MulPow2.MaxPower; power++)
        {
            for (int x = 0; x < Patterns; x++)
            {
                drive.Write(x, "x_i", (ulong)x);
                drive.Write(x, "shift_i", (ulong)power & 31);
            }

            drive.Run();
            for (int x = 0; x < Patterns; x++, vectors++)
            {
                read(drive, x, power);
            }
        }

        return vectors;
    }
}
