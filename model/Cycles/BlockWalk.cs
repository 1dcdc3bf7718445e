namespace MixPe.Model.Cycles;

/// <summary>The blocks of a job in the order in which the array computes them, with the slot and the page that their
/// operands are in.</summary>
internal static class BlockWalk
{
    internal static IEnumerable<BlockStep> Of(TileTiming timing, TileJob job, int number)
    {
        int slots = 2 * timing.RowBlocks;
        int page = 0;
        int slot = 0;
        for (int pass = 0; pass < job.M; pass += timing.PassRows)
        {
            int blocks = (Math.Min(job.M - pass, timing.PassRows) + timing.Rows - 1) / timing.Rows;
            for (int column = 0; column < job.N; column += timing.Columns)
            {
                bool isLastColumn = column + timing.Columns >= job.N;
                for (int i = 0; i < blocks; i++)
                {
                    int row = pass + (i * timing.Rows);
                    yield return new BlockStep(
                        new ResultBlock(
                            number,
                            row, Math.Min(timing.Rows, job.M - row),
                            column, Math.Min(timing.Columns, job.N - column)),
                        (slot + i) % slots, page, isLastColumn, i == blocks - 1);
                }

                page ^= 1;
            }

            slot = (slot + blocks) % slots;
        }
    }

    /// <summary>One block.</summary>
    /// <param name="Block">Where it is.</param>
    /// <param name="Slot">Slot of its activations.</param>
    /// <param name="Page">Page of its weights.</param>
    /// <param name="FreesSlot">True if its activations are not used again.</param>
    /// <param name="FreesPage">True if its weights are not used again.</param>
    internal sealed record BlockStep(ResultBlock Block, int Slot, int Page, bool FreesSlot, bool FreesPage);
}
