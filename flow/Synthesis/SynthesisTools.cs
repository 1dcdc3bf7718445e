using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis;

/// <summary>What synthesis needs beside Yosys, which brings ABC.</summary>
public static class SynthesisTools
{
    /// <summary>Where Debian's package qflow-tech-osu018 puts its Liberty file.</summary>
    public const string Osu018File = "/usr/share/qflow/tech/osu018/osu018_stdcells.lib";

    /// <summary>Static timing analysis, OpenSTA.</summary>
    public static ExternalTool OpenSta { get; } = new("sta", "of 2019 or newer", "install the package 'opensta'");

    /// <summary>Oklahoma State University's standard cells for 0.18 µm.</summary>
    public static ExternalTool Osu018 { get; } = new(Osu018File, "any", "install the package 'qflow-tech-osu018'");
}
