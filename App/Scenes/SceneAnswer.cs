using System.Text.Json.Nodes;
using Review.Domain.Geometry;
using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>A scene as scripts and the page see it.</summary>
/// <param name="Slicks">Active ones.</param>
/// <param name="Decided">Of these, those that somebody has decided on.</param>
/// <param name="Fetch">While an object is fetched to become its image, and when that failed.</param>
public sealed record SceneAnswer(
    long Id,
    string Name,
    DateTimeOffset Acquired,
    bool Simulated,
    int Slicks,
    int Decided,
    ImageryAnswer? Imagery,
    FetchAnswer? Fetch
)
{
    public static SceneAnswer Of(SceneRow scene, bool details = false) =>
        new(
            scene.Id,
            scene.Name,
            scene.Acquired,
            scene.Simulated,
            scene.Slicks,
            scene.Decided,
            scene.Imagery is { } image ? ImageryAnswer.Of(image, details) : null,
            scene.Fetch is { } fetch ? new FetchAnswer(fetch.State, fetch.Message, fetch.Source, fetch.Bytes, fetch.TotalBytes) : null
        );
}

/// <param name="Message">Why it failed.</param>
/// <param name="Bytes">That are here, of <paramref name="TotalBytes"/>; that is null when the store has not told yet.</param>
public sealed record FetchAnswer(FetchState State, string? Message, string Source, long Bytes, long? TotalBytes);

/// <param name="Revision">Sent as <c>r</c> with tiles, it lets them be kept for ever.</param>
/// <param name="Bounds">west, south, east, north; east above 180 over the antimeridian.</param>
/// <param name="Footprint">GeoJSON.</param>
/// <param name="UnitIsGuess">Nothing said what the numbers stand for.</param>
/// <param name="Source">The file, in the answer for one scene.</param>
public sealed record ImageryAnswer(
    ImageState State,
    string? Message,
    int Revision,
    double[] Bounds,
    JsonObject Footprint,
    IReadOnlyList<string> Bands,
    PixelUnit Unit,
    bool UnitIsGuess,
    int Width,
    int Height,
    double PixelSizeM,
    IReadOnlyList<string> Missing,
    string? Source,
    string? Crs
)
{
    public static ImageryAnswer Of(SceneImage image, bool details) =>
        new(
            image.State,
            image.Message,
            image.Revision,
            [image.Bounds.West, image.Bounds.South, image.Bounds.East, image.Bounds.North],
            OutlineJson.Of(image.Footprint),
            image.Bands,
            image.Unit,
            image.UnitIsGuess,
            image.Width,
            image.Height,
            image.PixelSizeM,
            image.Missing,
            details ? image.Source : null,
            details ? image.Crs : null
        );
}
