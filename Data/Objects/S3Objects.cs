using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Configuration;
using Review.Domain;
using Review.Domain.Scenes;

namespace Review.Data.Objects;

/// <summary>
/// Images out of S3, or of what speaks its protocol at <c>REVIEW_S3_ENDPOINT</c>. Credentials are settings, or found where Amazon's own
/// tools look for them.
/// </summary>
/// <param name="folder">Objects come to lie in <c>BUCKET/VERSION/KEY</c> below it.</param>
internal sealed class S3Objects(IConfiguration settings, string folder) : ISceneObjects, IDisposable
{
    /// <summary>A product has about thirty files; a prefix of far more is not one.</summary>
    private const int MostObjects = 1_000;

    private const int BufferBytes = 1 << 17;

    // Of a file that is being fetched; and of the lock of whoever fetches into a folder, beside it.
    private const string Half = ".part";
    private const string Lock = ".lock";

    // The database may be on the same disk.
    private const long Reserve = 2_000_000_000;

    // Asked for credentials first when somebody wants an object: without any the search takes seconds.
    private readonly Lazy<AmazonS3Client> client = new(() => Client(settings));

    public async Task<string> Fetch(SceneObject image, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            var found = await Found(image, cancellation);
            // Another version of an object is another file: what is shown of the one before stays as it was.
            var version = Path.Combine(folder, image.Bucket, Digest(found));
            Directory.CreateDirectory(version);
            using var alone = await FileLock.Exclusive(version + Lock, cancellation);
            Sweep(version);
            var meter = new Meter(found.Sum(one => one.Bytes), progress);
            foreach (var one in found)
            {
                await FetchOne(image.Bucket, one, Path.Combine(version, one.Key), meter, cancellation);
            }

            return Path.Combine(version, image.Key);
        }
        catch (AmazonS3Exception refused)
        {
            throw new RuleBrokenException("path", Sentence(image, refused));
        }
        catch (Exception unreachable)
            when (unreachable is AmazonClientException or HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new RuleBrokenException("path", $"{image} cannot be fetched: {unreachable.Message}");
        }
    }

    public async Task<long?> Size(SceneObject image, CancellationToken cancellation)
    {
        try
        {
            return (await Found(image, cancellation)).Sum(one => one.Bytes);
        }
        catch (AmazonS3Exception refused)
        {
            throw new RuleBrokenException("path", Sentence(image, refused));
        }
        catch (Exception unreachable) when (unreachable is AmazonClientException or HttpRequestException)
        {
            // Who fetches it asks for longer, and says why when there is still no answer.
            return null;
        }
    }

    /// <summary>Deletes what processes left half fetched that were killed over it; nobody may be fetching into the folder.</summary>
    private static void Sweep(string version)
    {
        foreach (var half in Directory.EnumerateFiles(version, "*" + Half, SearchOption.AllDirectories).Where(IsHalf).ToList())
        {
            File.Delete(half);
        }
    }

    // An object may have such an ending too, and no such name.
    private static bool IsHalf(string file) =>
        Path.GetFileName(file).Split('.') is [.., { Length: 32 } own, _] && Guid.TryParseExact(own, "N", out _);

    private async Task<IReadOnlyList<StoredObject>> Found(SceneObject image, CancellationToken cancellation) =>
        image.IsProduct ? await Below(image, cancellation) : [await Look(image, cancellation)];

    public void Dispose()
    {
        if (client.IsValueCreated)
        {
            client.Value.Dispose();
        }
    }

    private static AmazonS3Client Client(IConfiguration settings) =>
        settings["AWS_ACCESS_KEY_ID"] is { Length: > 0 } key && settings["AWS_SECRET_ACCESS_KEY"] is { Length: > 0 } secret
            ? new AmazonS3Client(
                settings["AWS_SESSION_TOKEN"] is { Length: > 0 } token
                    ? new SessionAWSCredentials(key, secret, token)
                    : new BasicAWSCredentials(key, secret),
                Configuration(settings)
            )
            : new AmazonS3Client(Configuration(settings));

    private static AmazonS3Config Configuration(IConfiguration settings)
    {
        var configuration = new AmazonS3Config { MaxErrorRetry = 3 };
        if (settings["REVIEW_S3_ENDPOINT"] is { Length: > 0 } endpoint)
        {
            (configuration.ServiceURL, configuration.ForcePathStyle) = (endpoint, true);
            configuration.AuthenticationRegion = settings["AWS_REGION"] is { Length: > 0 } region ? region : "us-east-1";
        }

        return configuration;
    }

    private static string Sentence(SceneObject image, AmazonS3Exception refused) =>
        refused.StatusCode switch
        {
            HttpStatusCode.NotFound when refused.ErrorCode == "NoSuchBucket" => $"There is no bucket {image.Bucket}.",
            HttpStatusCode.NotFound => $"There is no object {image}.",
            HttpStatusCode.PreconditionFailed => $"{image} was replaced while it was fetched. Try again.",
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => $"The credentials of the server do not open {image}.",
            _ => $"{image} cannot be fetched: {refused.Message}",
        };

    private async Task<StoredObject> Look(SceneObject image, CancellationToken cancellation)
    {
        var facts = await client.Value.GetObjectMetadataAsync(image.Bucket, image.Key, cancellation);
        return new StoredObject(image.Key, facts.ETag, facts.ContentLength);
    }

    private async Task<IReadOnlyList<StoredObject>> Below(SceneObject product, CancellationToken cancellation)
    {
        var objects = new List<StoredObject>();
        var request = new ListObjectsV2Request { BucketName = product.Bucket, Prefix = $"{product.Key}/" };
        ListObjectsV2Response page;
        do
        {
            page = await client.Value.ListObjectsV2Async(request, cancellation);
            objects.AddRange(
                (page.S3Objects ?? [])
                    .Where(found => !found.Key.EndsWith('/'))
                    .Select(found => new StoredObject(found.Key, found.ETag, found.Size ?? 0))
            );
            request.ContinuationToken = page.NextContinuationToken;
            if (objects.Count > MostObjects)
            {
                throw new RuleBrokenException(
                    "path",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Below {product} are more than {MostObjects:N0} objects: that is no product."
                    )
                );
            }
        } while (page.IsTruncated == true);
        // Names come from the store and become paths here: parsing refuses those that lead elsewhere.
        objects.ForEach(found => SceneObject.Parse($"s3://{product.Bucket}/{found.Key}"));
        return objects.Count > 0 ? objects : throw new RuleBrokenException("path", $"There is nothing below {product}/.");
    }

    private static string Digest(IReadOnlyList<StoredObject> objects) =>
        Convert.ToHexStringLower(
            SHA256
                .HashData(
                    Encoding.UTF8.GetBytes(
                        string.Join('\n', objects.Select(found => $"{found.Key} {found.ETag}").Order(StringComparer.Ordinal))
                    )
                )
                .AsSpan(0, 8)
        );

    private async Task FetchOne(string bucket, StoredObject found, string path, Meter meter, CancellationToken cancellation)
    {
        if (new FileInfo(path) is { Exists: true } there && there.Length == found.Bytes)
        {
            meter.Add(found.Bytes);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RequireRoom(path, found.Bytes);
        var draft = $"{path}.{Guid.NewGuid():N}{Half}";
        try
        {
            using var answer = await client.Value.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = bucket,
                    Key = found.Key,
                    EtagToMatch = found.ETag,
                },
                cancellation
            );
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await Copy(answer.ResponseStream, file, meter, cancellation);
                if (file.Length != found.Bytes)
                {
                    throw new IOException($"{found.Key} ended after {file.Length} of {found.Bytes} bytes.");
                }
            }

            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static async Task Copy(Stream from, FileStream to, Meter meter, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        for (int read; (read = await from.ReadAsync(buffer, cancellation)) > 0; meter.Add(read))
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    private static void RequireRoom(string path, long bytes)
    {
        var free = new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace - Reserve;
        if (free < bytes)
        {
            throw new RuleBrokenException(
                "path",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The image has {bytes / 1e6:N0} MB, and the disk of the data folder has room for {Math.Max(0, free) / 1e6:N0} MB more."
                )
            );
        }
    }

    /// <summary>Counts what is here.</summary>
    private sealed class Meter(long total, IProgress<FetchProgress>? progress)
    {
        private long here;

        public void Add(long bytes) => progress?.Report(new FetchProgress(here += bytes, total));
    }

    private sealed record StoredObject(string Key, string ETag, long Bytes);
}
