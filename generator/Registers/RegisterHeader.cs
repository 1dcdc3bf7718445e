using System.Globalization;
using System.Text;

namespace MixPe.Generator.Registers;

/// <summary>The C header's lines for the registers.</summary>
internal static class RegisterHeader
{
    /// <summary>Byte addresses, and the lowest bit and the width of each field.</summary>
    /// <param name="prefix">Prefix of every macro, upper case.</param>
    /// <param name="map">The registers.</param>
    internal static string Write(string prefix, IEnumerable<Register> map)
    {
        var text = new StringBuilder("\n// Registers behind AXI4-Lite: byte addresses; of fields the lowest bit and the width.\n");
        foreach (Register register in map)
        {
            string name = $"{prefix}_REG_{register.Name.ToUpperInvariant()}";
            text.Append(
                CultureInfo.InvariantCulture, $"/// {register.Description}\n#define {name} 0x{register.Offset:x2}\n");
            foreach (RegisterField field in register.Fields)
            {
                string of = $"{name}_{WithoutRegister(register, field).ToUpperInvariant()}";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"/// {field.Description}\n#define {of}_LSB {field.Lsb}\n#define {of}_WIDTH {field.Bits}\n");
            }
        }

        return text.ToString();
    }

    // A field may begin with the last word of its register's name: the signals of the RTL bear the field's name alone.
    private static string WithoutRegister(Register register, RegisterField field)
    {
        string word = $"{register.Name.Split('_')[^1]}_";
        return field.Name.StartsWith(word, StringComparison.Ordinal) ? field.Name[word.Length..] : field.Name;
    }
}
