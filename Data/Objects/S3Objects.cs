using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Configuration;
using Review.Domain.Decisions;
using Review.Domain.Scenes;

namespace Review.Data.Objects;

/// <summary>Images out of S3, or of what speaks its protocol at <c>REVIEW_S3_ENDPOINT</c>. Credentials are settings, or found where Amazon's own tools look for them.</summary>
/// <param name="folder">Objects come to lie in <c>BUCKET/KEY</c> below it.</param>
internal sealed class S3Objects(IConfiguration settings, string folder) : ISceneObjects, IDisposable
{
    /// <summary>A product has about thirty files; a prefix of far more is not one.</summary>
    private const int MostObjects = 1_000;

    // Asked for credentials first when somebody wants an object: without any the search takes seconds.
    private readonly Lazy<AmazonS3Client> client = new(() => Client(settings));

    public async Task<string> Fetch(SceneObject image, CancellationToken cancellation)
    {
        try
        {
            foreach (var found in image.IsProduct ? await Below(image, cancellation) : [image.Key])
            {
                await FetchOne(image.Bucket, found, cancellation);
            }
        }
        catch (AmazonS3Exception refused)
        {
            throw new RuleBrokenException("path", Sentence(image, refused));
        }
        catch (Exception unreachable) when (unreachable is AmazonClientException or HttpRequestException or IOException)
        {
            throw new RuleBrokenException("path", $"{image} cannot be fetched: {unreachable.Message}");
        }

        return PathOf(image.Bucket, image.Key);
    }

    public void Dispose()
    {
        if (client.IsValueCreated)
        {
            client.Value.Dispose();
        }
    }

    private static AmazonS3Client Client(IConfiguration settings) =>
        settings["AWS_ACCESS_KEY_ID"] is { Length: > 0 } key && settings["AWS_SECRET_ACCESS_KEY"] is { Length: > 0 } secret
            ? new AmazonS3Client(new BasicAWSCredentials(key, secret), Configuration(settings))
            : new AmazonS3Client(Configuration(settings));

    private static AmazonS3Config Configuration(IConfiguration settings)
    {
        var configuration = new AmazonS3Config { MaxErrorRetry = 3 };
        if (settings["REVIEW_S3_ENDPOINT"] is { Length: > 0 } endpoint)
        {
            (configuration.ServiceURL, configuration.ForcePathStyle) = (endpoint, true);
            configuration.AuthenticationRegion = settings["AWS_REGION"] ?? "us-east-1";
        }

        return configuration;
    }

    private static string Sentence(SceneObject image, AmazonS3Exception refused) => refused.StatusCode switch
    {
        HttpStatusCode.NotFound when refused.ErrorCode == "NoSuchBucket" => $"There is no bucket {image.Bucket}.",
        HttpStatusCode.NotFound => $"There is no object {image}.",
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => $"The credentials of the server do not open {image}.",
        _ => $"{image} cannot be fetched: {refused.Message}",
    };

    private async Task<IReadOnlyList<string>> Below(SceneObject product, CancellationToken cancellation)
    {
        var keys = new List<string>();
        var request = new ListObjectsV2Request { BucketName = product.Bucket, Prefix = $"{product.Key}/" };
        ListObjectsV2Response page;
        do
        {
            page = await client.Value.ListObjectsV2Async(request, cancellation);
            keys.AddRange((page.S3Objects ?? []).Select(found => found.Key).Where(key => !key.EndsWith('/')));
            request.ContinuationToken = page.NextContinuationToken;
            if (keys.Count > MostObjects)
            {
                throw new RuleBrokenException("path", string.Create(CultureInfo.InvariantCulture, $"Below {product} are more than {MostObjects:N0} objects: that is no product."));
            }
        }
        while (page.IsTruncated == true);
        return keys.Count > 0 ? keys : throw new RuleBrokenException("path", $"There is nothing below {product}/.");
    }

    private async Task FetchOne(string bucket, string key, CancellationToken cancellation)
    {
        var path = PathOf(bucket, key);
        using var answer = await client.Value.GetObjectAsync(bucket, key, cancellation);
        var there = new FileInfo(path);
        if (there.Exists && there.Length == answer.ContentLength && answer.LastModified is { } modified && there.LastWriteTimeUtc >= modified)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RequireRoom(path, answer.ContentLength);
        var draft = $"{path}.part";
        // Not shared: a second process that fetches the same object is told so.
        await using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await answer.ResponseStream.CopyToAsync(file, cancellation);
            if (file.Length != answer.ContentLength)
            {
                throw new IOException($"{key} ended after {file.Length} of {answer.ContentLength} bytes.");
            }
        }

        File.Move(draft, path, overwrite: true);
    }

    private static void RequireRoom(string path, long bytes)
    {
        var free = new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
        if (free < bytes)
        {
            throw new RuleBrokenException("path", string.Create(CultureInfo.InvariantCulture, $"The image has {bytes / 1e6:N0} MB and the disk of the data folder {free / 1e6:N0} MB left."));
        }
    }

    private string PathOf(string bucket, string key)
    {
        // Keys below a prefix come from the store, so they are looked at again.
        var path = Path.GetFullPath(Path.Combine(folder, bucket, key));
        return path.StartsWith(Path.GetFullPath(folder) + "/", StringComparison.Ordinal)
            ? path
            : throw new RuleBrokenException("path", $"The object {key} has a name that leads out of its folder.");
    }
}
