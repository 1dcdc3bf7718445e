using MixPe.Generator.Designs;
using MixPe.Generator.Registers;
using MixPe.Generator.Rtl;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Docs;

/// <summary>The registers in docs/tile.md are those of the RTL.</summary>
public sealed class RegisterManualTests
{
    private const string RefreshVariable = "MIXPE_WRITE_REGISTERS";
    private const string Begin = "| address | register |";

    [Test]
    public void The_manual_has_the_table_of_registers()
    {
        string file = Path.Combine(DesignFiles.Root, "docs", "tile.md");
        string text = File.ReadAllText(file);
        int from = text.IndexOf(Begin, StringComparison.Ordinal);
        Assert.That(from, Is.Positive, "docs/tile.md has a table of registers");
        int end = text.IndexOf("\n\n", from, StringComparison.Ordinal);
        end = end < 0 ? text.Length : end + 1;
        string table = RegisterTable.Write(RegisterMap.Of(new TileShape(DesignLoader.Load("comet-w4ax", ["addend=stream", "scale=fp8_e4m3", "tensor_scale=fp32"]))));
        if (Environment.GetEnvironmentVariable(RefreshVariable) == "1")
        {
            File.WriteAllText(file, text[..from] + table + text[end..]);
            return;
        }

        Assert.That(text[from..end], Is.EqualTo(table), $"refresh it with {RefreshVariable}=1");
    }

    [Test]
    public void Addresses_are_words_of_their_own_and_fields_bits_of_their_own()
    {
        foreach (string design in NamedDesigns.All.Select(named => named.Name))
        {
            IReadOnlyList<Register> map = RegisterMap.Of(new TileShape(DesignLoader.Load(design)));
            int[] words =
            [
                .. map.SelectMany(register => register.Access == RegisterAccess.Counter
                    ? new[] { register.Offset, register.Offset + 4 }
                    : [register.Offset]),
            ];
            Assert.That(words, Is.Unique);
            Assert.That(words, Has.All.Matches<int>(offset => offset % 4 == 0 && offset is >= 0 and < 256));
            foreach (Register register in map)
            {
                int[] bits = [.. register.Fields.SelectMany(field => Enumerable.Range(field.Lsb, field.Bits))];

                // A field of some designs leaves its bits to no other in the rest.
                Assert.That(bits, Is.Ordered.And.Unique.And.All.InRange(0, 31), register.Name);
                Assert.That(register.Description, Does.EndWith("."), register.Name);
                Assert.That(register.Fields.Select(field => field.Description), Has.All.EndsWith("."), register.Name);
            }
        }
    }
}
