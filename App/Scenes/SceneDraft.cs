using System.Globalization;
using Review.Domain;
using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>What somebody writes about a scene that is to be registered, as it is typed.</summary>
internal sealed class SceneDraft
{
    /// <summary>A path that the server can read, or s3://BUCKET/KEY.</summary>
    public string Place { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>A time with a zone.</summary>
    public string Acquired { get; set; } = "";

    /// <summary>west, south, east, north in degrees.</summary>
    public string Bounds { get; set; } = "";

    /// <summary><see cref="Bounds"/> as a box; null where they are none.</summary>
    public GeoBox? Box
    {
        get => Numbers(Bounds) is [var west, var south, var east, var north] ? GeoBox.Written(west, south, east, north) : null;
        set =>
            Bounds = value is { } box
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{box.West:0.####}, {box.South:0.####}, {box.East:0.####}, {box.North:0.####}"
                )
                : "";
    }

    /// <summary>sigma0, decibel or amplitude; empty for what the file says.</summary>
    public string Unit { get; set; } = "";

    /// <summary>Separated by commas.</summary>
    public string Bands { get; set; } = "";

    /// <exception cref="RuleBrokenException">A field cannot be read; the sentence says what belongs there.</exception>
    public RegisterScene Command(string by, IReadOnlyList<string> within) =>
        new(
            Place.Trim(),
            Name.Trim() is { Length: > 0 } name ? name : null,
            Acquired.Trim() is { Length: > 0 } time ? WrittenValues.Instant("acquired", time) : null,
            Bounds.Trim().Length == 0
                ? null
                : Box ?? throw new RuleBrokenException("bounds", "Bounds are four numbers in degrees: west, south, east, north."),
            Unit switch
            {
                "" => null,
                "decibel" => PixelUnit.Decibel,
                "amplitude" => PixelUnit.Amplitude,
                _ => PixelUnit.Sigma0,
            },
            Simulated: false,
            by,
            within,
            Bands: Bands.Trim() is { Length: > 0 } bands ? bands.Split(',', StringSplitOptions.TrimEntries) : null
        );

    // Null where one is no number.
    private static double[]? Numbers(string text)
    {
        var numbers = text.Split(',', StringSplitOptions.TrimEntries)
            .Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)
            .ToArray();
        return numbers.All(double.IsFinite) ? numbers : null;
    }
}
