using System.Text.Json;
using System.Text.RegularExpressions;

namespace Review.Domain.Geometry;

/// <summary>The member <c>crs</c> that GeoJSON had before RFC 7946, and that many tools still write.</summary>
internal static partial class CoordinateSystem
{
    /// <summary>
    /// Whether coordinates are longitude and latitude on WGS 84, as GeoJSON means anyway: nothing is said, or it is said by any of its
    /// names.
    /// </summary>
    /// <param name="holder">A collection, a feature or a geometry.</param>
    /// <returns>False for any other system, and for what names none (a link, a number).</returns>
    public static bool IsLongitudeAndLatitude(JsonElement holder) =>
        holder.ValueKind != JsonValueKind.Object
        || !holder.TryGetProperty("crs", out var crs)
        || crs.ValueKind == JsonValueKind.Null
        || (NameOf(crs) is { } name && LongitudeAndLatitude().IsMatch(name.Trim()));

    private static string? NameOf(JsonElement crs) =>
        crs.ValueKind switch
        {
            JsonValueKind.String => GeoJson.TextOf(crs),
            JsonValueKind.Object when Named(crs, "properties") is { ValueKind: JsonValueKind.Object } properties => properties switch
            {
                _ when Named(properties, "name") is { ValueKind: JsonValueKind.String } name => GeoJson.TextOf(name),
                _ when Named(properties, "code") is { ValueKind: JsonValueKind.Number or JsonValueKind.String } code => $"EPSG:{code}",
                _ => null,
            },
            _ => null,
        };

    private static JsonElement? Named(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) ? value : null;

    // EPSG:4326, urn:ogc:def:crs:OGC:1.3:CRS84, http://www.opengis.net/def/crs/EPSG/0/4326, …: compared whole, since EPSG:14326 is another
    // system.
    [GeneratedRegex(
        @"^((urn:(x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(EPSG[:/]([0-9.]*[:/])?4326|OGC[:/]([0-9.]*[:/])?CRS:?84)|CRS:?84|https?://www\.opengis\.net/gml/srs/epsg\.xml#4326|WGS ?84)\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex LongitudeAndLatitude();
}
