using System.Globalization;
using Review.Domain;
using Review.Domain.Scenes;

namespace Review.App.Tiles;

/// <summary>How a scene is shown, as it stands in a URL: <c>band=VV&amp;stretch=percentile:2,98&amp;gamma=1&amp;db=true</c>.</summary>
internal static class PictureQuery
{
    private const double UsualLow = 2;
    private const double UsualHigh = 98;

    /// <param name="image">With its statistics.</param>
    /// <exception cref="RuleBrokenException">A value is not of its kind, or the image has no such band.</exception>
    public static PictureStyle Read(IQueryCollection query, SceneImage image)
    {
        var band = Band(query["band"].ToString(), image);
        var db = query["db"].ToString() switch
        {
            "" => image.Unit != PixelUnit.Amplitude,
            "true" => true,
            "false" => false,
            _ => throw new RuleBrokenException("db", "db is true or false."),
        };
        var gamma = query["gamma"].ToString() is { Length: > 0 } text
            ? Number(text) is { } number and >= 0.1 and <= 10
                ? number
                : throw new RuleBrokenException("gamma", "gamma is a number from 0.1 to 10.")
            : 1;
        var (low, high) = Stretch(query["stretch"].ToString(), image, band, db);
        return new PictureStyle(band, low, high, gamma, db);
    }

    /// <summary>Side of a picture in pixels.</summary>
    public static int Size(IQueryCollection query, int usual, Func<int, bool> allowed, string sentence) =>
        query["size"].ToString() is not { Length: > 0 } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && allowed(size) ? size
        : throw new RuleBrokenException("size", sentence);

    private static int Band(string name, SceneImage image)
    {
        var index = name.Length == 0 ? 0 : image.Bands.ToList().FindIndex(band => band.Equals(name, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? index
            : throw new RuleBrokenException("band", $"The scene has no band {name}; it has {string.Join(", ", image.Bands)}.");
    }

    private static (double Low, double High) Stretch(string text, SceneImage image, int band, bool db)
    {
        var spread = Shown(image, band, db);
        if (text.Length == 0 || text.StartsWith("percentile", StringComparison.Ordinal))
        {
            var (from, to) = text is "" or "percentile"
                ? (UsualLow, UsualHigh)
                : Pair(text.Split(':', 2) is ["percentile", var pair] ? pair : "", 0, 100);
            return spread is null ? (0, 1) : (At(spread, from), At(spread, to));
        }

        return Pair(text, double.MinValue, double.MaxValue);
    }

    private static (double Low, double High) Pair(string text, double least, double most) =>
        text.Split(',').Select(Number).ToArray() is [{ } low, { } high] && low >= least && high <= most && low < high
            ? (low, high)
            : throw new RuleBrokenException(
                "stretch",
                "stretch is min,max, or percentile, or percentile:low,high (0 to 100), the first number below the second."
            );

    // Stored in dB but shown as power, the percentiles are those of dB, since the order is the same.
    private static Spread? Shown(SceneImage image, int band, bool db)
    {
        var statistics = image.Statistics![band];
        if (db || image.Unit != PixelUnit.Decibel)
        {
            return db ? statistics.Decibel : statistics.Linear;
        }

        return statistics.Linear is { } stored
            ? stored with
            {
                Min = Backscatter.ToLinear(stored.Min, image.Unit),
                Max = Backscatter.ToLinear(stored.Max, image.Unit),
                Percentiles = stored.Percentiles.ToDictionary(pair => pair.Key, pair => Backscatter.ToLinear(pair.Value, image.Unit)),
            }
            : null;
    }

    private static double At(Spread spread, double percentage)
    {
        var known = spread
            .Percentiles.Select(pair => (At: double.Parse(pair.Key, CultureInfo.InvariantCulture), pair.Value))
            .Append((0, spread.Min))
            .Append((100, spread.Max))
            .OrderBy(pair => pair.Item1)
            .ToList();
        var next = known.FindIndex(pair => pair.Item1 >= percentage);
        if (next <= 0)
        {
            return known[0].Item2;
        }

        var (before, after) = (known[next - 1], known[next]);
        return before.Item2 + ((percentage - before.Item1) / (after.Item1 - before.Item1) * (after.Item2 - before.Item2));
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
