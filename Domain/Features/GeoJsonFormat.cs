using System.Text.Json;

namespace Review.Domain.Features;

/// <summary>A GeoJSON FeatureCollection (RFC 7946).</summary>
internal sealed class GeoJsonFormat : IFeatureFormat
{
    // Enough to write many features between two flushes.
    private const int FlushBytes = 256 * 1024;

    public string Name => "geojson";

    public string MediaType => GeoJsonFeatures.MediaType;

    public string Extension => ".geojson";

    public async Task<long> Write(IAsyncEnumerable<SlickFeature> features, Stream output, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(output, GeoJsonFeatures.Plain);
        GeoJsonFeatures.BeginCollection(json);
        var count = 0L;
        await foreach (var feature in features.WithCancellation(cancellation))
        {
            GeoJsonFeatures.Write(json, feature);
            count++;
            if (json.BytesPending > FlushBytes)
            {
                await json.FlushAsync(cancellation);
            }
        }

        json.WriteEndArray();
        json.WriteNumber("numberReturned", count);
        json.WriteEndObject();
        return count;
    }
}
