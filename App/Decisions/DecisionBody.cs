using System.Text.Json;
using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Geometry;
using Review.Domain.Scenes;

namespace Review.App.Decisions;

/// <summary>A decision as the page and scripts send it. Which members are needed depends on the kind; see docs/api.md.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DecisionBody
{
    public string? Kind { get; init; }

    public long[]? Slicks { get; init; }

    public int? Class { get; init; }

    /// <summary>0 to 1.</summary>
    public double? HumanConfidence { get; init; }

    public string? Reason { get; init; }

    public string? Comment { get; init; }

    public string? Notes { get; init; }

    /// <summary>GeoJSON LineString.</summary>
    public JsonElement? Line { get; init; }

    /// <summary>GeoJSON Polygon.</summary>
    public JsonElement? Polygon { get; init; }

    public bool? Parts { get; init; }

    public int? MaxVertices { get; init; }

    /// <summary>GeoJSON Polygon or MultiPolygon.</summary>
    public JsonElement? Geometry { get; init; }

    public string? Scene { get; init; }

    public bool? AcrossScenes { get; init; }

    /// <summary>m².</summary>
    public double? DiscardBelowM2 { get; init; }

    /// <summary>Write it even where it changes nothing.</summary>
    public bool? Insist { get; init; }

    public double? SecondsSpent { get; init; }

    public JsonElement? Context { get; init; }

    internal Authorship By(Authorship requester) => requester with { Comment = Comment, SecondsSpent = SecondsSpent, Context = Context };

    /// <param name="scene">The scene that <see cref="Scene"/> names, if it is known.</param>
    internal DecisionCommand ToCommand(Authorship by, SceneFacts? scene)
    {
        if (Context is { ValueKind: not JsonValueKind.Object })
        {
            throw new RuleBrokenException("context", "The context is a JSON object.");
        }

        long[] slicks = Slicks ?? [];
        DecisionCommand command = Kind switch
        {
            "validate" => new ValidateSlicks(slicks, HumanConfidence, Class, Reason, by, Notes),
            "reclassify" => new ReclassifySlicks(slicks, Class, HumanConfidence, Reason, by, Notes),
            "reject" => new RejectSlicks(slicks, Class, HumanConfidence, Reason, by, Notes),
            "merge" => new MergeSlicks(slicks, Class, HumanConfidence, Notes, AcrossScenes ?? false, Reason, by),
            "split" => new SplitSlick(slicks, LineOf(Line), GeometryOf(Polygon), Parts ?? false, MaxVertices, DiscardBelowM2, Reason, by),
            "reshape" => new ReshapeSlick(slicks, GeometryOf(Geometry), Reason, by),
            "cut" => new CutSlick(slicks, GeometryOf(Polygon), Reason, by),
            "add" => new AddSlick(GeometryOf(Geometry), Class, HumanConfidence, Notes, Scene, scene, Reason, by),
            "annotate" => new AnnotateSlicks(slicks, Notes, by),
            null => throw new RuleBrokenException(
                "kind",
                "Say the kind of decision: validate, reclassify, reject, merge, split, reshape, cut, add or annotate."
            ),
            var other => throw new RuleBrokenException(
                "kind",
                $"There is no decision of kind {other.Shortened()}; the kinds are validate, reclassify, reject, merge, split, "
                    + "reshape, cut, add and annotate."
            ),
        };
        return command with { Insist = Insist ?? false };
    }

    private static Geometry? GeometryOf(JsonElement? json) =>
        json is { ValueKind: not JsonValueKind.Null } given ? GeoJson.Read(given) : null;

    private static LineString? LineOf(JsonElement? json) =>
        GeometryOf(json) switch
        {
            null => null,
            LineString line => line,
            var other => throw new OutlineException($"The line is a {other.GeometryType}; it must be a LineString."),
        };
}
