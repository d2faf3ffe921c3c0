using System.Globalization;
using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Review.Domain.Detection;
using Review.Domain.Geometry;
using Review.Domain.Scenes;

namespace Review.Domain.Simulation;

/// <summary>
/// Makes scenes with images and truth, registers them, and has the usual model look for the slicks in each, by a run like any other. All
/// are marked as simulated. Sent again it goes on where an earlier one stopped: what is there is not made twice.
/// </summary>
/// <param name="Seed">The same seed makes the same images.</param>
/// <param name="Folder">Gets an image, <c>NAME.truth.tif</c> and <c>NAME.truth.geojson</c> for each scene.</param>
/// <param name="Progress">Hears how many scenes are done.</param>
/// <param name="Width">Of each image, in pixels of 40 m.</param>
public sealed record SimulateScenes(
    int Scenes,
    int Seed,
    string Folder,
    string By,
    IProgress<int>? Progress,
    int Width = SimulatedScene.UsualWidth,
    int Height = SimulatedScene.UsualHeight
) : IRequest<IReadOnlyList<SimulatedRun>>
{
    internal sealed class Rules : AbstractValidator<SimulateScenes>
    {
        public Rules() => RuleFor(command => command.Scenes).InclusiveBetween(1, 1_000).WithMessage("Simulate 1 to 1,000 scenes.");
    }
}

/// <param name="Run">That looked at it last, with its counts or why it failed.</param>
public sealed record SimulatedRun(string Name, long Scene, RunRow Run);

/// <summary>How many of the scenes that <see cref="SimulateScenes"/> makes of a seed are there, with their runs ended.</summary>
public sealed record CountSimulatedScenes(int Scenes, int Seed) : IRequest<int>;

internal sealed class SimulateScenesHandler(ISender sender, IReviewDb db, ISceneImages images, IRasterFiles files, ISceneFiles disk)
    : IRequestHandler<SimulateScenes, IReadOnlyList<SimulatedRun>>,
        IRequestHandler<CountSimulatedScenes, int>
{
    public async Task<IReadOnlyList<SimulatedRun>> Handle(SimulateScenes request, CancellationToken cancellationToken)
    {
        disk.MakeFolder(request.Folder);
        files.Sweep(request.Folder);
        var made = new List<SimulatedRun>();
        for (var number = 0; number < request.Scenes; number++)
        {
            var image = await Find(request.Seed, number, cancellationToken);
            var isThere = image is not null && disk.Exists(image.Source);
            var scene = isThere ? image!.Scene : await Make(number, request, cancellationToken);
            if (!isThere || image!.State != ImageState.Ready)
            {
                await sender.Send(new PrepareScene(scene), cancellationToken);
            }

            var run = await Look(scene, request.By, cancellationToken);
            made.Add(new SimulatedRun(run.SceneName, scene, run));
            request.Progress?.Report(number + 1);
        }

        return made;
    }

    public async Task<int> Handle(CountSimulatedScenes request, CancellationToken cancellationToken)
    {
        var done = 0;
        for (var number = 0; number < request.Scenes; number++)
        {
            var image = await Find(request.Seed, number, cancellationToken);
            done += image is not null && await LastRun(image.Scene, cancellationToken) is { FinishedAt: not null } ? 1 : 0;
        }

        return done;
    }

    /// <summary>The one of these scenes that was registered; those of simulated slicks may end like it, and have no image.</summary>
    private async Task<SceneImage?> Find(int seed, int number, CancellationToken cancellation)
    {
        var ending = string.Create(CultureInfo.InvariantCulture, $"_{(uint)seed:X8}_{number:0000}");
        var scenes = await db
            .Scenes.Where(scene => scene.Simulated && scene.Name.EndsWith(ending))
            .OrderBy(scene => scene.Id)
            .Select(scene => scene.Id)
            .ToListAsync(cancellation);
        foreach (var scene in scenes)
        {
            if (await images.Find(scene, cancellation) is { } image)
            {
                return image;
            }
        }

        return null;
    }

    private async Task<long> Make(int number, SimulateScenes request, CancellationToken cancellation)
    {
        var scene = await Task.Run(() => SimulatedScene.Make(request.Seed, number, request.Width, request.Height), cancellation);
        var path = await Task.Run(() => SimulatedSceneFiles.Write(files, disk, scene, request.Folder), cancellation);
        return (
            await sender.Send(
                new RegisterScene(path, scene.Name, scene.Acquired, null, PixelUnit.Sigma0, Simulated: true, request.By, Prepare: false),
                cancellation
            )
        ).Id;
    }

    /// <summary>Queues a run unless there is one, and sees it to its end: here, or in the process that took it up.</summary>
    private async Task<RunRow> Look(long scene, string by, CancellationToken cancellation)
    {
        var run = await LastRun(scene, cancellation) is { } last
            ? last.Id
            : await sender.Send(new StartRun(scene, null, Force: false, new Authorship(by)), cancellation);
        await sender.Send(new ExecuteRun(run), cancellation);
        return (await sender.Send(new GetRun(run), cancellation)).Run;
    }

    private Task<Run?> LastRun(long scene, CancellationToken cancellation) =>
        db
            .Runs.AsNoTracking()
            .Where(run => run.SceneId == scene && run.Kind == Run.OfDetection)
            .OrderByDescending(run => run.Id)
            .FirstOrDefaultAsync(cancellation);
}

/// <summary>A simulated scene as files.</summary>
internal static class SimulatedSceneFiles
{
    private const int BlockRows = 256;

    /// <returns>The image's path.</returns>
    public static string Write(IRasterFiles files, ISceneFiles disk, SimulatedScene scene, string folder)
    {
        var path = Path.Combine(folder, scene.Name + ".tif");
        var tags = new Dictionary<string, string> { ["SIMULATED"] = "made by review simulate, not by a radar" };
        Write(
            files,
            path,
            new RasterLayout(scene.Bounds, scene.Width, scene.Height, ["VV"], RasterType.Real32, double.NaN, PixelUnit.Sigma0, tags),
            scene.Sigma0
        );
        Write(
            files,
            Path.Combine(folder, scene.Name + ".truth.tif"),
            new RasterLayout(scene.Bounds, scene.Width, scene.Height, ["class"], RasterType.Unsigned8, null, PixelUnit.Amplitude, tags),
            [.. scene.Truth.Select(id => (float)id)]
        );
        disk.Write(Path.Combine(folder, scene.Name + ".truth.geojson"), Outlines(scene));
        return path;
    }

    private static void Write(IRasterFiles files, string path, RasterLayout layout, float[] pixels)
    {
        using var writer = files.Create(path, layout);
        for (var row = 0; row < layout.Height; row += BlockRows)
        {
            var rows = Math.Min(BlockRows, layout.Height - row);
            writer.Write(0, 0, row, layout.Width, rows, pixels.AsSpan(row * layout.Width, rows * layout.Width));
        }

        writer.Complete();
    }

    private static byte[] Outlines(SimulatedScene scene) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                type = "FeatureCollection",
                name = scene.Name,
                features = scene.Films.Select(film => new
                {
                    type = "Feature",
                    properties = new
                    {
                        @class = film.Class,
                        kind = film.Kind,
                        simulated = true,
                    },
                    geometry = OutlineJson.Of(film.Outline),
                }),
            }
        );
}
