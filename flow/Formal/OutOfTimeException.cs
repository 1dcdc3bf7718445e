namespace MixPe.Flow.Formal;

/// <summary>A proof's time was up before it came to the question itself.</summary>
internal sealed class OutOfTimeException() : Exception("not closed within the time limit");
