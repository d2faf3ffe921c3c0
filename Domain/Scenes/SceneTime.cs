using System.Globalization;
using System.Text.RegularExpressions;

namespace Review.Domain.Scenes;

/// <summary>The acquisition time that stands in a Sentinel-1 product name.</summary>
internal static partial class SceneTime
{
    /// <returns>The start of acquisition, UTC; null when the name is not a Sentinel-1 product's.</returns>
    public static DateTimeOffset? Of(string sceneName) =>
        Start().Match(sceneName) is { Success: true } match
        && DateTimeOffset.TryParseExact(
            match.Groups["start"].Value, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start)
            ? start
            : null;

    [GeneratedRegex(@"^S1[A-D]_\w{2}_\w{4}_\w{4}_(?<start>\d{8}T\d{6})_\d{8}T\d{6}_", RegexOptions.CultureInvariant)]
    private static partial Regex Start();
}
