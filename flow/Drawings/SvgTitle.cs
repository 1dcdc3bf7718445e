using System.Xml;
using System.Xml.Linq;

namespace MixPe.Flow.Drawings;

/// <summary>The title of a picture in SVG, and the paper that it is on.</summary>
public static class SvgTitle
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // No document type, so no entities: pictures may come from anywhere.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit };

    /// <summary>The picture on white, with that title.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static string Add(string picture, string title)
    {
        XDocument document = Parse(picture);
        document.Root!.SetAttributeValue("style", "background:white");
        document.Root.AddFirst(new XElement(Svg + "title", title));
        return document.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>Its title; null where it has none.</summary>
    /// <exception cref="XmlException">It is no XML, or no SVG.</exception>
    public static string? Of(string picture)
    {
        XElement root = Parse(picture).Root!;
        return root.Name == Svg + "svg"
            ? root.Element(Svg + "title")?.Value
            : throw new XmlException($"its root is {root.Name.LocalName}, and svg is wanted");
    }

    private static XDocument Parse(string text)
    {
        using StringReader source = new(text);
        using XmlReader reader = XmlReader.Create(source, Settings);
        return XDocument.Load(reader);
    }
}
