using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Review.App.People;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.People;

namespace Review.Tests.Support;

/// <summary>
/// The web application in this process, on a free port of the loopback, over a database of its own, with a key for each role.
/// </summary>
public class WebApp(TestServer server) : IAsyncLifetime
{
    /// <summary>Whose timers tick three hundred times as fast: a minute is a fifth of a second.</summary>
    public sealed class Hurried(TestServer server) : WebApp(server)
    {
        protected override TimeProvider Time { get; } = new HurriedTime();

        private sealed class HurriedTime : TimeProvider
        {
            public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
                base.CreateTimer(
                    callback,
                    state,
                    dueTime > TimeSpan.Zero ? dueTime / 300 : dueTime,
                    period > TimeSpan.Zero ? period / 300 : period
                );
        }
    }

    private readonly Dictionary<Role, HttpClient> clients = [];
    private IDatabase database = null!;
    private WebApplication app = null!;

    /// <summary>Gives slicks and looks at the database beside the application.</summary>
    public Desk Desk { get; } = new(server);

    /// <summary>Without a key and without a cookie.</summary>
    public HttpClient Nobody { get; private set; } = null!;

    public HttpClient Viewer => clients[Role.Viewer];

    public HttpClient Analyst => clients[Role.Analyst];

    public IServiceProvider Services => app.Services;

    protected virtual TimeProvider Time => TimeProvider.System;

    /// <summary>Beside the address and the data folder.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        await Desk.InitializeAsync();
        database = await Desk.Open(Desk.Database);
        app = WebHost.Build(
            database,
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new("REVIEW_URLS", "http://127.0.0.1:0"),
                    new("REVIEW_DATA", Desk.Folder),
                    new("Logging:LogLevel:Default", "None"),
                    .. Settings,
                ])
                .Build(),
            others: services => services.AddSingleton<IRunWork>(Desk.Work).AddSingleton(Time)
        );
        await WebHost.Start(app, Cancellation);
        Nobody = Client();
        foreach (var role in Enum.GetValues<Role>())
        {
            clients[role] = Client(await Send(new CreateApiKey(role.ToString().ToLowerInvariant(), role)));
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var client in clients.Values.Append(Nobody))
        {
            client.Dispose();
        }

        await app.DisposeAsync();
        await database.DisposeAsync();
        await Desk.DisposeAsync();
    }

    public HttpClient As(Role role) => clients[role];

    /// <summary>Sends a request in the application, as its command line does.</summary>
    public async Task<T> Send<T>(IRequest<T> request)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, Cancellation);
    }

    public async Task Send(IRequest request)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, Cancellation);
    }

    public HttpClient Client(string? key = null, CookieContainer? cookies = null)
    {
        // The handler is the client's to dispose.
        var client = new HttpClient(
            new HttpClientHandler
            {
                AllowAutoRedirect = false,
                UseCookies = cookies is not null,
                CookieContainer = cookies ?? new CookieContainer(),
            }
        )
        {
            BaseAddress = new Uri(app.Urls.First()),
        };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }

    /// <summary>A browser in which somebody with this role is signed in.</summary>
    /// <param name="called">The person's name; absent for any.</param>
    public async Task<HttpClient> SignedIn(Role role, string? called = null)
    {
        var name = called ?? $"{role}-{Guid.NewGuid():N}".ToLowerInvariant();
        await Send(new AddPerson(name, role, "Correct-horse-7"));
        var browser = Client(cookies: new CookieContainer());
        var token = app.Services.GetRequiredService<OneTimeSignIn>().Issue(name);
        (await browser.GetAsync(new Uri($"/signin/once?token={token}", UriKind.Relative), Cancellation))
            .Headers.Location!.ToString()
            .ShouldBe("/");
        return browser;
    }
}

/// <summary>What an HTTP request was answered with.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Json, string Text, HttpResponseMessage Message)
{
    public int Code => (int)Status;

    /// <summary>The sentence of a problem.</summary>
    public string Detail => Json.GetProperty("detail").GetString()!;

    public string Type => Json.GetProperty("type").GetString()!;

    /// <summary>Members of <c>properties</c> of a feature.</summary>
    public JsonElement Properties => Json.GetProperty("properties");

    public long Id(string member) => Json.GetProperty(member).GetInt64();

    public long[] Ids(string member) => [.. Json.GetProperty(member).EnumerateArray().Select(each => each.GetInt64())];

    /// <summary>Ids of the features of a collection, in their order.</summary>
    public long[] Features => [.. Json.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetInt64())];

    /// <summary>The fields that a 400 complains about.</summary>
    public string[] Errors => [.. Json.GetProperty("errors").EnumerateObject().Select(wrong => wrong.Name)];
}

/// <summary>Requests as scripts send them.</summary>
internal static class Requests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<Answer> Get(this HttpClient client, string address) =>
        Read(client.GetAsync(new Uri(address, UriKind.Relative), Cancellation));

    /// <summary>Imports one slick.</summary>
    public static async Task<long> GivenSlick(this HttpClient client, string wkt = "POLYGON ((3 55, 3.1 55, 3.1 55.1, 3 55.1, 3 55))")
    {
        var detection = new
        {
            type = "Feature",
            properties = new { inf_idx = 1, machine_confidence = 0.9 },
            geometry = Json(wkt),
        };
        var answer = await client.Post(
            $"/api/import?scene={Desk.Scene}&again=true",
            new { type = "FeatureCollection", features = new[] { detection } }
        );
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer.Ids("slicks")[0];
    }

    /// <summary>Posts a decision with a key of its own.</summary>
    public static Task<Answer> Decide(this HttpClient client, object body, string? key = null) =>
        client.Post("/api/decisions", body, key ?? Guid.NewGuid().ToString());

    public static Task<Answer> Post(
        this HttpClient client,
        string address,
        object? body = null,
        string? key = null,
        string type = "application/json",
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address);
        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return Read(client.SendAsync(request, Cancellation));
    }

    public static async Task<Answer> Read(Task<HttpResponseMessage> sent)
    {
        var message = await sent;
        var text = await message.Content.ReadAsStringAsync(Cancellation);
        var json =
            message.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true
                ? JsonSerializer.Deserialize<JsonElement>(text)
                : default;
        return new Answer(message.StatusCode, json, text, message);
    }

    /// <summary>For what another process hears of after some milliseconds: asks again until it is so.</summary>
    /// <exception cref="TimeoutException">It is not so after ten seconds.</exception>
    public static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException("It did not become so within ten seconds.");
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>GeoJSON of WKT.</summary>
    public static JsonElement Json(string wkt)
    {
        static string Ring(NetTopologySuite.Geometries.LineString ring) =>
            $"[{string.Join(',', ring.Coordinates.Select(point => FormattableString.Invariant($"[{point.X:R},{point.Y:R}]")))}]";
        static string Rings(NetTopologySuite.Geometries.Polygon polygon) =>
            $"[{string.Join(',', ((NetTopologySuite.Geometries.LineString[])[polygon.ExteriorRing, .. polygon.InteriorRings]).Select(Ring))}]";
        return JsonSerializer.Deserialize<JsonElement>(
            Wkt.Read(wkt) switch
            {
                NetTopologySuite.Geometries.LineString line => $$"""{"type":"LineString","coordinates":{{Ring(line)}}}""",
                NetTopologySuite.Geometries.Polygon polygon => $$"""{"type":"Polygon","coordinates":{{Rings(polygon)}}}""",
                var parts =>
                    $$"""{"type":"MultiPolygon","coordinates":[{{string.Join(',', Enumerable.Range(0, parts.NumGeometries).Select(i => Rings((NetTopologySuite.Geometries.Polygon)parts.GetGeometryN(i))))}}]}""",
            }
        );
    }
}
