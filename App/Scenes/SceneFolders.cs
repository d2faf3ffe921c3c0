using Review.Domain;

namespace Review.App.Scenes;

/// <summary>Where images must lie that are registered over HTTP.</summary>
internal static class SceneFolders
{
    /// <returns>The folders of <c>REVIEW_SCENES</c>, separated by colons, or <c>scenes</c> in the data folder.</returns>
    public static IReadOnlyList<string> Of(IConfiguration settings) =>
        settings["REVIEW_SCENES"] is { Length: > 0 } given
            ? [.. given.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Path.GetFullPath)]
            : [Path.GetFullPath(Path.Combine(settings["REVIEW_DATA"] ?? ".data", "scenes"))];

    /// <returns>What <c>REVIEW_SCENE_OBJECTS</c> lists, separated by blanks: s3://BUCKET or s3://BUCKET/PREFIX.</returns>
    /// <exception cref="StartException">It lists something else; looked at when the application starts.</exception>
    public static IReadOnlyList<string> Objects(IConfiguration settings) =>
        [
            .. (settings["REVIEW_SCENE_OBJECTS"] ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(place =>
                    IsPlace(place)
                        ? place
                        : throw new StartException(
                            $"REVIEW_SCENE_OBJECTS has {place}: write s3://BUCKET or s3://BUCKET/PREFIX, separated by blanks."
                        )
                ),
        ];

    private static bool IsPlace(string place) => place.StartsWith("s3://", StringComparison.Ordinal) && place.Length > 5 && place[5] != '/';
}
