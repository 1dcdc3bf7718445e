using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>A number for each group of a weight matrix in 3 bits, in units that 16 rows of a column of groups share: the second level of
/// SpQR (arXiv 2306.03078), which has its scales and its zero points so.</summary>
/// <param name="Rows">Rows of the matrix.</param>
/// <param name="Groups">Groups of a row.</param>
/// <param name="Codes">[rows, groups] from 0 to 7.</param>
/// <param name="Units">[blocks of rows, groups] binary16 bit patterns: what a step of a code is.</param>
/// <param name="Zeros">[blocks of rows, groups] binary16 bit patterns: the code, not always a whole one, that stands for 0.</param>
public sealed record BilevelNumbers(int Rows, int Groups, byte[] Codes, ushort[] Units, ushort[] Zeros)
{
    /// <summary>Rows that share a unit and a zero; the last block may be shorter.</summary>
    public const int Block = 16;

    /// <summary>Bits of a code.</summary>
    public const int Bits = 3;

    private const int Largest = (1 << Bits) - 1;

    // Below that share of the least number a step is less than binary16 can say of where zero is.
    private const double LeastStep = 1.0 / 2048;

    /// <summary>What a code stands for, unit·(code − zero), exact.</summary>
    /// <param name="row">Row of the matrix.</param>
    /// <param name="group">Group of the row.</param>
    public double Value(int row, int group)
    {
        int second = ((row / Block) * Groups) + group;
        return Fp16.ToSingle(Units[second]) * (Codes[(row * Groups) + group] - (double)Fp16.ToSingle(Zeros[second]));
    }

    /// <summary>Numbers in codes: unit = (max − min)/7 and zero = −min/unit of the numbers of a block, both rounded to binary16; code =
    /// number/unit + zero, to nearest, from 0 to 7. Where all are (almost) the same, the largest is the unit, −1 the zero and every code 0.</summary>
    /// <param name="numbers">[rows, groups], none negative; null where a group has none, whose code is then 0.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="groups">Groups of a row.</param>
    /// <returns>Null if a unit is beyond binary16.</returns>
    internal static BilevelNumbers? Of(double?[] numbers, int rows, int groups)
    {
        int blocks = (rows + Block - 1) / Block;
        BilevelNumbers made = new(rows, groups, new byte[rows * groups], new ushort[blocks * groups], new ushort[blocks * groups]);
        for (int second = 0; second < blocks * groups; second++)
        {
            var (block, group) = Math.DivRem(second, groups);
            int[] members =
            [
                .. Enumerable.Range(block * Block, Math.Min(Block, rows - (block * Block))).Select(row => (row * groups) + group)
                    .Where(i => numbers[i] is not null),
            ];
            double least = members.Length == 0 ? 0 : members.Min(i => numbers[i]!.Value);
            double most = members.Length == 0 ? 0 : members.Max(i => numbers[i]!.Value);
            double step = (most - least) / Largest;
            bool isOne = step <= least * LeastStep || Fp16.FromDouble(step) == 0;
            ushort unit = Fp16.FromDouble(isOne ? most : step);
            if (!Fp16.IsFinite(unit))
            {
                return null;
            }

            ushort zero = Fp16.FromDouble(isOne ? -1 : -least / Fp16.ToSingle(unit));
            (made.Units[second], made.Zeros[second]) = (unit, zero);
            foreach (int i in isOne ? [] : members)
            {
                double code = (numbers[i]!.Value / Fp16.ToSingle(unit)) + Fp16.ToSingle(zero);
                made.Codes[i] = (byte)Math.Clamp(Math.Round(code, MidpointRounding.ToEven), 0, Largest);
            }
        }

        return made;
    }
}
