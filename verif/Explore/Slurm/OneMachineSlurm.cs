using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using MixPe.Flow.Explore.Launch.Slurm;
using MixPe.Sim.Processes;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Explore.Slurm;

/// <summary>A Slurm cluster of one machine, with a key, sockets, ports and states of its own: munged, slurmctld and
/// one or more slurmd. Nothing is left of it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class OneMachineSlurm : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ScratchFolder _scratch = new();
    private readonly List<Process> _daemons = [];

    private OneMachineSlurm()
    {
    }

    /// <summary>Its configuration; Slurm's commands find it by the variable SLURM_CONF.</summary>
    public string Configuration => _scratch["slurm.conf"];

    /// <summary>Starts one, or ignores the test where that cannot be.</summary>
    /// <param name="cpus">Tasks that each node takes at a time.</param>
    /// <param name="nodes">Daemons that run tasks.</param>
    public static OneMachineSlurm Start(int cpus, int nodes)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Ignore("slurmd starts tasks of other users: this test wants root");
        }

        foreach ((string command, string package) in new[]
        {
            ("munged", "munge"), ("slurmctld", "slurmctld"), ("slurmd", "slurmd"), ("sbatch", "slurm-client"),
        })
        {
            if (Find(command) is null)
            {
                Assert.Ignore($"{command} not found: install the package '{package}'");
            }
        }

        OneMachineSlurm cluster = new();
        try
        {
            cluster.Begin(cpus, nodes);
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Output of one of Slurm's commands.</summary>
    public string Ask(ExternalTool tool, params string[] arguments) =>
        ToolProcess.Run(new ToolCommand(tool, arguments)
        {
            Environment = new Dictionary<string, string> { ["SLURM_CONF"] = Configuration },
        }).Output;

    /// <summary>Cancels what is queued, and ends the daemons, the last one first.</summary>
    public void Dispose()
    {
        if (_daemons.Count > 1)
        {
            // Tasks first: they are no children of these processes.
            Ask(SlurmTools.Scancel, "--user=root");
            WaitFor(() => Ask(SlurmTools.Squeue, "--noheader").Length == 0, "an empty queue", isRequired: false);
        }

        foreach (Process daemon in Enumerable.Reverse(_daemons))
        {
            using (daemon)
            {
                // Asked to, each ends what it started.
                Process.Start("kill", [daemon.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
                if (!daemon.WaitForExit(Patience))
                {
                    daemon.Kill(entireProcessTree: true);
                    daemon.WaitForExit();
                }
            }
        }

        _scratch.Dispose();
    }

    // Each is ready before the next begins: one that finds no munged tries again only after ten seconds.
    private void Begin(int cpus, int nodes)
    {
        foreach (string folder in new[] { "munge", "state" })
        {
            Directory.CreateDirectory(_scratch[folder]);
        }

        // Munge wants its socket open to all, its key to nobody else.
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_scratch.Path, Owner | Others);
        File.SetUnixFileMode(_scratch["munge"], Owner | Others);
        File.WriteAllBytes(_scratch["munge/key"], RandomNumberGenerator.GetBytes(1024));
        File.SetUnixFileMode(_scratch["munge/key"], UnixFileMode.UserRead);
        string socket = _scratch["munge/socket"];
        Launch(
            "munged", "--foreground", "--key-file", _scratch["munge/key"], "--socket", socket, "--pid-file", _scratch["munge/pid"],
            "--log-file", _scratch["munge/log"], "--seed-file", _scratch["munge/seed"], "--num-threads", "10");
        WaitFor(() => File.Exists(socket), "munged's socket");

        int[] ports = FreePorts(nodes + 1);
        string[] names = [.. Enumerable.Range(0, nodes).Select(i => string.Create(CultureInfo.InvariantCulture, $"node{i}"))];
        File.WriteAllText(Configuration, Text(socket, cpus, names, ports));
        Launch("slurmctld", "-D", "-f", Configuration);
        WaitFor(() => Ask(SlurmTools.Squeue, "--noheader", "--format=up %i").Length == 0
            && Ask(SlurmTools.Scontrol, "ping").Contains("UP", StringComparison.Ordinal), "slurmctld");
        foreach (string name in names)
        {
            Directory.CreateDirectory(_scratch[$"spool-{name}"]);
            Launch("slurmd", "-D", "-N", name, "-f", Configuration);
        }

        WaitFor(
            () => names.All(name => Ask(SlurmTools.Scontrol, "--oneliner", "show", "node", name).Contains("State=IDLE", StringComparison.Ordinal)
                && !Ask(SlurmTools.Scontrol, "--oneliner", "show", "node", name).Contains("NOT_RESPONDING", StringComparison.Ordinal)),
            "slurmd");
    }

    private string Text(string socket, int cpus, string[] names, int[] ports)
    {
        // The daemons listen where the machine's name leads, and nowhere else: loopback as a rule, in a container its address.
        string host = Dns.GetHostName();
        IPAddress address = Dns.GetHostAddresses(host, AddressFamily.InterNetwork).FirstOrDefault(IPAddress.Loopback);
        return $"""
            ClusterName=test
            SlurmctldHost={host}({address})
            SlurmctldPort={ports[0]}
            SlurmUser=root
            SlurmdUser=root
            AuthType=auth/munge
            AuthInfo=socket={socket}
            CredType=cred/munge
            CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
            StateSaveLocation={_scratch["state"]}
            SlurmdSpoolDir={_scratch["spool-%n"]}
            SlurmctldPidFile={_scratch["slurmctld.pid"]}
            SlurmdPidFile={_scratch["slurmd-%n.pid"]}
            SlurmctldLogFile={_scratch["slurmctld.log"]}
            SlurmdLogFile={_scratch["slurmd-%n.log"]}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SwitchType=switch/none
            MpiDefault=none
            ReturnToService=2
            KillWait=2
            PreemptType=preempt/partition_prio
            PreemptMode=REQUEUE
            SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0,bf_interval=1
            {string.Join('\n', names.Select((name, i) => string.Create(
                CultureInfo.InvariantCulture,
                $"NodeName={name} NodeHostname={host} NodeAddr={address} Port={ports[i + 1]} CPUs={cpus} State=UNKNOWN")))}
            PartitionName=main Nodes={string.Join(',', names)} Default=YES MaxTime=INFINITE State=UP PriorityTier=1
            PartitionName=urgent Nodes={string.Join(',', names)} MaxTime=INFINITE State=UP PriorityTier=9

            """;
    }

    private void Launch(string command, params string[] arguments)
    {
        // Not the output's pipes: tasks would inherit them.
        _daemons.Add(Process.Start(new ProcessStartInfo("sh",
            ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", _scratch[$"{command}-{_daemons.Count}.out"], Find(command)!, .. arguments])
        {
            Environment = { ["SLURM_CONF"] = Configuration },
        })!);
    }

    private void WaitFor(Func<bool> condition, string what, bool isRequired = true)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Patience)
            {
                string outputs = string.Join('\n', Directory.EnumerateFiles(_scratch.Path, "*.out").Select(File.ReadAllText));
                Assert.That(isRequired, Is.False, $"{what} does not come:\n{outputs}");
                return;
            }

            Thread.Sleep(50);
        }
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            Array.ForEach(listeners, listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            Array.ForEach(listeners, listener => listener.Dispose());
        }
    }

    private static string? Find(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Append("/sbin")
            .Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);
}
