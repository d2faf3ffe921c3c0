using System.Security.Cryptography;
using System.Text;

namespace Review.App.Shell;

/// <summary>Where the page's modules find the libraries that they import by name. It stands in the page, so its hash stands in the security policy.</summary>
internal static class LibraryMap
{
    public const string Json = """{ "imports": { "@mapbox/point-geometry": "/lib/mapbox/point-geometry.js", "pbf": "/lib/mapbox/pbf.js", "@mapbox/vector-tile": "/lib/mapbox/vector-tile.js" } }""";

    public static string PolicySource { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Json)))}'";
}
