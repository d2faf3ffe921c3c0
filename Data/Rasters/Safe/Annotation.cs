using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Review.Domain;

namespace Review.Data.Rasters.Safe;

/// <summary>Reads the XML of a product.</summary>
internal static class Annotation
{
    // The longest annotations, of whole-orbit products, have some ten million characters and a million elements, nine deep.
    private const long MostCharacters = 64_000_000;
    private const int MostNodes = 10_000_000;
    private const int DeepestElement = 64;
    private const int LongestName = 200;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <exception cref="RuleBrokenException">It is not XML, or is nested or named as no product's is.</exception>
    public static XElement Load(SafePackage package, string file)
    {
        try
        {
            using (var stream = package.Open(file))
            {
                Look(stream, package, file);
            }

            using var again = package.Open(file);
            using var reader = XmlReader.Create(again, Settings);
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException wrong)
        {
            throw Unusable(package, file, $"it is not XML ({wrong.Message.Shortened().TrimEnd('.')})");
        }
    }

    // Before anything is built of it: what is never closed would be named, all of it, in the complaint at its end.
    private static void Look(Stream stream, SafePackage package, string file)
    {
        using var reader = XmlReader.Create(stream, Settings);
        for (var nodes = 0; reader.Read(); nodes++)
        {
            if (reader.Depth > DeepestElement)
            {
                throw Unusable(package, file, $"its elements are nested more than {DeepestElement} deep");
            }

            if (reader.Name.Length > LongestName)
            {
                throw Unusable(package, file, $"an element in it has a name of more than {LongestName} letters");
            }

            if (nodes + reader.AttributeCount > MostNodes)
            {
                throw Unusable(package, file, $"it has more than {MostNodes:N0} elements");
            }
        }
    }

    public static RuleBrokenException Unusable(SafePackage package, string file, string why) =>
        new("path", $"{file.Shortened()} of {package.Name.Shortened()} cannot be used: {why}.");

    /// <summary>The first element of this name at any depth, whatever its namespace.</summary>
    public static XElement? Find(this XElement root, string name) =>
        root.Descendants().FirstOrDefault(element => element.Name.LocalName == name);

    public static IEnumerable<XElement> All(this XElement root, string name) =>
        root.Descendants().Where(element => element.Name.LocalName == name);

    /// <exception cref="FormatException">There is no such element, or it is no number.</exception>
    public static double Number(this XElement parent, string name) =>
        double.Parse(parent.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">There is no such element, or it is no number.</exception>
    public static int Whole(this XElement parent, string name) =>
        int.Parse(parent.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">There is no such element, or not only numbers in it.</exception>
    public static float[] Numbers(this XElement parent, string name)
    {
        var text = parent.Text(name).AsSpan();
        var numbers = new List<float>(700);
        foreach (var part in text.Split(' '))
        {
            if (!text[part].IsWhiteSpace())
            {
                numbers.Add(float.Parse(text[part].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture));
            }
        }

        return [.. numbers];
    }

    private static string Text(this XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value
        ?? throw new FormatException($"there is no {name}");
}
