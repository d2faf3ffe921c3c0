using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>Scenes and their images over HTTP.</summary>
internal static class SceneRoutes
{
    public static void MapScenes(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/scenes").RequireAuthorization(Policies.Viewer).WithTags("Scenes");
        api.MapGet("", List).Costly(CostlyRead.List);
        api.MapGet(
            "/{id:long}",
            async (long id, ISender sender, CancellationToken cancellation) =>
                TypedResults.Ok(SceneAnswer.Of(await sender.Send(new GetScene(id), cancellation), details: true))
        );
        api.MapGet("/{id:long}/statistics", Statistics);
        api.MapGet("/{id:long}/value", Value).Costly(CostlyRead.Picture);
        api.MapPost("", Register).RequireAuthorization(Policies.Lead).WithAntiforgeryForCookies().Accepts<RegisterBody>("application/json");
    }

    private static async Task<Ok<IEnumerable<SceneAnswer>>> List(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var filter = new SceneFilter(
            Given(query, "imagery") is { } imagery
                ? bool.TryParse(imagery, out var flag)
                    ? flag
                    : throw new RuleBrokenException("imagery", "imagery is true or false.")
                : null,
            Given(query, "bbox") is { } box ? WrittenValues.Box(box) : null,
            Given(query, "from") is { } from ? WrittenValues.FromDay("from", from) : null,
            Given(query, "to") is { } to ? WrittenValues.FromDay("to", to) : null,
            Given(query, "name"),
            QueryValues.Limit(query, SceneFilter.UsualLimit, SceneFilter.MostLimit)
        );
        var scenes = await sender.Send(new ListScenes(filter), cancellation);
        return TypedResults.Ok(scenes.Select(scene => SceneAnswer.Of(scene)));
    }

    private static async Task<Ok<StatisticsAnswer>> Statistics(long id, ISender sender, CancellationToken cancellation)
    {
        var scene = await sender.Send(new GetScene(id), cancellation);
        return TypedResults.Ok(
            new StatisticsAnswer(
                scene.Imagery?.Statistics?.Select(BandAnswer.Of)
                    ?? throw new NotFoundException(
                        $"The scene {id} has no statistics{(scene.Imagery is null ? ": it has no image" : " yet")}."
                    )
            )
        );
    }

    private static async Task<Ok<ValueAnswer>> Value(long id, HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var (longitude, latitude) = (Degrees(http, "lon", 540), Degrees(http, "lat", 90));
        return TypedResults.Ok(
            new ValueAnswer(longitude, latitude, await sender.Send(new GetSceneValue(id, longitude, latitude), cancellation))
        );
    }

    private static async Task<Results<Created<RegisteredScene>, Accepted<RequestedScene>>> Register(
        HttpContext http,
        ISender sender,
        IConfiguration settings,
        CancellationToken cancellation
    )
    {
        var (body, _) = await JsonBody.Read<RegisterBody>(http.Request, cancellation);
        var registration = new RegisterScene(
            body.Path ?? "",
            body.Name,
            body.Acquired is { } time ? WrittenValues.Instant("acquired", time) : null,
            BoxOf(body.Bounds),
            UnitOf(body.Unit),
            Simulated: false,
            http.User.ReviewerName(),
            [.. SceneFolders.Of(settings), .. SceneFolders.Objects(settings)],
            Bands: body.Bands
        );
        if (SceneObject.IsOne(registration.Path))
        {
            var requested = await sender.Send(new RequestScene(registration), cancellation);
            return TypedResults.Accepted($"/api/scenes/{requested.Id}", requested);
        }

        var registered = await sender.Send(registration, cancellation);
        return TypedResults.Created($"/api/scenes/{registered.Id}", registered);
    }

    private static GeoBox? BoxOf(double[]? bounds) =>
        bounds switch
        {
            null => null,
            [var west, var south, var east, var north] => GeoBox.Written(west, south, east, north),
            _ => throw new RuleBrokenException("bounds", "bounds is an array of four numbers: west, south, east, north in degrees."),
        };

    private static PixelUnit? UnitOf(string? word) =>
        word switch
        {
            null => null,
            "sigma0" => PixelUnit.Sigma0,
            "decibel" => PixelUnit.Decibel,
            "amplitude" => PixelUnit.Amplitude,
            _ => throw new RuleBrokenException("unit", "unit is sigma0 (linear), decibel or amplitude."),
        };

    private static double Degrees(HttpContext http, string name, double most) =>
        double.TryParse(http.Request.Query[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)
        && Math.Abs(degrees) <= most
            ? degrees
            : throw new RuleBrokenException(name, $"{name} is a number of degrees.");

    private static string? Given(IQueryCollection query, string name) =>
        query[name].ToString() switch
        {
            "" => null,
            var text when text.Contains('\0', StringComparison.Ordinal) => throw new RuleBrokenException(
                name,
                $"{name} contains a NUL character."
            ),
            var text => text,
        };

    /// <param name="Path">Inside one of the scene folders; a relative one in the first of them. Or s3://BUCKET/KEY.</param>
    /// <param name="Acquired">A time with a zone.</param>
    /// <param name="Bounds">west, south, east, north of an image that does not say where it lies.</param>
    /// <param name="Unit">What the numbers stand for, when the file does not say it or says it wrong: sigma0, decibel or amplitude.</param>
    /// <param name="Bands">What the bands are, such as VV and VH, when the file does not say it.</param>
    public sealed record RegisterBody(string? Path, string? Name, string? Acquired, double[]? Bounds, string? Unit, string[]? Bands);

    public sealed record StatisticsAnswer(IEnumerable<BandAnswer> Bands);

    public sealed record ValueAnswer(double Lon, double Lat, IReadOnlyList<SceneValue> Values);

    /// <summary>
    /// The linear spread stands beside the name, the one in dB below <paramref name="Db"/>; null where no pixel has data.
    /// </summary>
    public sealed record BandAnswer(
        string Name,
        PixelUnit Unit,
        double ValidShare,
        double? Min,
        double? Max,
        double? Mean,
        double? StdDev,
        IReadOnlyDictionary<string, double>? Percentiles,
        Histogram? Histogram,
        Spread? Db
    )
    {
        public static BandAnswer Of(BandStatistics band) =>
            new(
                band.Name,
                band.Unit,
                band.ValidShare,
                band.Linear?.Min,
                band.Linear?.Max,
                band.Linear?.Mean,
                band.Linear?.StdDev,
                band.Linear?.Percentiles,
                band.Linear?.Histogram,
                band.Decibel
            );
    }
}
