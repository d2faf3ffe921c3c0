using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>A stream of events is open for as long as the page; it ends with the session that opened it.</summary>
public sealed class OpenSessionTests(WebApp.Hurried app) : IClassFixture<WebApp.Hurried>
{
    private static readonly TimeSpan SeveralLooks = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_stream_ends_when_the_role_of_its_person_changes()
    {
        using var stream = await Open("rose");
        await app.Send(new ChangeRole("rose", Role.Viewer));

        await ToItsEnd(stream).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_stream_ends_when_the_password_of_its_person_changes()
    {
        using var stream = await Open("paul");
        await app.Send(new ChangePassword("paul", "Other-horse-8"));

        await ToItsEnd(stream).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_streams_of_others_stay_open()
    {
        using var stream = await Open("olga");
        await app.Send(new AddPerson("oleg", Role.Analyst, "Correct-horse-7"));
        await app.Send(new ChangeRole("oleg", Role.Viewer));

        await Should.ThrowAsync<TimeoutException>(() => ToItsEnd(stream).WaitAsync(SeveralLooks, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_stream_of_a_key_stays_open()
    {
        using var stream = await Open(app.Viewer);

        await Should.ThrowAsync<TimeoutException>(() => ToItsEnd(stream).WaitAsync(SeveralLooks, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_stream_ends_when_its_key_is_revoked_even_if_another_has_the_name()
    {
        using var client = app.Client(await app.Send(new CreateApiKey("script", Role.Viewer)));
        using var stream = await Open(client);
        await app.Send(new RevokeApiKey("script"));
        await app.Send(new CreateApiKey("script", Role.Viewer));

        await ToItsEnd(stream).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private async Task<StreamReader> Open(string name) => await Open(await app.SignedIn(Role.Analyst, name));

    private static async Task<StreamReader> Open(HttpClient client)
    {
        var stream = new StreamReader(
            await client.GetStreamAsync(new Uri("/api/events", UriKind.Relative), TestContext.Current.CancellationToken)
        );
        (await stream.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("event: listening");
        return stream;
    }

    // However the server ends it, in the middle or between two events.
    private static async Task ToItsEnd(StreamReader stream)
    {
        try
        {
            await stream.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException) { }
    }
}
