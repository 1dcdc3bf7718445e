using MixPe.Sim.Devices;

namespace MixPe.Verif.Rtl;

/// <summary>A failure as a person wants it: the smallest case, its waveform, and the line that runs it again.</summary>
/// <param name="Smallest">The case.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Waveform">FST file.</param>
internal sealed record CaseReport(RtlCase Smallest, string Fault, string Waveform)
{
    // A shrunk case ends within some hundred cycles; what does not must not fill a disk.
    private const long WaveformCycles = 4096;

    public string Message => string.Join('\n',
        Fault,
        $"design {string.Join(' ', Smallest.Fields)}",
        $"M {Smallest.Operands.M}, N {Smallest.Operands.N}, K {Smallest.Operands.K}",
        $"waveform {Waveform}",
        Smallest.ReplayLine);

    /// <summary>Shrinks a failing case and runs it once more with a waveform.</summary>
    /// <param name="bench">The bench that it fails on.</param>
    /// <param name="failing">The case.</param>
    /// <param name="folder">Folder of the waveform.</param>
    /// <exception cref="ArgumentException">The case does not fail on a fresh instance.</exception>
    public static CaseReport Of(RtlBench bench, RtlCase failing, string folder)
    {
        bool Fails(RtlCase c) => RtlGemm.Fault(bench, c) is not null;
        if (!Fails(failing))
        {
            throw new ArgumentException($"the case does not fail by itself: {failing.ReplayLine}", nameof(failing));
        }

        RtlCase smallest = new CaseShrinker(Fails).Shrink(failing);
        Directory.CreateDirectory(folder);
        string waveform = Path.Combine(folder, $"{Guid.NewGuid():N}.fst");
        using var device = new ArrayDevice(bench.Array(smallest.Design, trace: true), smallest.Design, seed: 1);
        device.Model.OpenTrace(waveform, cycleCount: WaveformCycles);
        string fault = RtlGemm.Fault(device, smallest.Design, smallest.Operands)
            ?? "the case fails without a waveform only";
        device.Model.CloseTrace();
        return new CaseReport(smallest, fault, waveform);
    }
}
