namespace MixPe.Flow.Encoder;

/// <summary>Normalization form KC (Unicode Standard Annex 15). String.Normalize has it only with ICU, which this tool
/// runs without: there it hands every text back as it is.</summary>
public static class Nfkc
{
    private const int SyllableBase = 0xac00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11a7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Trails = 28;
    private const int Syllables = Leads * Vowels * Trails;

    /// <summary>The code points of a text's normal form. A surrogate without its other half stays what it is.</summary>
    /// <param name="text">UTF-16, well formed or not.</param>
    public static IReadOnlyList<int> Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        NfkcTable table = NfkcTable.Instance;
        List<int> codes = [];
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsSurrogatePair(text, i);
            Decompose(table, isPair ? char.ConvertToUtf32(text, i++) : text[i], codes);
        }

        Order(table, codes);
        return Compose(table, codes);
    }

    private static void Decompose(NfkcTable table, int code, List<int> codes)
    {
        int syllable = code - SyllableBase;
        if (syllable is >= 0 and < Syllables)
        {
            codes.Add(LeadBase + (syllable / (Vowels * Trails)));
            codes.Add(VowelBase + (syllable / Trails % Vowels));
            if (syllable % Trails != 0)
            {
                codes.Add(TrailBase + (syllable % Trails));
            }
        }
        else if (table.Mapping(code) is { } mapping)
        {
            codes.AddRange(mapping);
        }
        else
        {
            codes.Add(code);
        }
    }

    // Marks of other classes than 0 in the order of their classes; those of one class stay in theirs.
    private static void Order(NfkcTable table, List<int> codes)
    {
        for (int i = 1; i < codes.Count; i++)
        {
            int code = codes[i];
            byte rank = table.Class(code);
            int at = i;
            for (; rank != 0 && at > 0 && table.Class(codes[at - 1]) > rank; at--)
            {
                codes[at] = codes[at - 1];
            }

            codes[at] = code;
        }
    }

    private static List<int> Compose(NfkcTable table, List<int> codes)
    {
        List<int> composed = [];
        int starter = -1;
        foreach (int code in codes)
        {
            byte rank = table.Class(code);
            bool isNext = starter == composed.Count - 1;
            bool isBlocked = !isNext && (table.Class(composed[^1]) is var last && (last == 0 || last >= rank));
            if (starter >= 0 && !isBlocked && Composite(table, composed[starter], code) is { } composite)
            {
                composed[starter] = composite;
                continue;
            }

            starter = rank == 0 ? composed.Count : starter;
            composed.Add(code);
        }

        return composed;
    }

    private static int? Composite(NfkcTable table, int first, int second)
    {
        int lead = first - LeadBase;
        int vowel = second - VowelBase;
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            return SyllableBase + (((lead * Vowels) + vowel) * Trails);
        }

        int syllable = first - SyllableBase;
        int trail = second - TrailBase;
        return syllable is >= 0 and < Syllables && syllable % Trails == 0 && trail is > 0 and < Trails
            ? first + trail
            : table.Composite(first, second);
    }
}
