using MixPe.Model.Golden;

namespace MixPe.Flow.Systems;

/// <summary>A job of a part's tile: some rows and columns of the part's results.</summary>
/// <param name="Operands">Its operands; zeros stand where results of other parts belong.</param>
/// <param name="FirstRow">The first of its rows.</param>
/// <param name="FirstColumn">The first of its columns.</param>
public sealed record PartJob(GemmOperands Operands, int FirstRow = 0, int FirstColumn = 0)
{
    /// <summary>Its part of a matrix.</summary>
    /// <param name="whole">[rows, columns] row major.</param>
    /// <param name="columns">Columns of the whole.</param>
    internal uint[] Of(uint[] whole, int columns)
    {
        uint[] part = new uint[Operands.M * Operands.N];
        for (int row = 0; row < Operands.M; row++)
        {
            Array.Copy(whole, ((FirstRow + row) * columns) + FirstColumn, part, row * Operands.N, Operands.N);
        }

        return part;
    }

    /// <summary>Puts its part into a matrix.</summary>
    /// <param name="part">[M, N] of the job.</param>
    /// <param name="whole">[rows, columns] row major.</param>
    /// <param name="columns">Columns of the whole.</param>
    internal void Put(uint[] part, uint[] whole, int columns)
    {
        for (int row = 0; row < Operands.M; row++)
        {
            Array.Copy(part, row * Operands.N, whole, ((FirstRow + row) * columns) + FirstColumn, Operands.N);
        }
    }
}
