using System.Globalization;
using System.Text;
using MixPe.Generator.Registers;
using MixPe.Generator.Rtl;

namespace MixPe.Generator.Bundles;

/// <summary>The C header: the design's numbers for drivers and test benches.</summary>
internal static class CHeader
{
    /// <summary>Writes it.</summary>
    public static string Write(BundleContent content)
    {
        var design = content.Design;
        var prefix = design.Name.ToUpperInvariant();
        var text = new StringBuilder();
        text.Append($"// SPDX-License-Identifier: {GeneratedLicense.Spdx}\n");
        text.Append($"// {content.Origin}\n");
        text.Append($"#ifndef {prefix}_H_\n#define {prefix}_H_\n\n");
        text.Append($"#define {prefix}_HASH \"{content.Hash}\"\n");
        Add("weight_width", design.Weights.CodeBits, "Width of a weight code, bits.");
        if (design.Weights.HasOutlierLane)
        {
            Add("weight_word_codes", design.Weights.WordCodes(design.Lanes), "Codes of a word: of its lanes' weights, of its outlier's lane, and its upper bits.");
        }

        Add("activation_width", design.Activations.Bits, "Width of an activation code, bits.");
        Add("output_width", design.Output.Bits, "Width of a result, bits.");
        Add("group", design.Group, "Elements along K that share a scale.");
        if (design.HasMinima)
        {
            Add("super_group", design.SuperGroup, "Elements along K whose groups have scales and minima in units of two numbers.");
        }

        Add("has_zero_point", design.ZeroPoint ? 1 : 0, "1 when each group has a zero point.");
        Add("has_activation_scale", design.ActivationScale ? 1 : 0, "1 when each row of X has a scale.");
        Add("lanes", design.Lanes, "Products a cycle in each PE.");
        Add("rows", design.Rows, "Rows of the array.");
        Add("columns", design.Columns, "Columns of the array.");
        Add("dequant_units", design.DequantUnits, "Dequantization units of a column.");
        Add("row_blocks", design.Tile.RowBlocks, "Blocks of rows of X in a pass of the tile over W.");
        Add("max_k", design.Tile.MaxK, "Largest K of the tile.");
        Add("size_bits", design.Tile.SizeBits, "M and N of a job are below two to this power.");
        foreach (var constant in content.Latencies.Concat(content.Widths))
        {
            Add(constant.Name, constant.Value, $"{constant.Description.TrimEnd('.')}, {constant.Unit}.");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n// Ports of {content.Top.Name}, widths in bits.\n");
        foreach (var port in content.Top.Ports)
        {
            Add($"port_{port.Name}_width", port.Bits, port.Description);
        }

        text.Append(RegisterHeader.Write(prefix, RegisterMap.Of(new TileShape(design))));
        text.Append($"\n#endif  // {prefix}_H_\n");
        return text.ToString();

        void Add(string name, int value, string description) =>
            text.Append(
                CultureInfo.InvariantCulture,
                $"/// {description}\n#define {prefix}_{name.ToUpperInvariant()} {value}\n");
    }
}
