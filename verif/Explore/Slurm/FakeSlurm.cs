using System.Runtime.Versioning;
using MixPe.Verif.Cli;

namespace MixPe.Verif.Explore.Slurm;

/// <summary>Slurm's commands as shell scripts in a directory: sbatch runs the tasks of an array at once, one after the other,
/// and the others answer what a test has written down.</summary>
[SupportedOSPlatform("linux")]
internal sealed class FakeSlurm
{
    private readonly ScratchFolder _scratch;

    /// <summary>Writes the scripts.</summary>
    /// <param name="scratch">Where.</param>
    /// <param name="scontrol">What scontrol does with show job JOB_INDEX; the end of a task is in the file ends/JOB_INDEX.</param>
    /// <param name="sacct">What sacct does.</param>
    /// <param name="arraySize">MaxArraySize.</param>
    public FakeSlurm(ScratchFolder scratch, string scontrol, string sacct, int arraySize = 1001)
    {
        _scratch = scratch;
        Directory.CreateDirectory(scratch["bin"]);
        Directory.CreateDirectory(scratch["ends"]);
        Write("sbatch", $$"""
            echo "$@" >>{{scratch["submitted"]}}
            job=$(wc -l <{{scratch["submitted"]}})
            for word; do
              case "$word" in
                --array=*) last="${word##*-}"; last="${last%\%*}" ;;
                --output=*) log="${word#*=}" ;;
              esac
            done
            for i in $(seq 0 "$last"); do
              SLURM_ARRAY_TASK_ID=$i sh "$word" >"${log%\%a.log}$i.log" 2>&1
              echo $? >{{scratch["ends"]}}/${job}_$i
            done
            echo "$job"
            """);
        Write("squeue", $"[ -f {scratch["away"]} ] && rm {scratch["away"]} && echo 'no contact' >&2 && exit 1; cat {scratch["queue"]} 2>/dev/null; exit 0");
        Write("scontrol", $"""
            [ "$2" = config ] && echo "MaxArraySize            = {arraySize}" && exit 0
            code=$(cat {scratch["ends"]}/"$4")
            {scontrol}
            """);
        Write("sacct", sacct);
        Write("scancel", $"echo \"$@\" >>{scratch["cancelled"]}");
    }

    /// <summary>Slurm's directories, and those of what the scripts run.</summary>
    public IReadOnlyList<string> SearchPath => [_scratch["bin"], "/usr/bin", "/bin"];

    /// <summary>The arguments of each sbatch.</summary>
    public IReadOnlyList<string> Submitted =>
        File.Exists(_scratch["submitted"]) ? File.ReadAllLines(_scratch["submitted"]) : [];

    /// <summary>The arguments of each scancel.</summary>
    public IReadOnlyList<string> Cancelled =>
        File.Exists(_scratch["cancelled"]) ? File.ReadAllLines(_scratch["cancelled"]) : [];

    /// <summary>Lets the next question to squeue fail.</summary>
    public void GoAway() => File.WriteAllText(_scratch["away"], "");

    /// <summary>Lets a task of every array wait for ever.</summary>
    public void Hold(int index) => File.WriteAllText(_scratch["queue"], $"{index}|PENDING|Priority\n");

    /// <summary>Writes a worker: a command that is given each key of its shard.</summary>
    /// <param name="forKey">What it does with $key; $dir is that of the results, and measured KEY writes a result.</param>
    /// <returns>Its path.</returns>
    public string Worker(string forKey) => Write("worker", $$"""
        dir="$(dirname "$2")/results"
        measured() {
          echo '{"status": "measured", "message": "", "figures": {"sqnr_db": 1.5, "cosine": "Infinity"}, "seconds": 1}' >"$dir/$1.x"
          mv "$dir/$1.x" "$dir/$1.json"
        }
        for key in $(sed -n 's/.*"[Ff]idelity": "\(.*\)".*/\1/p' "$2"); do
          {{forKey}}
        done
        """);

    private string Write(string name, string script)
    {
        string path = _scratch[$"bin/{name}"];
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
