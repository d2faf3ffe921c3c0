using System.Globalization;
using System.Text.Json;
using Review.Domain.Geometry;

namespace Review.App.Import;

/// <summary>What stands in the properties of a file's features, so that a person can say what it means.</summary>
/// <param name="Features">How many there are.</param>
/// <param name="All">In the order in which they first stand in the file.</param>
/// <param name="Scene">The scene that the file names itself; null when it names none.</param>
public sealed record FeatureProperties(int Features, IReadOnlyList<FeatureProperty> All, string? Scene)
{
    /// <summary>More different properties than that are not looked at.</summary>
    public const int MostProperties = 200;

    /// <exception cref="Domain.RuleBrokenException">It is no GeoJSON.</exception>
    public static FeatureProperties Read(ReadOnlyMemory<byte> text)
    {
        var file = FeatureFile.Read(text);
        var (found, features) = (new Dictionary<string, FeatureProperty>(), 0);
        file.Make(
            (feature, _) =>
            {
                features++;
                if (feature.Properties.ValueKind == JsonValueKind.Object)
                {
                    foreach (var member in feature.Properties.EnumerateObject())
                    {
                        Count(found, member);
                    }
                }

                return true;
            }
        );
        return new FeatureProperties(features, [.. found.Values], file.Scene);
    }

    private static void Count(Dictionary<string, FeatureProperty> found, JsonProperty member)
    {
        if (member.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array)
        {
            return;
        }

        if (!found.TryGetValue(member.Name, out var property))
        {
            if (found.Count == MostProperties)
            {
                return;
            }

            found[member.Name] = property = new FeatureProperty(member.Name);
        }

        property.Count(member.Value);
    }
}

/// <summary>A property and its values, as they come in a file.</summary>
public sealed class FeatureProperty(string name)
{
    private const int MostValues = 40;
    private readonly Dictionary<string, int> values = [];

    public string Name { get; } = name;

    /// <summary>How many features have it.</summary>
    public int Present { get; private set; }

    /// <summary>Every value is a number.</summary>
    public bool IsNumber { get; private set; } = true;

    /// <summary>Smallest and largest, of numbers.</summary>
    public (double Least, double Most) Range { get; private set; } = (double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>It has more different values than can stand for classes.</summary>
    public bool HasMany { get; private set; }

    /// <summary>Different values with how often they come, the first 40 of them.</summary>
    public IReadOnlyDictionary<string, int> Values => values;

    /// <summary>It may be a confidence: numbers from 0 to 1.</summary>
    public bool IsShare => IsNumber && Present > 0 && Range is { Least: >= 0, Most: <= 1 };

    internal void Count(JsonElement value)
    {
        Present++;
        if (value.ValueKind == JsonValueKind.Number)
        {
            var number = value.GetDouble();
            Range = (Math.Min(Range.Least, number), Math.Max(Range.Most, number));
        }
        else
        {
            IsNumber = false;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => GeoJson.TextOf(value) ?? "",
            JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture),
            var kind => kind == JsonValueKind.True ? "true" : "false",
        };
        if (values.TryGetValue(text, out var before))
        {
            values[text] = before + 1;
        }
        else if (values.Count < MostValues)
        {
            values[text] = 1;
        }
        else
        {
            HasMany = true;
        }
    }
}
