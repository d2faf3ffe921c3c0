using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Review.Domain.Geometry;
using Review.Domain.Slicks;

namespace Review.Domain.Features;

/// <summary>Writes features as GeoJSON (RFC 7946); outlines come from the database as text and are passed through.</summary>
public static class GeoJsonFeatures
{
    public const string MediaType = "application/geo+json";

    /// <summary>For writers: what is written here is whole by itself.</summary>
    internal static readonly JsonWriterOptions Plain = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Safe where the content type is JSON, and readable: a plus stays a plus.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(IBufferWriter<byte> output, SlickFeature feature)
    {
        using var json = new Utf8JsonWriter(output, Plain);
        Write(json, feature);
    }

    /// <summary>A FeatureCollection with <c>numberReturned</c> and <c>links</c>.</summary>
    /// <param name="next">The address of the next page; null for the last one.</param>
    public static void Write(IBufferWriter<byte> output, FeaturePage page, string? next)
    {
        using var json = new Utf8JsonWriter(output, Plain);
        BeginCollection(json);
        foreach (var feature in page.Features)
        {
            Write(json, feature);
        }

        json.WriteEndArray();
        json.WriteNumber("numberReturned", page.Features.Count);
        Links(json, next);
        json.WriteEndObject();
    }

    /// <summary>A FeatureCollection with <c>decisions</c> and <c>links</c>.</summary>
    /// <inheritdoc cref="Write(IBufferWriter{byte}, FeaturePage, string?)"/>
    public static void Write(IBufferWriter<byte> output, LineageFeatures lineage, string? next)
    {
        using var json = new Utf8JsonWriter(output, Plain);
        BeginCollection(json);
        foreach (var (version, outline) in lineage.History.Versions.Zip(lineage.Outlines))
        {
            Write(json, version, outline);
        }

        json.WriteEndArray();
        json.WritePropertyName("decisions");
        JsonSerializer.Serialize(json, lineage.History.Decisions, Options);
        Links(json, next);
        json.WriteEndObject();
    }

    internal static void BeginCollection(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
    }

    internal static void Write(Utf8JsonWriter json, SlickFeature feature)
    {
        var slick = feature.Slick;
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteNumber("id", slick.Id);
        json.WritePropertyName("bbox");
        JsonSerializer.Serialize(json, slick.Bbox.Select(OutlineJson.Rounded), Options);
        json.WritePropertyName("geometry");
        json.WriteRawValue(feature.Outline, skipInputValidation: true);
        json.WritePropertyName("properties");
        JsonSerializer.Serialize(json, Properties.Of(slick), Options);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HistoryVersion version, string outline)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteNumber("id", version.Id);
        json.WritePropertyName("geometry");
        json.WriteRawValue(outline, skipInputValidation: true);
        json.WritePropertyName("properties");
        JsonSerializer.Serialize(json, version, Options);
        json.WriteEndObject();
    }

    private static void Links(Utf8JsonWriter json, string? next)
    {
        json.WriteStartArray("links");
        if (next is not null)
        {
            json.WriteStartObject();
            json.WriteString("rel", "next");
            json.WriteString("type", "application/geo+json");
            json.WriteString("href", next);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What stands in <c>properties</c>: the details, with the successors as plain ids.</summary>
    private sealed record Properties(
        long Id,
        long Case,
        long[] ParentCases,
        DateTimeOffset Timestamp,
        int Class,
        string ClassCode,
        int? MachineClass,
        double? MachineConfidence,
        double? HumanConfidence,
        bool Active,
        bool Validated,
        SlickState State,
        string? Notes,
        long? Run,
        string? Scene,
        string? Model,
        long? Decision,
        long[] Parents,
        DateTimeOffset CreatedAt,
        DateTimeOffset? DeactivatedAt,
        double AreaM2,
        double PerimeterM,
        double LengthM,
        double PolsbyPopper,
        double FillFactor,
        int Parts,
        double LargestAreaM2,
        double MedianAreaM2,
        double Longitude,
        double Latitude,
        int Vertices,
        long[]? SupersededBy,
        long[]? SupersededByCases,
        SupersedingDecision? SupersededByDecision
    )
    {
        public static Properties Of(SlickDetails s) =>
            new(
                s.Id,
                s.Case,
                s.ParentCases,
                s.Timestamp,
                s.Class,
                SlickClass.Find(s.Class)!.Code,
                s.MachineClass,
                s.MachineConfidence,
                s.HumanConfidence,
                s.Active,
                s.Validated,
                s.State,
                s.Notes,
                s.Run,
                s.Scene,
                s.Model,
                s.Decision,
                s.Parents,
                s.CreatedAt,
                s.DeactivatedAt,
                s.AreaM2,
                s.PerimeterM,
                s.LengthM,
                s.PolsbyPopper,
                s.FillFactor,
                s.Parts,
                s.LargestAreaM2,
                s.MedianAreaM2,
                OutlineJson.Rounded(s.Longitude),
                OutlineJson.Rounded(s.Latitude),
                s.Vertices,
                s.SupersededBy?.Slicks,
                s.SupersededBy?.Cases,
                s.SupersededBy is { } by ? new SupersedingDecision(by.Decision, by.Kind, by.Reviewer, by.At) : null
            );
    }

    private sealed record SupersedingDecision(long Decision, string Kind, string Reviewer, DateTimeOffset At);
}
