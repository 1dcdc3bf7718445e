namespace MixPe.Model.Cycles;

/// <summary>One operand on its way into its buffer: rows of a number of stream beats each, rows to a block, a slot for
/// each block.</summary>
internal sealed class OperandLoader
{
    private readonly bool[] _full;
    private readonly int _rowsOfBlock;
    private int _beatsOfRow;
    private long _rowsOfPass;
    private long _rowsLeft;
    private long _passesLeft;
    private int _beat;
    private int _row;
    private int _slot;

    /// <summary>An empty buffer.</summary>
    /// <param name="slots">Blocks that it holds.</param>
    /// <param name="rowsOfBlock">Rows of a block.</param>
    internal OperandLoader(int slots, int rowsOfBlock) => (_full, _rowsOfBlock) = (new bool[slots], rowsOfBlock);

    /// <summary>True while rows are missing.</summary>
    internal bool IsActive => _passesLeft > 0;

    /// <summary>True if a beat is taken when it is offered.</summary>
    internal bool IsReady => IsActive && !_full[_slot];

    /// <summary>Beats that were taken.</summary>
    internal long Taken { get; private set; }

    internal bool IsFull(int slot) => _full[slot];

    internal void Start(long rows, long passes, int beatsOfRow)
    {
        Array.Clear(_full);
        (_rowsOfPass, _rowsLeft, _passesLeft, _beatsOfRow) = (rows, rows, passes, beatsOfRow);
        (_beat, _row, _slot, Taken) = (0, 0, 0, 0);
    }

    internal void Stop() => _passesLeft = 0;

    internal void Release(int slot) => _full[slot] = false;

    internal void Take()
    {
        Taken++;
        if (++_beat < _beatsOfRow)
        {
            return;
        }

        _beat = 0;
        _row++;
        _rowsLeft--;
        if (_row == _rowsOfBlock || _rowsLeft == 0)
        {
            _full[_slot] = true;
            _slot = (_slot + 1) % _full.Length;
            _row = 0;
        }

        if (_rowsLeft == 0)
        {
            _rowsLeft = _rowsOfPass;
            _passesLeft--;
        }
    }
}
