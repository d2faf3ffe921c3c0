using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.App.Cli;

/// <summary><c>detect-service</c>: a detector for others to use over HTTP; the other end of the remote detector.</summary>
internal static class DetectServiceVerb
{
    public const string KeyVariable = "REVIEW_DETECT_KEY";
    private const int MostPixels = 4_200_000;
    private const int MostBands = 8;

    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "Which detector; without it, dark-spot." };
        var urls = new Option<string>("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => "http://127.0.0.1:8090" };
        var verb = new Command(
            "detect-service",
            $"Be a detector for other installations: windows in, probabilities out. With {KeyVariable} set, callers must send it as "
                + "a bearer token."
        )
        {
            model,
            urls,
        };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var services = DetectVerb.Services();
                using var detector = services.GetRequiredService<IDetectors>().Open(arguments.GetValue(model));
                await using var app = Build(detector, arguments.GetRequiredValue(urls), Environment.GetEnvironmentVariable(KeyVariable));
                await Shell.WebHost.Start(app, cancellation);
                Console.WriteLine(
                    $"{detector.Card.Name} {detector.Card.Version} is at {app.Urls.First()}; its contract is at /openapi/v1.json."
                );
                await app.WaitForShutdownAsync(cancellation);
                return 0;
            }
        );
        return verb;
    }

    /// <param name="key">That callers must send; null or empty for none, which is for this machine only.</param>
    internal static WebApplication Build(IDetector detector, string urls, string? key)
    {
        if (string.IsNullOrEmpty(key) && urls.Split(';').Any(url => !IsLocal(url)))
        {
            throw new CommandException($"Set {KeyVariable} before others than this machine can reach the service.");
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder
            .WebHost.UseUrls(urls)
            .ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = (long)MostPixels * MostBands * sizeof(float));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddOpenApi();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(detector);
        builder.Services.AddSingleton(new SemaphoreSlim(detector.Card.Parallelism));
        var app = builder.Build();
        app.Use((http, next) => Admit(http, next, key));
        app.MapOpenApi();
        app.MapGet("/v1/card", (IDetector one) => one.Card).WithSummary("What the detector is, and how scenes are to be cut for it.");
        app.MapPost("/v1/windows", Answer)
            .Accepts<byte[]>("application/octet-stream")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Probabilities of one window.")
            .WithDescription(
                "The body is float32, little-endian: for each band of the card width × height pixels, row by row from the "
                    + "north-west; NaN where there is no data. isPartOfScene says that the window is one of several of a scene, which "
                    + "goes on beyond it; without it, the window is all that there is. The answer is the same for each class of the card: "
                    + "probabilities from 0 to 1. A service may instead answer application/geo+json: a FeatureCollection of polygons in "
                    + "longitude and latitude with the properties class and machine_confidence."
            );
        return app;
    }

    private static bool IsLocal(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)));

    private static Task Admit(HttpContext http, RequestDelegate next, string? key)
    {
        if (
            !string.IsNullOrEmpty(key)
            && !CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes($"Bearer {key}"),
                Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString())
            )
        )
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return next(http);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Answer(
        HttpRequest request,
        IDetector detector,
        SemaphoreSlim turn,
        double west,
        double south,
        double east,
        double north,
        int width,
        int height,
        double metresPerPixel,
        PixelUnit unit,
        CancellationToken cancellation,
        bool isPartOfScene = false
    )
    {
        if (width < 1 || height < 1 || (long)width * height > MostPixels || !(east > west) || !(north > south) || !(metresPerPixel > 0))
        {
            return TypedResults.Problem(
                $"A window has from 1 to {MostPixels:N0} pixels, a box from west to east and south to north, and a pixel size above 0.",
                statusCode: StatusCodes.Status400BadRequest
            );
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var (size, bands) = (width * height, detector.Card.Bands.Count);
        if (body.Length != (long)size * bands * sizeof(float))
        {
            return TypedResults.Problem(
                $"The body has {body.Length:N0} bytes; {bands} {(bands == 1 ? "band" : "bands")} of {width} × {height} float32 "
                    + $"pixels have {(long)size * bands * sizeof(float):N0}.",
                statusCode: StatusCodes.Status400BadRequest
            );
        }

        await turn.WaitAsync(cancellation);
        try
        {
            var window = new PixelWindow(
                new GeoBox(west, south, east, north),
                width,
                height,
                metresPerPixel,
                unit,
                Bands(body.ToArray(), size, bands)
            )
            {
                IsPartOfScene = isPartOfScene,
            };
            return TypedResults.Bytes(Bytes(detector.Detect(window, cancellation)), "application/octet-stream");
        }
        catch (RuleBrokenException broken)
        {
            return TypedResults.Problem(broken.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        finally
        {
            turn.Release();
        }
    }

    private static float[][] Bands(byte[] body, int size, int bands) =>
        [.. Enumerable.Range(0, bands).Select(band => MemoryMarshal.Cast<byte, float>(body).Slice(band * size, size).ToArray())];

    private static byte[] Bytes(ClassProbabilities answer)
    {
        var bytes = new byte[answer.Planes.Sum(plane => plane.Length) * sizeof(float)];
        var at = 0;
        foreach (var plane in answer.Planes)
        {
            MemoryMarshal.AsBytes(plane.AsSpan()).CopyTo(bytes.AsSpan(at));
            at += plane.Length * sizeof(float);
        }

        return bytes;
    }
}
