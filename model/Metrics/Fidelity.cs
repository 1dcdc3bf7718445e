namespace MixPe.Model.Metrics;

/// <summary>How near a result is to its FP64 reference.</summary>
/// <param name="SqnrDb">10·log10(Σ ref² / Σ (actual − ref)²) in dB: +∞ without any error.</param>
/// <param name="MaxAbsError">Largest |actual − ref|.</param>
/// <param name="MeanAbsError">Mean |actual − ref|.</param>
/// <param name="Cosine">Σ ref·actual / (|ref|·|actual|); 1 when both are all zero, 0 when one is.</param>
public sealed record Fidelity(double SqnrDb, double MaxAbsError, double MeanAbsError, double Cosine)
{
    /// <summary>Compares element by element. A NaN or infinity in either makes the figures NaN or infinite.</summary>
    /// <exception cref="ArgumentException">The lengths differ or are 0.</exception>
    public static Fidelity Measure(ReadOnlySpan<double> reference, ReadOnlySpan<double> actual)
    {
        if (reference.Length != actual.Length || reference.IsEmpty)
        {
            throw new ArgumentException(
                $"lengths {reference.Length} and {actual.Length}: they must be equal and at least 1");
        }

        double signal = 0, noise = 0, power = 0, product = 0, total = 0, worst = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            double error = Math.Abs(actual[i] - reference[i]);
            signal += reference[i] * reference[i];
            power += actual[i] * actual[i];
            product += reference[i] * actual[i];
            noise += error * error;
            total += error;

            // Math.Max hands a NaN on.
            worst = Math.Max(worst, error);
        }

        double sqnr = noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / noise);
        double cosine = (signal, power) switch
        {
            (0, 0) => 1,
            (0, _) or (_, 0) => 0,
            _ => product / (Math.Sqrt(signal) * Math.Sqrt(power)),
        };
        return new Fidelity(sqnr, worst, total / reference.Length, cosine);
    }
}
