using System.Globalization;
using Review.App.Cli;
using Review.Domain.Detection;
using Review.Domain.Detection.DarkSpot;
using Review.Domain.Scenes;
using Review.Domain.Simulation;
using Review.Domain.Slicks;
using static System.FormattableString;

namespace Review.Bench;

/// <summary>
/// How well pixels are ranked and slicks outlined in small labelled images, beside the simplest that there is: blurred darkness, and Otsu's
/// threshold of it.
/// </summary>
internal sealed class WindowsBench(IRasterFiles rasters, IDetectors detectors, string folder, Verdict verdict, TextWriter output)
{
    /// <summary>Not one that the weights were fitted to.</summary>
    public const int HeldOutSeed = 3_000_001;

    // From this share on a slick is most of what there is to see.
    private const double Much = 0.4;

    private const double MetresPerDegree = 111_320;
    private const double MetresPerPixel = 40;
    private const double BlurPixels = 2;

    /// <summary>Simulated windows with known truth (<see cref="SimulatedWindow"/>).</summary>
    public void Simulated(int count, int seed, CancellationToken cancellation)
    {
        var scores = new List<WindowScore>();
        var path = Path.Combine(folder, "window.tif");
        for (var number = 0; number < count; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var window = SimulatedWindow.Make(seed + number);
            using (
                var writer = rasters.Create(
                    path,
                    new RasterLayout(
                        Box(window.Size, window.Size),
                        window.Size,
                        window.Size,
                        ["VV"],
                        RasterType.Unsigned8,
                        double.NaN,
                        PixelUnit.Amplitude
                    )
                )
            )
            {
                writer.Write(0, 0, 0, window.Size, window.Size, Array.ConvertAll(window.Amplitude, value => (float)value));
                writer.Complete();
            }

            scores.Add(Score(window.Kind, path, window.Slick, cancellation));
        }

        output.WriteLine(Invariant($"{count} simulated windows of 8-bit amplitude, 256 to 512 pixels, seed {seed}:"));
        Print(scores);
    }

    /// <summary>
    /// Windows that people have labelled: <c>images/NAME.png</c> and, of the same name and size, <c>masks/NAME.png</c>, above 0 where oil
    /// is. One without a mask has none.
    /// </summary>
    public void Labelled(string labelled, CancellationToken cancellation)
    {
        var images = Path.Combine(labelled, "images");
        var paths = Directory.Exists(images) ? Directory.GetFiles(images).Order(StringComparer.Ordinal).ToList() : [];
        if (paths.Count == 0)
        {
            throw new CommandException($"There is no image in {images}. Labelled windows are images/NAME.png with masks/NAME.png beside.");
        }

        var scores = new List<WindowScore>();
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            var mask = Path.Combine(labelled, "masks", Path.GetFileName(path));
            scores.Add(Score("labelled", path, File.Exists(mask) ? Mask(mask) : null, cancellation));
        }

        output.WriteLine(Invariant($"{scores.Count} labelled windows of {labelled}:"));
        Print(scores);
    }

    private bool[] Mask(string path)
    {
        using var pixels = rasters.Open(path, new GeoBox(0, 0, 1, 1));
        return Array.ConvertAll(pixels.ReadStored(0, int.MaxValue, CancellationToken.None), value => value > 0);
    }

    private WindowScore Score(string kind, string path, bool[]? labelled, CancellationToken cancellation)
    {
        int width,
            height;
        using (var stored = rasters.Open(path, new GeoBox(0, 0, 1, 1)))
        {
            (width, height) = stored.Size;
        }

        var slick = labelled ?? new bool[width * height];
        if (slick.Length != width * height)
        {
            throw new CommandException($"{path} has {width} × {height} pixels, and its mask has {slick.Length}. They must be of one size.");
        }

        var box = Box(width, height);
        using var detector = detectors.Open(null);
        using var pixels = rasters.Open(path, box, PixelUnit.Amplitude);
        var outcome = DetectScene.Run(
            pixels,
            detector,
            new DetectionSettings { KeepProbability = true },
            LandMask.OpenSea,
            null,
            cancellation
        );
        var marked = Painting.Mask(outcome.Detections.Where(one => !SlickClass.NotOil.Includes(one.Class)), box, width, height);
        var darkness = Array.ConvertAll(pixels.ReadStored(0, int.MaxValue, cancellation), value => float.IsNaN(value) ? 0 : -value);
        darkness = Smoothing.Gaussian(darkness, width, height, BlurPixels);
        var threshold = Ranking.Otsu(darkness);
        var (inside, found, right) = (
            slick.Count(pixel => pixel),
            marked.Count(pixel => pixel),
            marked.Where((pixel, i) => pixel && slick[i]).Count()
        );
        return new WindowScore(
            kind,
            inside / (double)slick.Length,
            found,
            right / (double)Math.Max(1, found),
            right / (double)Math.Max(1, inside),
            Ranking.Auc(Array.ConvertAll(outcome.Probability!.Pixels, value => float.IsNaN(value) ? 0 : value), slick),
            Ranking.Auc(darkness, slick),
            Ranking.Iou(marked, slick),
            Ranking.Iou(Array.ConvertAll(darkness, value => value > threshold), slick)
        );
    }

    private void Print(List<WindowScore> scores)
    {
        var (slicks, empty) = (scores.Where(one => one.Cover > 0).ToList(), scores.Where(one => one.Cover == 0).ToList());
        if (slicks.Count > 0)
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {slicks.Count} with slicks: mean AUC {DetectLimits.WindowAuc.In(verdict, slicks.Average(one => one.Auc))} "
                        + $"(blurred darkness {slicks.Average(one => one.DarknessAuc):0.000}), mean IoU "
                        + $"{DetectLimits.WindowIou.In(verdict, slicks.Average(one => one.Iou))} (Otsu "
                        + $"{slicks.Average(one => one.OtsuIou):0.000}), mean precision "
                        + $"{DetectLimits.WindowPrecision.In(verdict, Precision(slicks))}; in {slicks.Count(one => one.Iou == 0)} nothing "
                        + $"of the slick was marked"
                )
            );
            PrintGroup("under 40 %", [.. slicks.Where(one => one.Cover < Much)]);
            PrintGroup("40 % on", [.. slicks.Where(one => one.Cover >= Much)]);
        }

        if (empty.Count > 0)
        {
            var marked = empty.Count(one => one.Marked > 0);
            output.WriteLine(
                Invariant(
                    $"  {empty.Count} without: {marked} were marked, {DetectLimits.EmptyMarked.In(verdict, marked / (double)empty.Count)}"
                )
            );
        }

        foreach (var kind in scores.GroupBy(one => one.Kind).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            PrintGroup(kind.Key, [.. kind]);
        }
    }

    private void PrintGroup(string name, List<WindowScore> group)
    {
        var some = group.Where(one => one.Cover > 0).ToList();
        if (group.Count > 0)
        {
            output.WriteLine(
                some.Count > 0
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {name.PadRight(10)} {some.Count.Column(4)}: AUC {some.Average(one => one.Auc):0.000}, IoU "
                            + $"{some.Average(one => one.Iou):0.000} (Otsu {some.Average(one => one.OtsuIou):0.000}), precision "
                            + $"{Precision(some):0.000}, recall {some.Average(one => one.Recall):0.000}"
                    )
                    : Invariant($"  {name.PadRight(10)} {group.Count.Column(4)}: {group.Count(one => one.Marked > 0)} marked")
            );
        }
    }

    // Of the windows in which something was marked.
    private static double Precision(List<WindowScore> scores) =>
        scores.Where(one => one.Marked > 0).Select(one => one.Precision).DefaultIfEmpty(1).Average();

    // On the open sea, so that each pixel is what it is.
    private static GeoBox Box(int width, int height) =>
        new(-30, 0, -30 + (width * MetresPerPixel / MetresPerDegree), height * MetresPerPixel / MetresPerDegree);

    /// <param name="Cover">Share of the window that is labelled as slick.</param>
    /// <param name="Marked">Pixels inside outlines.</param>
    private sealed record WindowScore(
        string Kind,
        double Cover,
        int Marked,
        double Precision,
        double Recall,
        double Auc,
        double DarknessAuc,
        double Iou,
        double OtsuIou
    );
}
