using MixPe.Model.Formats;

namespace MixPe.Sim.Devices;

/// <summary>The codes of a matrix [rows, K] packed a beat at a time: the lanes of a beat side by side, lane 0 lowest,
/// zero beyond the end of a group.</summary>
internal sealed class BeatCodes
{
    private readonly uint[] _words;
    private readonly int _wordsPerBeat;

    /// <summary>Packs a matrix.</summary>
    /// <param name="codes">[rows, K] codes.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="k">Its columns.</param>
    /// <param name="format">Their format; of words with an outlier its lane and its upper bits are above the lanes.</param>
    /// <param name="schedule">How K is cut into beats.</param>
    internal BeatCodes(ReadOnlySpan<ushort> codes, int rows, int k, NumberFormat format, BeatSchedule schedule)
    {
        int codeBits = format.CodeBits;
        Bits = format.WordBits(schedule.Lanes);
        _wordsPerBeat = (Bits + 31) / 32;
        Beats = schedule.Count;
        _words = new uint[checked(rows * Beats * _wordsPerBeat)];
        uint mask = (1u << codeBits) - 1;
        for (int row = 0; row < rows; row++)
        {
            for (int beat = 0; beat < Beats; beat++)
            {
                Span<uint> words = _words.AsSpan(((row * Beats) + beat) * _wordsPerBeat, _wordsPerBeat);
                var (start, length) = schedule[beat];
                ReadOnlySpan<ushort> word = codes.Slice((row * k) + start, length);
                word = format.HasOutlierLane ? OutlierWord.Pack(word, schedule.Lanes) : word;
                for (int i = 0; i < word.Length; i++)
                {
                    BitFields.Or(words, i * codeBits, word[i] & mask);
                }
            }
        }
    }

    internal int Bits { get; }

    internal int Beats { get; }

    /// <summary>The words of one row's beat.</summary>
    internal ReadOnlySpan<uint> this[int row, int beat] =>
        _words.AsSpan(((row * Beats) + beat) * _wordsPerBeat, _wordsPerBeat);
}
