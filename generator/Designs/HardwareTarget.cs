namespace MixPe.Generator.Designs;

/// <summary>What the RTL is written for.</summary>
public enum HardwareTarget
{
    /// <summary>Carry-save column heaps and one carry-propagating adder.</summary>
    Asic,

    /// <summary>Binary adds, which map onto carry chains.</summary>
    Fpga,
}
