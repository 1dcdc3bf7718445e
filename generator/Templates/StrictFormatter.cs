using System.Globalization;
using HandlebarsDotNet;
using HandlebarsDotNet.IO;

namespace MixPe.Generator.Templates;

/// <summary>Writes text and integers; anything else in a hole is a mistake of the model (a flag, a list).</summary>
/// <remarks>The engine does not ask for null, which it writes as nothing: models are built without null.</remarks>
internal sealed class StrictFormatter : IFormatterProvider, IFormatter
{
    /// <inheritdoc/>
    public bool TryCreateFormatter(Type type, out IFormatter formatter)
    {
        formatter = this;
        return true;
    }

    /// <inheritdoc/>
    public void Format<T>(T value, in EncodedTextWriter writer)
    {
        var text = value switch
        {
            string or char or sbyte or byte or short or ushort or int or uint or long or ulong or decimal
                => Convert.ToString(value, CultureInfo.InvariantCulture),
            System.Numerics.BigInteger big => big.ToString(CultureInfo.InvariantCulture),
            UndefinedBindingResult undefined => throw new FormatException($"{undefined.Value} is undefined"),
            _ => throw new FormatException($"a hole is filled with a {value?.GetType().Name}, not text or an integer"),
        };
        writer.Write(text, false);
    }
}
