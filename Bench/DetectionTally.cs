using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using Review.Domain.Detection;
using Review.Domain.Geometry;
using Review.Domain.Simulation;
using Review.Domain.Slicks;
using SpatialFunction = NetTopologySuite.Operation.Overlay.SpatialFunction;

namespace Review.Bench;

/// <summary>
/// Counts over scenes. A slick is found when detections cover 30 % of it; a detection is true when slicks cover half of it.
/// </summary>
internal sealed class DetectionTally
{
    private const int NaturalFilm = SlickClass.LookalikeId;
    private const double Found = 0.3;
    private const double True = 0.5;

    private readonly SortedDictionary<string, (int All, int Seen, double Covered, double Area)> kinds = [];
    private readonly Dictionary<string, StageTiming> stages = [];
    private long both;
    private long detected;
    private long truth;
    private int right;

    public int Detections { get; private set; }

    public int Instances => kinds.Where(pair => pair.Key != "natural film").Sum(pair => pair.Value.All);

    public double Recall => kinds.Where(pair => pair.Key != "natural film").Sum(pair => pair.Value.Seen) / (double)Instances;

    public double Precision => right / (double)Math.Max(1, Detections);

    public double PixelPrecision => both / (double)Math.Max(1, detected);

    public double PixelRecall => both / (double)truth;

    public double PixelF1 => 2.0 * both / (detected + truth);

    public IReadOnlyList<StageTiming> Stages => [.. stages.Values];

    public IEnumerable<(string Kind, int All, int Seen, double Covered)> Kinds() =>
        kinds.Select(pair => (pair.Key, pair.Value.All, pair.Value.Seen, pair.Value.Covered / pair.Value.Area));

    public void Add(SimulatedScene scene, DetectionOutcome outcome)
    {
        var slicks = outcome.Detections.Where(one => !SlickClass.NotOil.Includes(one.Class)).ToList();
        var mask = Painting.Mask(slicks, scene.Bounds, scene.Width, scene.Height);
        for (var i = 0; i < mask.Length; i++)
        {
            var isTrue = scene.Truth[i] is not 0 and not NaturalFilm;
            both += isTrue && mask[i] ? 1 : 0;
            detected += mask[i] ? 1 : 0;
            truth += isTrue ? 1 : 0;
        }

        var oil = scene.Films.Where(film => film.Class != NaturalFilm).ToList();
        Detections += slicks.Count;
        right += slicks.Count(slick => Covered((MultiPolygon)slick.Outline, oil.Select(film => film.Outline)) >= True);
        foreach (var film in scene.Films)
        {
            var covered = Covered(film.Outline, slicks.Select(slick => (MultiPolygon)slick.Outline));
            var (all, seen, area, total) = kinds.GetValueOrDefault(film.Kind);
            kinds[film.Kind] = (
                all + 1,
                seen + (covered >= Found ? 1 : 0),
                area + (covered * film.Outline.Area),
                total + film.Outline.Area
            );
        }

        foreach (var stage in outcome.Stages)
        {
            var before = stages.GetValueOrDefault(stage.Stage, new StageTiming(stage.Stage, 0, 0, 0));
            stages[stage.Stage] = before with
            {
                Seconds = before.Seconds + stage.Seconds,
                CpuSeconds = before.CpuSeconds + stage.CpuSeconds,
                Megapixels = before.Megapixels + stage.Megapixels,
            };
        }
    }

    private static double Covered(MultiPolygon one, IEnumerable<MultiPolygon> others)
    {
        var near = others.Where(other => other.EnvelopeInternal.Intersects(one.EnvelopeInternal)).ToList();
        return near.Count == 0 ? 0 : OverlayNGRobust.Overlay(one, Outline.Union(near), SpatialFunction.Intersection).Area / one.Area;
    }
}
