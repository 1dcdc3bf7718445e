using MixPe.Flow.Encoder;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Sim.Devices.Tile;

namespace MixPe.Flow.Compare;

/// <summary>What a design's verilated tile made of some layers.</summary>
/// <param name="Compared">Outputs, each compared with the golden model's.</param>
/// <param name="Mismatches">Those whose bits differ.</param>
/// <param name="Cycles">Cycles of all layers, one after the other, as the tile counted them.</param>
public sealed record LayerHardware(long Compared, long Mismatches, long Cycles)
{
    // Of the registers' values at the start; no result depends on it.
    private const int Seed = 1;

    /// <summary>Builds the tile and runs the layers on it.</summary>
    /// <param name="design">The design.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="gemms">Builds the tile.</param>
    /// <exception cref="InputException">The layers have no outputs, so that nothing was compared.</exception>
    /// <exception cref="Sim.Processes.ToolException">Verilator or g++ is missing or failed.</exception>
    /// <exception cref="Sim.Devices.ArrayDeviceException">The tile broke its protocol or its cycle model.</exception>
    public static LayerHardware Of(Design design, ILayers layers, GemmSimulation gemms)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(gemms);
        SimulationOptions options = new() { On = HardwareKind.Tile, Seed = Seed };
        using TileDevice device = new(gemms.Prepare(design, options), design, options.Seed);
        (IReadOnlyList<LayerRun> runs, _) = layers.Run(new TileEngine(design, device));
        long compared = runs.Sum(run => (long)run.M * run.N);
        return compared == 0
            ? throw new InputException($"{layers.Words}: no outputs to compare")
            : new LayerHardware(compared, runs.Sum(run => run.Hardware!.Mismatches), runs.Sum(run => run.Hardware!.Cycles));
    }
}
