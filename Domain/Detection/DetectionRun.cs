using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using Review.Domain.Geometry;
using Review.Domain.Scenes;
using Review.Domain.Slicks;

namespace Review.Domain.Detection;

/// <summary>One detection over one scene, set of windows by set of windows; only one set's probabilities are in memory at a time.</summary>
internal sealed class DetectionRun
{
    private const double MetresPerDegree = 111_320;
    private readonly IScenePixels pixels;
    private readonly IDetector detector;
    private readonly DetectionSettings settings;
    private readonly ILandMask land;
    private readonly IProgress<DetectionProgress>? progress;
    private readonly StageClock clock = new();
    private readonly Lock reading = new();
    private readonly int[] bands;
    private readonly IReadOnlyList<WindowSet> sets;
    private int done;
    private int withoutSea;
    private int withoutData;
    private int detected;

    public DetectionRun(
        IScenePixels pixels,
        IDetector detector,
        DetectionSettings settings,
        ILandMask land,
        IProgress<DetectionProgress>? progress
    )
    {
        (this.pixels, this.detector, this.settings, this.land, this.progress) = (pixels, detector, settings, land, progress);
        bands = [.. BandChoice.Of(detector.Card, pixels.Bands)];
        sets = Cut();
    }

    public DetectionOutcome Go(CancellationToken cancellation)
    {
        var found = new List<IslandOutline>();
        ProbabilityRaster? probability = null;
        foreach (var set in sets)
        {
            var image = Detect(set, cancellation);
            found.AddRange(clock.Measure("trace", Megapixels(set.Width, set.Height), () => Trace(image)));
            if (set.Number == 0 && settings.KeepProbability)
            {
                probability = new ProbabilityRaster(set.Box, set.Width, set.Height, image.Any);
            }
        }

        Report("merge");
        var most = detector.Card.SeenInAllSetsAbovePixels;
        int SeenInSets(IslandOutline one) => one.Island.Probabilities.Count > most ? sets.Count : Math.Min(settings.SeenInSets, sets.Count);
        var kept = clock.Measure("merge", 0, () => SameDetections.Reduce(found, settings.SameByIou, settings.SameByInclusion, SeenInSets));
        var detections = clock.Measure("mask", 0, () => kept.Select(one => Masked(one.Best, one.Sets)).ToList());
        return new DetectionOutcome(
            detections,
            new WindowCounts(sets.Sum(set => set.Count), withoutSea, withoutData, detected),
            clock.Stages(),
            Process.GetCurrentProcess().PeakWorkingSet64,
            probability
        );
    }

    private IReadOnlyList<WindowSet> Cut()
    {
        var (width, height) = pixels.Size;
        var isSmall = settings.Zoom is null && (double)width * height <= settings.OwnGridMegapixels * 1e6;
        var size = detector.Card.FixedSize ?? settings.WindowPixels;
        var cut = (isSmall, detector.Card.FixedSize) switch
        {
            (true, null) => WindowGrid.OfWholeImage(pixels.Bounds, width, height),
            (true, _) => WindowGrid.OfOwnPixels(pixels.Bounds, width, height, size, settings.Offsets),
            _ => WindowGrid.OfMatrix(pixels.Bounds, settings.Zoom ?? WindowGrid.UsualZoom, size, settings.Offsets),
        };
        return cut.Max(set => (long)set.Width * set.Height) is var most && most <= Stitched.MostPixels
            ? cut
            : throw new RuleBrokenException(
                "zoom",
                $"At this zoom the scene is {most / 1_000_000:N0} million pixels; the limit is {Stitched.MostPixels / 1_000_000:N0} "
                    + "million. Choose a lower zoom."
            );
    }

    private Stitched Detect(WindowSet set, CancellationToken cancellation)
    {
        var image = new Stitched(set, detector.Card.Classes.Count);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, detector.Card.Parallelism),
            CancellationToken = cancellation,
        };
        try
        {
            Parallel.For(
                0,
                set.Count,
                options,
                window =>
                {
                    DetectWindow(image, window, cancellation);
                    Interlocked.Increment(ref done);
                    Report("detect");
                }
            );
        }
        catch (AggregateException several)
        {
            // Windows that were under way at once fail alike; the first says why.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return image;
    }

    private void DetectWindow(Stitched image, int window, CancellationToken cancellation)
    {
        var set = image.Set;
        if (land.LandShare(set.WindowBox(window)) > 1 - settings.LeastSeaShare)
        {
            Interlocked.Increment(ref withoutSea);
            return;
        }

        var context =
            sets[0].Count == 1 && sets.Count == 1 ? 0
            : detector.Card.FixedSize is null ? detector.Card.ContextPixels
            : 0;
        var (width, height) = (set.WindowWidth + (2 * context), set.WindowHeight + (2 * context));
        var box = set.WindowBox(window, context);
        var seen = clock.Measure("read", bands.Length * Megapixels(width, height), () => Read(box, width, height));
        if (seen[0].Count(pixel => !float.IsNaN(pixel)) < settings.LeastDataShare * width * height)
        {
            Interlocked.Increment(ref withoutData);
            return;
        }

        var asked = new PixelWindow(box, width, height, set.PixelLat * MetresPerDegree, pixels.Unit, seen)
        {
            IsPartOfScene = sets.Count > 1,
        };
        var answer = clock.Measure("detect", Megapixels(width, height), () => detector.Detect(asked, cancellation));
        if (answer.ModelSeconds is { } seconds)
        {
            clock.Add("run", Megapixels(width, height), seconds);
        }

        Check(answer, width * height);
        clock.Measure(
            "stitch",
            Megapixels(width, height),
            () =>
            {
                image.Put(window, answer, seen[0], context);
                return true;
            }
        );
        Interlocked.Increment(ref detected);
    }

    private float[][] Read(GeoBox box, int width, int height)
    {
        lock (reading)
        {
            return
            [
                .. bands.Select(band =>
                {
                    var read = new float[width * height];
                    pixels.Read(band, box, width, height, read);
                    return read;
                }),
            ];
        }
    }

    private void Check(ClassProbabilities answer, int count)
    {
        if (answer.Planes.Count != detector.Card.Classes.Count || answer.Planes.Any(plane => plane.Length != count))
        {
            throw new RuleBrokenException(
                "model",
                $"The model {detector.Card.Name} answered with probabilities of another size than its card says."
            );
        }

        foreach (var plane in answer.Planes)
        {
            foreach (var probability in plane)
            {
                if (!(probability >= -1e-3f && probability <= 1.001f))
                {
                    throw new RuleBrokenException(
                        "model",
                        $"The model {detector.Card.Name} answered with a probability of "
                            + $"{probability.ToString(CultureInfo.InvariantCulture)}; nothing of this run is used."
                    );
                }
            }
        }
    }

    private List<IslandOutline> Trace(Stitched image)
    {
        var thresholds = settings.Thresholds ?? detector.Card.Thresholds;
        return
        [
            .. Islands
                .Find(image, thresholds, detector.Card.Classes, settings.LeastPixels)
                .Where(island => island.NoDataShare <= 0.5)
                .Select((island, number) => new IslandOutline(Outlining.Of(island, image.Set), image.Set.Number, number, island)),
        ];
    }

    private Slicks.Detection Masked(IslandOutline found, int seenInSets)
    {
        var outline = Outline.Normalize(Unwrapped(found.Outline));
        var ice = land.SeaIce(outline);
        var slickClass =
            land.IsOnLand(outline) ? SlickClass.LandId
            : ice is not null ? SlickClass.SeaIceId
            : found.Island.Class;
        var probabilities = found.Island.Probabilities;
        var meta = new JsonObject
        {
            ["mean"] = Math.Round(probabilities.Average(), 4),
            ["max"] = Math.Round(probabilities[^1], 4),
            ["pixels"] = probabilities.Count,
            ["sets"] = seenInSets,
            ["model_class"] = found.Island.Class,
        };
        if (ice is { } day)
        {
            meta["sea_ice"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return new Slicks.Detection(outline, slickClass, Math.Round(Math.Clamp(found.Confidence, 0, 1), 4), meta.ToJsonString());
    }

    // A ring over the antimeridian is told by its long edges, so longitudes go back to -180..180 before it is cut there.
    private static MultiPolygon Unwrapped(MultiPolygon outline)
    {
        if (outline.EnvelopeInternal.MaxX <= 180)
        {
            return outline;
        }

        var copy = (MultiPolygon)outline.Copy();
        copy.Apply(new Wrap(outline.EnvelopeInternal.MinX >= 180));
        copy.GeometryChanged();
        return copy;
    }

    private sealed class Wrap(bool all) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i) => seq.SetX(i, all || seq.GetX(i) > 180 ? seq.GetX(i) - 360 : seq.GetX(i));
    }

    private void Report(string stage) => progress?.Report(new DetectionProgress(stage, done, sets.Sum(set => set.Count)));

    private static double Megapixels(int width, int height) => (double)width * height / 1e6;
}
