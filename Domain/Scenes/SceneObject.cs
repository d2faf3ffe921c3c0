namespace Review.Domain.Scenes;

/// <summary>An image in an object store: one object (GeoTIFF, PNG, zipped product), or all below a <c>.SAFE</c> prefix.</summary>
/// <param name="Key">Without a slash at its ends.</param>
public sealed record SceneObject(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    public bool IsProduct => Key.EndsWith(".SAFE", StringComparison.OrdinalIgnoreCase);

    /// <summary>Is that meant to be an object, and not a file?</summary>
    public static bool IsOne(string path) => path.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <returns>Null when the text does not begin with s3://.</returns>
    /// <exception cref="RuleBrokenException">It does, and names no object.</exception>
    public static SceneObject? Parse(string text)
    {
        if (!IsOne(text))
        {
            return null;
        }

        // The key becomes a path on this machine, so its parts may not lead elsewhere.
        var parts = text[Scheme.Length..].TrimEnd('/').Split('/');
        return parts.Length >= 2 && parts.All(part => part is not ("" or "." or "..") && !part.Contains('\0', StringComparison.Ordinal))
            ? new SceneObject(parts[0], string.Join('/', parts[1..]))
            : throw new RuleBrokenException("path", $"{text} names no object: write s3://BUCKET/KEY.");
    }

    /// <param name="allowed">s3://BUCKET or s3://BUCKET/PREFIX; a prefix ends where a name between slashes ends.</param>
    public bool LiesIn(string allowed) => $"{this}/".StartsWith($"{allowed.TrimEnd('/')}/", StringComparison.Ordinal);

    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}

/// <summary>Object stores that speak the protocol of S3.</summary>
public interface ISceneObjects
{
    /// <summary>
    /// Brings an image to this machine, where it stays. Each object arrives whole or not at all; the same version is not fetched again, and
    /// another one comes to lie beside it.
    /// </summary>
    /// <param name="progress">Hears how much of it is here.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="RuleBrokenException">It cannot be had; the sentence says why.</exception>
    Task<string> Fetch(SceneObject image, IProgress<FetchProgress>? progress, CancellationToken cancellation);

    /// <summary>Asks how large an image is, without fetching it.</summary>
    /// <returns>Bytes, of all that belongs to it; null when the store does not answer.</returns>
    /// <exception cref="RuleBrokenException">The store refuses it, or has none; the sentence says why.</exception>
    Task<long?> Size(SceneObject image, CancellationToken cancellation);
}
