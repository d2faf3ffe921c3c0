using System.Net;
using Review.App.People;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>What protects people from pages of others, from intermediaries, and from their own scripts.</summary>
public sealed class HardeningTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://elsewhere.example", 403)]
    [InlineData("null", 403)]
    [InlineData("", 200)]
    public async Task A_stream_of_events_is_for_pages_of_this_site(string origin, int expected)
    {
        using var request = Stream(origin);
        using var answer = await app.Viewer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        ((int)answer.StatusCode).ShouldBe(expected);
    }

    [Fact]
    public async Task A_stream_of_events_opens_for_the_page_of_this_very_site()
    {
        using var request = Stream(app.Viewer.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await app.Viewer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_socket_is_for_pages_of_this_site()
    {
        using var browser = await app.SignedIn(Role.Viewer);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_blazor?id=x");
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.Add("Origin", "https://elsewhere.example");

        (await browser.SendAsync(request, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task One_key_opens_so_many_streams_and_no_more()
    {
        using var client = app.Client(await app.Send(new CreateApiKey("many streams", Role.Viewer)));
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < OpenConnections.MostOfOne; i++)
        {
            open.Add(
                await client.GetAsync(new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation)
            );
        }

        var refused = await client.Get("/api/events");

        open.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        (refused.Code, refused.Message.Headers.RetryAfter is not null).ShouldBe((503, true));
        open.ForEach(answer => answer.Dispose());
        await Requests.Until(async () =>
        {
            using var again = await client.GetAsync(
                new Uri("/api/events", UriKind.Relative),
                HttpCompletionOption.ResponseHeadersRead,
                Cancellation
            );
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    [Theory]
    [InlineData("/api/summary")]
    [InlineData("/api/slicks?limit=1")]
    [InlineData("/api/slicks/0")]
    public async Task What_the_api_answers_is_kept_by_nobody(string address) =>
        (await app.Viewer.Get(address)).Message.Headers.CacheControl!.NoStore.ShouldBeTrue();

    [Theory]
    [InlineData("[]", "it is not an object")]
    [InlineData("5", "it is not an object")]
    [InlineData("\"x\"", "it is not an object")]
    public async Task A_body_that_is_no_object_is_said_without_names_of_the_inside(string body, string sentence)
    {
        var answer = await app.Analyst.Post("/api/decisions", body, key: Guid.NewGuid().ToString());

        answer.Code.ShouldBe(400);
        answer.Detail.ShouldContain(sentence);
        answer.Detail.ShouldNotContain("Review.");
    }

    [Theory]
    [InlineData("""{"kind": "validate", "slicks": [1], "slicks": [2], "humanConfidence": 0.9}""")]
    [InlineData("""{"kind": "annotate", "slicks": [1], "notes": "x", "context": {"a": 1, "a": 2}}""")]
    public async Task A_member_that_is_there_twice_is_refused(string body) =>
        (await app.Analyst.Post("/api/decisions", body, key: Guid.NewGuid().ToString())).Code.ShouldBe(400);

    [Fact]
    public void Behind_tls_the_cookies_are_for_this_host_and_never_sent_without_it()
    {
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        context.Request.Scheme = "https";
        new HostCookies().AppendResponseCookie(
            context,
            "slick-review",
            "x",
            new Microsoft.AspNetCore.Http.CookieOptions { Secure = true, Path = "/" }
        );

        context.Response.Headers.SetCookie.ToString().ShouldStartWith("__Host-slick-review=x");
    }

    private static HttpRequestMessage Stream(string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        if (origin.Length > 0)
        {
            request.Headers.Add("Origin", origin);
        }

        return request;
    }
}
