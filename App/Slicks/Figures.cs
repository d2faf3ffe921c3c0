using System.Globalization;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>How the page writes numbers and times; wwwroot/js/figures.js writes them the same way.</summary>
internal static class Figures
{
    private const char ThinSpace = '\u2009';

    /// <summary>34930 as "34 930", with thin spaces.</summary>
    public static string Id(long id)
    {
        var groups = id.ToString("#,0", CultureInfo.InvariantCulture);
        return groups.Replace(',', ThinSpace);
    }

    public static string Area(double areaM2) => areaM2 < 10_000 ? Text(areaM2, 0, "m²") : Text(areaM2 / 1e6, areaM2 < 1e8 ? 2 : 1, "km²");

    public static string Length(double metres) =>
        metres < 1000 ? Text(metres, 0, "m") : Text(metres / 1000, metres < 100_000 ? 2 : 1, "km");

    public static string Fraction(double? value, int digits = 2) =>
        value is { } known ? known.ToString("F" + digits, CultureInfo.InvariantCulture) : "–";

    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>"2 min ago"; from a week on, the date.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now) =>
        (now - at) switch
        {
            { TotalSeconds: < 45 } => "just now",
            { TotalMinutes: < 60 } age => $"{Math.Max(1, (int)age.TotalMinutes)} min ago",
            { TotalHours: < 24 } age => $"{(int)age.TotalHours} h ago",
            { TotalDays: < 2 } => "yesterday",
            { TotalDays: < 7 } age => $"{(int)age.TotalDays} days ago",
            _ => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        };

    public static string Class(int id) => SlickClass.Find(id)?.Title ?? $"Class {id}";

    public static string State(SlickState state) => state.ToString().ToLowerInvariant();

    /// <summary>"44.1234° N 33.1234° E".</summary>
    public static string Position(double longitude, double latitude) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Abs(latitude):F4}° {(latitude < 0 ? 'S' : 'N')} {Math.Abs(longitude):F4}° {(longitude < 0 ? 'W' : 'E')}"
        );

    private static string Text(double value, int digits, string unit) =>
        value.ToString("#,0." + new string('0', digits), CultureInfo.InvariantCulture).Replace(',', ThinSpace) + "\u202f" + unit;
}
