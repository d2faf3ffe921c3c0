namespace Review.Domain.Scenes;

/// <summary>Where the image of a scene comes from: whether it may, and what the scene is called after it.</summary>
internal static class SceneImagePlace
{
    /// <exception cref="RuleBrokenException">Objects of that place are not registered.</exception>
    public static SceneObject Allowed(RegisterScene request, SceneObject image) =>
        request.Within is null || request.Within.Any(image.LiesIn)
            ? image
            : throw new RuleBrokenException(
                "path",
                $"{image} is in no bucket that images are registered from. Ask the operator to add s3://{image.Bucket} to "
                    + "REVIEW_SCENE_OBJECTS."
            );

    /// <returns>The name of a file or object without its ending, 1 to 200 characters.</returns>
    /// <exception cref="RuleBrokenException">It is too long or empty.</exception>
    public static string NameOf(string path)
    {
        var name = Path.GetFileName(path.TrimEnd('/'));
        foreach (var ending in (string[])[".zip", ".SAFE", ".tif", ".tiff", ".png"])
        {
            name = name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
        }

        return name.Length is >= 1 and <= 200
            ? name
            : throw new RuleBrokenException("name", "Name the scene: the file's own name is too long or empty.");
    }
}
