using System.Globalization;

namespace Review.Domain;

/// <summary>Values as people and programs write them, in addresses, in requests and on the command line.</summary>
public static class WrittenValues
{
    /// <returns>Null when it is none of the words, in any case of letters; a number is none.</returns>
    public static T? Word<T>(string? text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <returns>Null when it is no id: digits only.</returns>
    public static long? Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <returns>Null when it is no number.</returns>
    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <exception cref="RuleBrokenException">It is not four numbers in range.</exception>
    public static BoundingBox Box(string text)
    {
        var parts = text.Split(',').Select(Number).ToArray();
        return
            parts is [{ } west, { } south, { } east, { } north]
            && parts.All(part => double.IsFinite(part!.Value))
            && west is >= -180 and <= 180
            && east is >= -180 and <= 180
            && south >= -90
            && north <= 90
            && south <= north
            ? new BoundingBox(west, south, east, north)
            : throw new RuleBrokenException("bbox", "bbox is west,south,east,north in degrees (longitude -180..180, latitude -90..90).");
    }

    /// <summary>When something happened: the time of day belongs to it.</summary>
    /// <exception cref="RuleBrokenException">It is not a time with a zone.</exception>
    public static DateTimeOffset Instant(string name, string text) =>
        Domain.Instant.TryParse(text)
        ?? throw new RuleBrokenException(name, $"{name} is a time with a zone like 2026-01-31T12:00:00Z or 2026-01-31T14:00:00+02:00.");

    /// <summary>A limit in time: a day stands for its beginning.</summary>
    /// <exception cref="RuleBrokenException">It is neither a time with a zone nor a day.</exception>
    public static DateTimeOffset FromDay(string name, string text) =>
        Domain.Instant.TryParseFromDay(text)
        ?? throw new RuleBrokenException(
            name,
            $"{name} is a time with a zone like 2026-01-31T12:00:00Z or 2026-01-31T14:00:00+02:00, or a day like 2026-01-31, which "
                + "begins at midnight UTC."
        );
}
