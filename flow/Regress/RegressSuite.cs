namespace MixPe.Flow.Regress;

/// <summary>A suite: what to run, in order.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">The file that it was read from.</param>
/// <param name="Hash">Of everything that decides a result: tasks, designs.</param>
/// <param name="Tasks">The tasks, at least one, each once.</param>
public sealed record RegressSuite(string Name, string File, string Hash, IReadOnlyList<RegressTask> Tasks);
