using System.Text.Json;
using FluentValidation;
using MediatR;
using NetTopologySuite.Geometries;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.Scenes;
using Review.Domain.Slicks;

namespace Review.Domain.Simulation;

/// <summary>Makes scenes with images and truth, registers them, and lets the usual detector look for the slicks in them. All are marked as simulated.</summary>
/// <param name="Seed">The same seed makes the same images.</param>
/// <param name="Folder">Gets an image, <c>NAME.truth.tif</c> and <c>NAME.truth.geojson</c> for each scene.</param>
public sealed record SimulateScenes(int Scenes, int Seed, string Folder, string By, IProgress<int>? Progress) : IRequest<IReadOnlyList<SimulatedRun>>
{
    internal sealed class Rules : AbstractValidator<SimulateScenes>
    {
        public Rules() => RuleFor(command => command.Scenes).InclusiveBetween(1, 1_000).WithMessage("Simulate 1 to 1,000 scenes.");
    }
}

/// <param name="Slicks">That the detector found.</param>
/// <param name="Films">That are there, natural ones included.</param>
public sealed record SimulatedRun(string Name, long Scene, int Slicks, int Films);

internal sealed class SimulateScenesHandler(ISender sender, IRasterFiles files, IDetectors detectors, ILandMask land) : IRequestHandler<SimulateScenes, IReadOnlyList<SimulatedRun>>
{
    public async Task<IReadOnlyList<SimulatedRun>> Handle(SimulateScenes request, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(request.Folder);
        var made = new List<SimulatedRun>();
        for (var number = 0; number < request.Scenes; number++)
        {
            var scene = await Task.Run(() => SimulatedScene.Make(request.Seed, number), cancellationToken);
            var path = await Task.Run(() => SceneFiles.Write(files, scene, request.Folder), cancellationToken);
            var registered = await sender.Send(new RegisterScene(path, scene.Name, scene.Acquired, null, PixelUnit.Sigma0, Simulated: true, request.By, Prepare: false), cancellationToken);
            await sender.Send(new PrepareScene(registered.Id), cancellationToken);
            made.Add(new SimulatedRun(scene.Name, registered.Id, await Detect(path, scene, request, cancellationToken), scene.Films.Count));
            request.Progress?.Report(number + 1);
        }

        return made;
    }

    private async Task<int> Detect(string path, SimulatedScene scene, SimulateScenes request, CancellationToken cancellation)
    {
        using var detector = detectors.Open(null);
        using var pixels = files.Open(path);
        var outcome = await Task.Run(() => DetectScene.Run(pixels, detector, new DetectionSettings(), land, null, cancellation), cancellation);
        if (outcome.Detections.Count == 0)
        {
            return 0;
        }

        var detections = outcome.Detections.Select(one => new Slicks.Detection(one.Outline, one.Class, one.Confidence)).ToList();
        var result = await sender.Send(new ImportDetections(scene.Name, scene.Acquired, $"{detector.Card.Name} {detector.Card.Version}", Simulated: true, detections, new Authorship(request.By)), cancellation);
        return result.Slicks.Length;
    }
}

/// <summary>A simulated scene as files.</summary>
internal static class SceneFiles
{
    private const int BlockRows = 256;

    /// <returns>The image's path.</returns>
    public static string Write(IRasterFiles files, SimulatedScene scene, string folder)
    {
        var path = Path.Combine(folder, scene.Name + ".tif");
        var tags = new Dictionary<string, string> { ["SIMULATED"] = "made by review simulate, not by a radar" };
        Write(files, path, new RasterLayout(scene.Bounds, scene.Width, scene.Height, ["VV"], RasterType.Real32, double.NaN, PixelUnit.Sigma0, tags), scene.Sigma0);
        Write(
            files, Path.Combine(folder, scene.Name + ".truth.tif"),
            new RasterLayout(scene.Bounds, scene.Width, scene.Height, ["class"], RasterType.Unsigned8, null, PixelUnit.Amplitude, tags), [.. scene.Truth.Select(id => (float)id)]);
        File.WriteAllBytes(Path.Combine(folder, scene.Name + ".truth.geojson"), Outlines(scene));
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

    private static byte[] Outlines(SimulatedScene scene) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = "FeatureCollection",
        name = scene.Name,
        features = scene.Films.Select(film => new
        {
            type = "Feature",
            properties = new { @class = film.Class, kind = film.Kind, simulated = true },
            geometry = new { type = "MultiPolygon", coordinates = film.Outline.Geometries.Cast<Polygon>().Select(Rings) },
        }),
    });

    private static IEnumerable<IEnumerable<double[]>> Rings(Polygon polygon) => polygon.Holes.Prepend(polygon.Shell).Select(ring => ring.Coordinates.Select(point => new[] { point.X, point.Y }));
}
