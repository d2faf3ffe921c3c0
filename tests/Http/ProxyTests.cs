using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Behind a proxy with TLS that is known, and asked by somebody who says that he is one.</summary>
public sealed class ProxyTests(ProxyTests.Behind app) : IClassFixture<ProxyTests.Behind>
{
    private static readonly IPAddress Known = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Unknown = IPAddress.Parse("127.0.0.3");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class Behind(TestServer server) : WebApp(server)
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } =
            new Dictionary<string, string?> { ["REVIEW_PROXIES"] = "10.1.0.0/16 127.0.0.2" };
    }

    [Fact]
    public async Task A_known_proxy_says_how_the_application_is_called()
    {
        (await SignInAddress(Known)).ShouldStartWith("https://review.example/signin");
        (await NextPage(Known)).ShouldStartWith("https://review.example/api/slicks?");
    }

    [Fact]
    public async Task Somebody_else_does_not()
    {
        (await SignInAddress(Unknown)).ShouldStartWith("http://127.0.0.1:");
        (await NextPage(Unknown)).ShouldStartWith("http://127.0.0.1:");
    }

    [Fact]
    public async Task The_cookie_of_who_signs_in_over_tls_is_secure()
    {
        var behindTls = await SignInCookie(Known);
        behindTls.ShouldContain("; secure");
        behindTls.ShouldStartWith("__Host-slick-review=");
        (await SignInCookie(Unknown)).ShouldNotContain("; secure");
    }

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/33")]
    [InlineData("127.0.0.1,127.0.0.2")]
    public void A_setting_that_names_no_address_is_refused_with_a_sentence(string proxies) =>
        Should
            .Throw<StartException>(() =>
                Proxies.Of(new ConfigurationBuilder().AddInMemoryCollection([new("REVIEW_PROXIES", proxies)]).Build())
            )
            .Message.ShouldBe($"REVIEW_PROXIES has {proxies}: write addresses, or networks such as 10.0.0.0/8, separated by blanks.");

    private async Task<string> SignInAddress(IPAddress from)
    {
        using var client = From(from);
        return (await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation)).Headers.Location!.ToString();
    }

    private async Task<string> NextPage(IPAddress from)
    {
        await app.Desk.GivenSlicks(2);
        using var client = From(from);
        client.DefaultRequestHeaders.Authorization = app.Viewer.DefaultRequestHeaders.Authorization;
        return (await client.Get("/api/slicks?limit=1")).Json.GetProperty("links")[0].GetProperty("href").GetString()!;
    }

    private async Task<string> SignInCookie(IPAddress from)
    {
        var name = $"person-{Guid.NewGuid():N}";
        await app.Send(new AddPerson(name, Role.Viewer, "Correct-horse-7"));
        using var client = From(from);
        // As a browser behind the proxy does, which sends what is marked Secure over TLS; this client speaks to the application without.
        using var form = await client.GetAsync(new Uri("/signin", UriKind.Relative), Cancellation);
        var cookies = form.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]);
        var token = System
            .Text.RegularExpressions.Regex.Match(
                await form.Content.ReadAsStringAsync(Cancellation),
                "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\""
            )
            .Groups[1]
            .Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signin")
        {
            Content = new FormUrlEncodedContent([
                new("user", name),
                new("password", "Correct-horse-7"),
                new("__RequestVerificationToken", token),
            ]),
        };
        request.Headers.Add("Cookie", string.Join("; ", cookies));
        using var answer = await client.SendAsync(request, Cancellation);
        return answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.Contains("slick-review=", StringComparison.Ordinal));
    }

    /// <summary>A client with this address that sends what a proxy sends.</summary>
    private HttpClient From(IPAddress address, CookieContainer? cookies = null)
    {
        // The handler is the client's to dispose.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = cookies is not null,
            CookieContainer = cookies ?? new CookieContainer(),
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var client = new HttpClient(handler) { BaseAddress = app.Nobody.BaseAddress };
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "review.example");
        return client;
    }
}
