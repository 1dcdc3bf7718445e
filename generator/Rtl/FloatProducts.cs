using System.Globalization;
using MixPe.Generator.Heaps;

namespace MixPe.Generator.Rtl;

/// <summary>The lanes of a mac whose products are those of float_product, with a pipeline register behind it or without.
/// </summary>
internal static class FloatProducts
{
    /// <summary>The lanes as templates list them, with the names of the product behind the register.</summary>
    /// <param name="path">The design's widths.</param>
    /// <param name="registers">Registers behind the product: none or one.</param>
    /// <param name="sign">The product's sign, by the lane's number.</param>
    /// <param name="flags">Single bits that go along.</param>
    internal static Dictionary<string, object>[] Lanes(
        Datapath path, int registers, Func<string, string> sign, params string[] flags) =>
        Rtl.Lanes.List(path, (lane, entry) =>
        {
            string number = lane.ToString(CultureInfo.InvariantCulture);
            (string Name, int Width, string Value)[] parts =
            [
                ("neg", 1, sign(number)),
                ("mag", path.ProductMagnitude, $"mag{number}"),
                ("shift", path.ProductShiftBits, $"shift{number}"),
                ("nan", 1, $"nan{number}"),
                ("inf", 1, $"inf{number}"),
                .. flags.Select(flag => (flag, 1, $"{flag}{number}")),
            ];

            // In fixed point what is not a number goes around the sum.
            IEnumerable<(string Name, int Width, string Value)> taken = path.IsExact ? parts.Take(3) : parts;
            foreach (var (name, _, value) in taken)
            {
                entry[name] = registers == 0 ? value : RegisterWord.Name(1, $"{name}{number}");
            }

            entry["registers"] = PipelineWords.List(Enumerable.Repeat(
                new PipelineRegister(1, 0, [
                    .. taken.Select(part => new RegisterWord(
                        RegisterWord.Name(1, $"{part.Name}{number}"), part.Width, part.Value)),
                ]),
                registers));
        });
}
