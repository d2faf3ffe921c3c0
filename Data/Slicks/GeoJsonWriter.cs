using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Review.Domain.Geometry;
using Review.Domain.Slicks;

namespace Review.Data.Slicks;

/// <summary>Writes versions as GeoJSON (RFC 7946); outlines come from the database as text and are passed through.</summary>
internal static class GeoJsonWriter
{
    // Enough to write many features between two flushes.
    public const int FlushBytes = 256 * 1024;

    // Safe where the content type is JSON, and readable: a plus stays a plus.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Utf8JsonWriter Over(Stream output) => new(output, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static void Feature(Utf8JsonWriter json, SlickDetails slick, string outline)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteNumber("id", slick.Id);
        json.WritePropertyName("bbox");
        JsonSerializer.Serialize(json, slick.Bbox.Select(OutlineJson.Rounded), Options);
        json.WritePropertyName("geometry");
        json.WriteRawValue(outline, skipInputValidation: true);
        json.WritePropertyName("properties");
        JsonSerializer.Serialize(json, Properties.Of(slick), Options);
        json.WriteEndObject();
    }

    public static void Feature(Utf8JsonWriter json, HistoryVersion version, string outline)
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

    public static void Decisions(Utf8JsonWriter json, IReadOnlyList<HistoryDecision> decisions)
    {
        json.WritePropertyName("decisions");
        JsonSerializer.Serialize(json, decisions, Options);
    }

    /// <param name="next">The address of the next page; null for the last one.</param>
    public static void Links(Utf8JsonWriter json, string? next)
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
        long Id, long Case, long[] ParentCases, DateTimeOffset Timestamp, int Class, string ClassCode, int? MachineClass, double? MachineConfidence, double? HumanConfidence, bool Active, bool Validated,
        SlickState State, string? Notes, long? Run, string? Scene, string? Model, long? Decision, long[] Parents, DateTimeOffset CreatedAt, DateTimeOffset? DeactivatedAt,
        double AreaM2, double PerimeterM, double LengthM, double PolsbyPopper, double FillFactor, int Parts, double LargestAreaM2, double MedianAreaM2,
        double Longitude, double Latitude, int Vertices, long[]? SupersededBy, long[]? SupersededByCases, SupersedingDecision? SupersededByDecision)
    {
        public static Properties Of(SlickDetails s) => new(
            s.Id, s.Case, s.ParentCases, s.Timestamp, s.Class, SlickClass.Find(s.Class)!.Code, s.MachineClass, s.MachineConfidence, s.HumanConfidence, s.Active, s.Validated,
            s.State, s.Notes, s.Run, s.Scene, s.Model, s.Decision, s.Parents, s.CreatedAt, s.DeactivatedAt,
            s.AreaM2, s.PerimeterM, s.LengthM, s.PolsbyPopper, s.FillFactor, s.Parts, s.LargestAreaM2, s.MedianAreaM2,
            OutlineJson.Rounded(s.Longitude), OutlineJson.Rounded(s.Latitude), s.Vertices, s.SupersededBy?.Slicks, s.SupersededBy?.Cases,
            s.SupersededBy is { } by ? new SupersedingDecision(by.Decision, by.Kind, by.Reviewer, by.At) : null);
    }

    private sealed record SupersedingDecision(long Decision, string Kind, string Reviewer, DateTimeOffset At);
}
