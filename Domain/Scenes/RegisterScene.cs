using FluentValidation;
using MediatR;
using Review.Domain.Jobs;

namespace Review.Domain.Scenes;

/// <summary>
/// Makes an image file the image of a scene. The file itself is never changed and must stay where it is; an object of a store is fetched
/// first.
/// </summary>
/// <param name="Path">GeoTIFF, Sentinel-1 <c>.SAFE</c> (folder or zip) or PNG: a file, or s3://BUCKET/KEY.</param>
/// <param name="Name">Of the scene; when absent, the product's own, or the file's without its ending.</param>
/// <param name="Acquired">When absent: the known scene's, or what stands in the name or in the product.</param>
/// <param name="Bounds">Of an image that does not say where it lies.</param>
/// <param name="Unit">What the numbers stand for, when the file does not say it or says it wrong.</param>
/// <param name="Within">Folders, and s3://BUCKET/PREFIX, that the image must lie in; null for whoever may read anything.</param>
/// <param name="Bands">What its bands are, such as VV and VH, when the file does not say it or says it wrong.</param>
/// <param name="Fetching">Hears how much of an object is here.</param>
/// <param name="Fetch">The revision of the <see cref="SceneFetch"/> that brought the file; null when it came otherwise: then whatever is
/// fetched for the scene is not awaited any more.</param>
/// <param name="Prepare">Statistics and overviews are made by a job; otherwise whoever registers sends <see cref="PrepareScene"/>.</param>
public sealed record RegisterScene(
    string Path,
    string? Name,
    DateTimeOffset? Acquired,
    GeoBox? Bounds,
    PixelUnit? Unit,
    bool Simulated,
    string By,
    IReadOnlyList<string>? Within = null,
    bool Prepare = true,
    IReadOnlyList<string>? Bands = null,
    IProgress<FetchProgress>? Fetching = null,
    int? Fetch = null
) : IRequest<RegisteredScene>
{
    internal sealed class Rules : AbstractValidator<RegisterScene>
    {
        public Rules()
        {
            RuleFor(command => command.Path)
                .NotEmpty()
                .WithMessage("Name the image file.")
                .Must(PlainText.IsKept)
                .WithMessage("The path contains a character that cannot be kept (NUL, or half of a surrogate pair).");
            RuleFor(command => command.Name)
                .Length(1, 200)
                .WithMessage("A scene's name has 1 to 200 characters.")
                .Must(PlainText.IsKept)
                .WithMessage("The scene's name contains a character that cannot be kept (NUL, or half of a surrogate pair).");
            RuleFor(command => command.Bounds)
                .Must(box => box is not { } bounds || bounds.IsOnEarth)
                .WithMessage(
                    "bounds is west,south,east,north in degrees: west from -180, east above west (above 180 for an image over the "
                        + "antimeridian) by at most 360, south below north."
                );
            RuleFor(command => command.Unit).IsInEnum().WithMessage("unit is sigma0 (linear), decibel or amplitude.");
            RuleFor(command => command.Bands)
                .Must(bands => bands is null || AreNames(bands))
                .WithMessage(
                    "bands are the names of the image's bands in their order, such as VV and VH: each of 1 to 40 characters, none twice."
                );
        }

        private static bool AreNames(IReadOnlyList<string> bands) =>
            bands.All(name => name is { Length: >= 1 and <= 40 } && PlainText.IsKept(name))
            && bands.Distinct(StringComparer.OrdinalIgnoreCase).Count() == bands.Count;
    }
}

/// <param name="Missing">Bands that the product should have and has not.</param>
/// <param name="Warnings">What was taken for granted, in sentences that say how to put it right.</param>
public sealed record RegisteredScene(
    long Id,
    string Name,
    IReadOnlyList<string> Bands,
    IReadOnlyList<string> Missing,
    PixelUnit Unit,
    IReadOnlyList<string> Warnings
);

internal sealed class RegisterSceneHandler(
    IReviewDb db,
    ISceneImages images,
    IRasterFiles files,
    ISceneFiles disk,
    ISceneObjects objects,
    ISceneFetches fetches,
    IJobs jobs
) : IRequestHandler<RegisterScene, RegisteredScene>
{
    public async Task<RegisteredScene> Handle(RegisterScene request, CancellationToken cancellationToken)
    {
        var path = SceneObject.Parse(request.Path) is { } image
            ? await objects.Fetch(SceneImagePlace.Allowed(request, image), request.Fetching, cancellationToken)
            : Allowed(request);
        using var pixels = files.Open(path, request.Bounds, request.Unit);
        var name = request.Name ?? pixels.Facts.Scene ?? SceneImagePlace.NameOf(path);
        var known = await SceneTime.Known(db, name, cancellationToken);
        SceneTime.Check(name, request.Acquired, known);
        var acquired =
            request.Acquired
            ?? known
            ?? SceneName.TryParse(name)?.Start
            ?? pixels.Facts.Acquired
            ?? throw new RuleBrokenException(
                "acquired",
                $"Say when {name} was acquired, such as 2026-01-31T12:00:00Z: neither its name nor its file tells."
            );
        var registered = SceneImage.Of(name, path, request.Bounds, request.Unit, pixels);
        registered = request.Bands is { } bands ? registered with { Bands = Fitting(bands, registered.Bands) } : registered;
        var scene = await images.Register(name, acquired, request.Simulated, registered, request.By, cancellationToken);
        await fetches.End(scene, request.Fetch, cancellationToken);
        if (request.Prepare)
        {
            await jobs.Start(new JobWork(JobKind.PrepareScene, ("scene", scene)), cancellationToken);
        }

        return new RegisteredScene(
            scene,
            name,
            registered.Bands,
            registered.Missing,
            registered.Unit,
            registered.UnitIsGuess ? [GuessedUnit.Sentence(System.IO.Path.GetFileName(path), registered.Unit)] : []
        );
    }

    private static IReadOnlyList<string> Fitting(IReadOnlyList<string> named, IReadOnlyList<string> there) =>
        named.Count == there.Count
            ? named
            : throw new RuleBrokenException(
                "bands",
                $"The image has {there.Count} {(there.Count == 1 ? "band" : "bands")} ({string.Join(", ", there)}), and "
                    + $"{named.Count} were named."
            );

    private string Allowed(RegisterScene request)
    {
        if (request.Within is not { } places)
        {
            return System.IO.Path.GetFullPath(request.Path);
        }

        var folders = places.Where(System.IO.Path.IsPathRooted).ToList();
        // A relative path is meant to be in the first folder. Links are followed, so that none leads out.
        var full = disk.Real(System.IO.Path.GetFullPath(request.Path, folders[0]));
        return folders.Any(folder => full.StartsWith(disk.Real(folder).TrimEnd('/') + "/", StringComparison.Ordinal))
            ? full
            : throw new RuleBrokenException(
                "path",
                $"Images are registered from {string.Join(" or ", folders)}. Put the file there, or ask the operator to add its "
                    + "folder to REVIEW_SCENES."
            );
    }
}
