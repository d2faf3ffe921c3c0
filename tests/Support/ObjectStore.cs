using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Review.Tests.Support;

/// <summary>A server that speaks S3, on the loopback, with a bucket "scenes"; what lies in a folder of it is its content.</summary>
internal sealed class ObjectStore : IAsyncDisposable
{
    public const string Bucket = "scenes";

    // The only credentials that it knows, as key and as secret.
    private const string Known = "S3RVER";

    private readonly string folder = TemporaryFolder.Create();
    private readonly Process server;

    private ObjectStore(int port)
    {
        Endpoint = new Uri($"http://127.0.0.1:{port}");
        server = Process.Start(
            new ProcessStartInfo(
                "node",
                [
                    Path.Combine(Repository.Root, "node_modules", "s3rver", "bin", "s3rver.js"),
                    "--directory",
                    folder,
                    "--address",
                    "127.0.0.1",
                    "--port",
                    $"{port}",
                    "--silent",
                    "--configure-bucket",
                    Bucket,
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
    }

    public Uri Endpoint { get; }

    /// <summary>What the application needs to read from it.</summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>
        {
            ["REVIEW_S3_ENDPOINT"] = Endpoint.ToString(),
            ["AWS_ACCESS_KEY_ID"] = Known,
            ["AWS_SECRET_ACCESS_KEY"] = Known,
        };

    public static async Task<ObjectStore> Start(CancellationToken cancellation)
    {
        var store = new ObjectStore(FreePort());
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync(IPAddress.Loopback, store.Endpoint.Port, cancellation);
                return store;
            }
            catch (SocketException) when (attempt < 100 && !store.server.HasExited)
            {
                await Task.Delay(100, cancellation);
            }
        }
    }

    /// <summary>Puts a file, or all files of a folder below the key.</summary>
    public async Task Put(string key, string path, CancellationToken cancellation)
    {
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(Known, Known),
            new AmazonS3Config
            {
                ServiceURL = Endpoint.ToString(),
                ForcePathStyle = true,
                AuthenticationRegion = "us-east-1",
            }
        );
        foreach (var file in Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path])
        {
            var name = file == path ? key : $"{key}/{Path.GetRelativePath(path, file)}";
            await client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = Bucket,
                    Key = name,
                    FilePath = file,
                    UseChunkEncoding = false,
                },
                cancellation
            );
        }
    }

    public async Task Stop()
    {
        server.Kill();
        await server.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
