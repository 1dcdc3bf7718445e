using System.Text.Json;
using System.Text.Json.Nodes;
using MixPe.Verif.Designs;

namespace MixPe.Verif.Report;

/// <summary>Documents of the other commands, as they print them.</summary>
internal static class ReportDocuments
{
    public static string Synth => File.ReadAllText(Path.Combine(DesignFiles.Root, "bench", "qor", "osu018", "pe", "mixpe-w4a8.json"));

    public static string Edges => File.ReadAllText(Path.Combine(DesignFiles.Root, "bench", "qor", "osu018", "edges", "mixpe-w4a8.json"));

    public static string Fpga => """
        {"design": "a_fpga", "unit": "pe", "target": "ice40", "luts": 300, "carries": 40, "registers": 50, "mhz": 71.5, "checked": 9777,
         "baselines": [{"name": "INT8 booth", "luts": 600, "carries": 90, "registers": 60, "mhz": null, "lut_ratio": 0.5, "checked": 1}]}
        """;

    public static string Prove => """
        {"design": "mixpe_w4a8", "proofs": [
          {"name": "pe", "result": "proved", "depth": 0, "seconds": 1.5, "method": "sat", "note": null, "counterexample": [], "trace": null},
          {"name": "array", "result": "bounded", "depth": 20, "seconds": 9.5, "method": "bmc", "note": "from reset", "counterexample": [], "trace": null}]}
        """;

    public static string Mutate => """
        {"design": "mixpe_w4a8", "seed": 1, "units": [
          {"name": "pe", "mutants": 200, "killed": 196, "equivalent": 3, "survived": 1, "score": 0.994923857868, "possible": 812,
           "survivors": [{"id": 7, "operator": "constant", "file": "rtl/pe.sv", "line": 30, "code": "a + b", "description": "+ becomes -",
                          "proof": "", "reason": "unexplained"}]}]}
        """;

    /// <summary>Of a hostile design, with a failure.</summary>
    public static string Verify => new JsonObject
    {
        ["design"] = "mixpe_w4a8",
        ["level"] = "full",
        ["seed"] = 1,
        ["cut"] = false,
        ["checks"] = new JsonArray(
            Check("pe exhaustive", "passed", 65536, null),
            Check("array random", "failed", 1234, new JsonObject { ["message"] = ReportFolders.Hostile, ["replay"] = "mixpe verify" })),
        ["functional"] = new JsonArray(new JsonObject { ["name"] = "w", ["classes"] = 4, ["seen"] = 3 }),
        ["structural"] = null,
    }.ToJsonString(new JsonSerializerOptions());

    /// <summary>Writes one of each into a directory.</summary>
    public static void WriteAll(string directory)
    {
        File.WriteAllText(Path.Combine(directory, "synth.json"), Synth);
        File.WriteAllText(Path.Combine(directory, "edges.json"), Edges);
        File.WriteAllText(Path.Combine(directory, "fpga.json"), Fpga);
        File.WriteAllText(Path.Combine(directory, "verify.json"), Verify);
        File.WriteAllText(Path.Combine(directory, "mutate.json"), Mutate);
        File.WriteAllText(Path.Combine(directory, "prove.json"), Prove);
    }

    private static JsonObject Check(string name, string status, int cases, JsonObject? failure) => new()
    {
        ["name"] = name,
        ["unit"] = name.Split(' ')[0],
        ["status"] = status,
        ["cases"] = cases,
        ["cycles"] = cases,
        ["seconds"] = 0.5,
        ["failure"] = failure,
    };
}
