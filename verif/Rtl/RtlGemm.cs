using System.Globalization;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Devices;
using MixPe.Sim.Host;

namespace MixPe.Verif.Rtl;

/// <summary>A GEMM on a verilated array against the golden model, every bit.</summary>
internal static class RtlGemm
{
    /// <summary>What is wrong with a run; null if nothing is.</summary>
    public static string? Fault(ArrayDevice device, Design design, GemmOperands operands)
    {
        uint[] golden = GoldenGemm.Run(design.Arithmetic, operands);
        uint[] found;
        try
        {
            found = device.Run(operands).Outputs;
        }
        catch (Exception e) when (e is ArrayDeviceException or SimulationException)
        {
            return e.Message;
        }

        if (golden.Length == 0)
        {
            return "no output to compare";
        }

        int at = Enumerable.Range(0, golden.Length).FirstOrDefault(i => found[i] != golden[i], -1);
        return at < 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"y[{at / operands.N}, {at % operands.N}] is 0x{found[at]:x}, the model says 0x{golden[at]:x}");
    }

    /// <summary>What is wrong with a run on a fresh instance; null if nothing is.</summary>
    public static string? Fault(RtlBench bench, RtlCase c)
    {
        using var device = new ArrayDevice(bench.Array(c.Design), c.Design, seed: 1);
        return Fault(device, c.Design, c.Operands);
    }
}
