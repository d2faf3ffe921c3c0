using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Geometry;
using Review.Domain.Slicks;

namespace Review.Data.Inference;

/// <summary>How patient it is with the service.</summary>
internal sealed record RemotePatience(TimeSpan Try, int Retries, TimeSpan FirstPause, TimeSpan Break)
{
    public static RemotePatience Usual { get; } = new(TimeSpan.FromSeconds(60), 3, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));
}

/// <summary>A service that is sent windows and answers probabilities or GeoJSON; the contract is that of <c>detect-service</c>.</summary>
internal sealed class RemoteDetector : IDetector
{
    public const string Float32 = "application/octet-stream";
    public const string Features = "application/geo+json";
    private const long MostAnswerBytes = 512L << 20;
    private readonly HttpClient http;
    private readonly ResiliencePipeline<HttpResponseMessage> pipeline;
    private readonly string name;

    private RemoteDetector(string name, HttpClient http, RemotePatience patience)
    {
        (this.name, this.http) = (name, http);
        pipeline = Pipeline(patience);
        Card = ReadCard();
    }

    public DetectorCard Card { get; }

    /// <exception cref="RuleBrokenException">The service does not answer, or not with a card.</exception>
    public static RemoteDetector Connect(ModelCard card, string? key) =>
        card.Url is { } url
            ? Connect(card.Name, url, key, RemotePatience.Usual)
            : throw new RuleBrokenException("model", $"The card of the model {card.Name} has no url.");

    public static RemoteDetector Connect(string name, Uri url, string? key, RemotePatience patience)
    {
        // Not followed elsewhere: a redirect would take the pixels and the key to a place that nobody configured.
        var http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            }
        )
        {
            BaseAddress = new Uri(url.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MostAnswerBytes,
        };
        if (!string.IsNullOrEmpty(key))
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        try
        {
            return new RemoteDetector(name, http, patience);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    public ClassProbabilities Detect(PixelWindow window, CancellationToken cancellation)
    {
        var box = window.Box;
        var address = string.Create(
            CultureInfo.InvariantCulture,
            $"v1/windows?west={box.West:R}&south={box.South:R}&east={box.East:R}&north={box.North:R}&width={window.Width}&height={window.Height}&metresPerPixel={window.MetresPerPixel:R}&unit={window.Unit}{(window.IsPartOfScene ? "&isPartOfScene=true" : "")}"
        );
        var body = new byte[window.Bands.Sum(band => band.Length) * sizeof(float)];
        var at = 0;
        foreach (var band in window.Bands)
        {
            MemoryMarshal.AsBytes(band.AsSpan()).CopyTo(body.AsSpan(at));
            at += band.Length * sizeof(float);
        }

        using var answer = Ask(
            () =>
                new HttpRequestMessage(HttpMethod.Post, address)
                {
                    Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(Float32) } },
                    Headers = { Accept = { new MediaTypeWithQualityHeaderValue(Float32), new MediaTypeWithQualityHeaderValue(Features) } },
                },
            cancellation
        );
        var bytes = Bytes(answer);
        return answer.Content.Headers.ContentType?.MediaType switch
        {
            Float32 => Probabilities(bytes, window),
            Features => Painted(bytes, window),
            var other => throw Garbage($"with {other ?? "no content type"}"),
        };
    }

    public void Dispose() => http.Dispose();

    private DetectorCard ReadCard()
    {
        using var answer = Ask(() => new HttpRequestMessage(HttpMethod.Get, "v1/card"), CancellationToken.None);
        try
        {
            var card = JsonSerializer.Deserialize<DetectorCard>(Bytes(answer), JsonSerializerOptions.Web);
            var isUsable =
                card is { Name: not null, Version: not null, Classes.Count: > 0, Bands.Count: > 0, Thresholds.Keep: > 0 }
                && card.Classes.All(id => SlickClass.Find(id) is not null);
            return isUsable
                ? card! with
                {
                    Name = name,
                    Parallelism = Math.Clamp(card.Parallelism, 1, 16),
                    ContextPixels = Math.Clamp(card.ContextPixels, 0, 512),
                }
                : throw Garbage("with a card that lacks what a run needs");
        }
        catch (JsonException)
        {
            throw Garbage("with a card that is not JSON");
        }
    }

    private HttpResponseMessage Ask(Func<HttpRequestMessage> request, CancellationToken cancellation)
    {
        try
        {
            var answer = pipeline.Execute(
                token =>
                {
                    using var message = request();
                    return http.Send(message, HttpCompletionOption.ResponseContentRead, token);
                },
                cancellation
            );
            return answer.IsSuccessStatusCode ? answer : throw Refused(answer);
        }
        catch (TimeoutRejectedException)
        {
            throw new RuleBrokenException(
                "model",
                $"The service of the model {name} did not answer in time. Is it overloaded? The run can be repeated."
            );
        }
        catch (BrokenCircuitException)
        {
            throw new RuleBrokenException(
                "model",
                $"The service of the model {name} failed several times in a row, so it is left alone for a while. Look at its log, "
                    + "then repeat the run."
            );
        }
        catch (HttpRequestException broken)
        {
            throw new RuleBrokenException("model", $"The service of the model {name} cannot be reached: {broken.Message}");
        }
    }

    private RuleBrokenException Refused(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        answer.Dispose();
        return new RuleBrokenException("model", $"The service of the model {name} answered with status {status}. Its log says why.");
    }

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(RemotePatience patience)
    {
        var fails = new PredicateBuilder<HttpResponseMessage>()
            .Handle<HttpRequestException>()
            .Handle<TimeoutRejectedException>()
            .HandleResult(answer => (int)answer.StatusCode is >= 500 or 408 or 429);
        return new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    ShouldHandle = fails,
                    MaxRetryAttempts = patience.Retries,
                    Delay = patience.FirstPause,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    OnRetry = retry =>
                    {
                        retry.Outcome.Result?.Dispose();
                        return default;
                    },
                }
            )
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<HttpResponseMessage>
                {
                    ShouldHandle = fails,
                    FailureRatio = 0.6,
                    MinimumThroughput = 6,
                    SamplingDuration = TimeSpan.FromMinutes(1),
                    BreakDuration = patience.Break,
                }
            )
            .AddTimeout(patience.Try)
            .Build();
    }

    private static byte[] Bytes(HttpResponseMessage answer)
    {
        using var stream = answer.Content.ReadAsStream();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private RuleBrokenException Garbage(string how) =>
        new("model", $"The service of the model {name} answered {how}, which is not what the contract says; nothing of this run is used.");

    private ClassProbabilities Probabilities(byte[] bytes, PixelWindow window)
    {
        var size = window.Width * window.Height;
        if (bytes.Length != size * Card.Classes.Count * sizeof(float))
        {
            throw Garbage($"with {bytes.Length:N0} bytes for {Card.Classes.Count} classes of {window.Width} × {window.Height} pixels");
        }

        var numbers = MemoryMarshal.Cast<byte, float>(bytes);
        var planes = new float[Card.Classes.Count][];
        for (var plane = 0; plane < planes.Length; plane++)
        {
            planes[plane] = numbers.Slice(plane * size, size).ToArray();
        }

        return new ClassProbabilities(planes).WhereSeen(window);
    }

    // Outlines become the probability that they claim, in the pixels whose middle they cover.
    private ClassProbabilities Painted(byte[] bytes, PixelWindow window)
    {
        var planes = Card.Classes.Select(_ => new float[window.Width * window.Height]).ToArray();
        try
        {
            using var document = JsonDocument.Parse(bytes);
            foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
            {
                var properties = feature.GetProperty("properties");
                var plane = Card.Classes.ToList().IndexOf(properties.GetProperty("class").GetInt32());
                var confidence = properties.GetProperty("machine_confidence").GetSingle();
                if (plane < 0 || !(confidence is >= 0 and <= 1))
                {
                    throw Garbage("with a class or a confidence that its card does not know");
                }

                Paint(planes[plane], window, Outline.Normalize(GeoJson.Read(feature.GetProperty("geometry"))), confidence);
            }
        }
        catch (Exception wrong)
            when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OutlineException)
        {
            throw Garbage("with GeoJSON that cannot be read");
        }

        return new ClassProbabilities(planes);
    }

    private static void Paint(float[] plane, PixelWindow window, MultiPolygon outline, float confidence)
    {
        var (box, lon, lat) = (window.Box, window.Box.Width / window.Width, window.Box.Height / window.Height);
        var prepared = PreparedGeometryFactory.Prepare(outline);
        var around = outline.EnvelopeInternal;
        for (var row = 0; row < window.Height; row++)
        {
            var y = box.North - ((row + 0.5) * lat);
            for (var column = 0; column < window.Width && y >= around.MinY && y <= around.MaxY; column++)
            {
                // Longitudes of a window over the antimeridian go on above 180, those of GeoJSON do not.
                var x = box.West + ((column + 0.5) * lon);
                x = x > 180 ? x - 360 : x;
                if (x >= around.MinX && x <= around.MaxX && prepared.Contains(Outline.Factory.CreatePoint(new Coordinate(x, y))))
                {
                    plane[(row * window.Width) + column] = Math.Max(plane[(row * window.Width) + column], confidence);
                }
            }
        }
    }
}
