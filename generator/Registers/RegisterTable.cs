using System.Globalization;
using System.Text;

namespace MixPe.Generator.Registers;

/// <summary>The manual's table of registers.</summary>
public static class RegisterTable
{
    /// <summary>Markdown: a row for each register and for each of its fields.</summary>
    public static string Write(IEnumerable<Register> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var text = new StringBuilder("| address | register | bits | access | meaning |\n|---|---|---|---|---|\n");
        foreach (Register register in map)
        {
            string bits = register.Access == RegisterAccess.Counter ? "63:0" : "31:0";
            Row(text, string.Create(CultureInfo.InvariantCulture, $"0x{register.Offset:x2}"),
                register.Name, register.Fields.Count > 0 ? "" : bits, Word(register), register.Description);
            foreach (RegisterField field in register.Fields)
            {
                string range = field.Bits == 1
                    ? string.Create(CultureInfo.InvariantCulture, $"{field.Lsb}")
                    : string.Create(CultureInfo.InvariantCulture, $"{field.Lsb + field.Bits - 1}:{field.Lsb}");
                Row(text, "", field.Name, range, "", field.Description);
            }
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, string address, string name, string bits, string access, string meaning) =>
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {address} | `{name.ToUpperInvariant()}` | {bits} | {access} | {meaning} |\n");

    private static string Word(Register register) => register.Access switch
    {
        RegisterAccess.Constant => "read only",
        RegisterAccess.Configuration => register.ServesResults
            ? "read, write while idle and nothing is pending"
            : "read, write while idle",
        RegisterAccess.Command => "write",
        RegisterAccess.Status => "read only",
        RegisterAccess.Event => "read, write 1 to clear",
        RegisterAccess.Control => "read, write",
        RegisterAccess.Counter => "read only",
        _ => throw new ArgumentOutOfRangeException(nameof(register), register.Access, "an access that no table knows"),
    };
}
