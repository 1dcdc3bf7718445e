namespace MixPe.Flow.Verify.Units;

/// <summary>One column of a tile as its dequantization unit sees it: group after group, each of all rows.</summary>
/// <param name="Entries">[groups × rows].</param>
/// <param name="RowScales">[rows] binary16 patterns of the activations' scales.</param>
/// <param name="IdlePercent">Idle cycles between entries, out of a hundred.</param>
/// <param name="ResetAfter">Entries after which a reset ends the tile; −1 if none does.</param>
/// <param name="Noise">Seed of idle cycles and of what must not matter.</param>
internal sealed record DequantTile(
    DequantEntry[] Entries, ushort[] RowScales, int IdlePercent, int ResetAfter, int Noise)
{
    /// <summary>True if the tile's results leave.</summary>
    public bool IsWhole => ResetAfter < 0;

    /// <summary>Simpler tiles: fewer groups, no idle cycles, simpler numbers.</summary>
    /// <param name="tile">A tile.</param>
    /// <param name="one">The pattern of 1 of the groups' scales.</param>
    /// <param name="activationOne">That of the scales of groups of X; 0 where these have none.</param>
    public static IEnumerable<DequantTile> Simpler(DequantTile tile, ushort one, ushort activationOne)
    {
        int rows = tile.RowScales.Length;
        int groups = tile.Entries.Length / rows;
        for (int group = 0; group < groups && groups > 1; group++)
        {
            yield return tile with
            {
                Entries = [.. tile.Entries.Take(group * rows), .. tile.Entries.Skip((group + 1) * rows)],
                ResetAfter = tile.IsWhole ? -1 : 0,
            };
        }

        if (tile.IdlePercent > 0)
        {
            yield return tile with { IdlePercent = 0 };
        }

        for (int i = 0; i < tile.Entries.Length; i++)
        {
            foreach (DequantEntry entry in Simpler(tile.Entries[i], one, activationOne))
            {
                DequantEntry[] entries = [.. tile.Entries];
                entries[i] = entry;
                yield return tile with { Entries = entries };
            }
        }

        for (int i = 0; i < rows; i++)
        {
            if (tile.RowScales[i] != 0x3c00)
            {
                ushort[] scales = [.. tile.RowScales];
                scales[i] = 0x3c00;
                yield return tile with { RowScales = scales };
            }
        }
    }

    // A dot product without its sum and zero point is still one that the unit must take.
    private static IEnumerable<DequantEntry> Simpler(DequantEntry entry, ushort one, ushort activationOne)
    {
        DequantEntry[] simpler =
        [
            entry with { Dot = 0, Sum = 0, Zero = 0, Scale = one, Minimum = 0, Unit = 0, IsSpecial = false }, entry with { Sum = 0, Zero = 0 }, entry with { Dot = 0, Sum = 0 },
            entry with { Minimum = 0 }, entry with { Unit = 0 },
            entry with { Scale = one }, entry with { ActivationScale = activationOne }, .. entry.ChannelScale == 0 ? Array.Empty<DequantEntry>() : [entry with { ChannelScale = 0x3c00 }],
        ];
        return simpler.Where(simple => simple != entry && (entry.Scale == one || simple.Scale == one
            || simple.Scale == entry.Scale));
    }
}
