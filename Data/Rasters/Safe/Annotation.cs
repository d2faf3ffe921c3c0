using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Review.Domain.Decisions;

namespace Review.Data.Rasters.Safe;

/// <summary>Reads the XML of a product.</summary>
internal static class Annotation
{
    private const long MostCharacters = 64_000_000;

    /// <exception cref="RuleBrokenException">It is not XML.</exception>
    public static XElement Load(SafePackage package, string file)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters };
        try
        {
            using var stream = package.Open(file);
            using var reader = XmlReader.Create(stream, settings);
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException wrong)
        {
            throw Unusable(package, file, $"it is not XML ({wrong.Message.TrimEnd('.')})");
        }
    }

    public static RuleBrokenException Unusable(SafePackage package, string file, string why) => new("path", $"{file} of {package.Name} cannot be used: {why}.");

    /// <summary>The first element of this name at any depth, whatever its namespace.</summary>
    public static XElement? Find(this XElement root, string name) => root.Descendants().FirstOrDefault(element => element.Name.LocalName == name);

    public static IEnumerable<XElement> All(this XElement root, string name) => root.Descendants().Where(element => element.Name.LocalName == name);

    /// <exception cref="FormatException">There is no such element, or it is no number.</exception>
    public static double Number(this XElement parent, string name) => double.Parse(parent.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">There is no such element, or it is no number.</exception>
    public static int Whole(this XElement parent, string name) => int.Parse(parent.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

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

    private static string Text(this XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? throw new FormatException($"there is no {name}");
}
