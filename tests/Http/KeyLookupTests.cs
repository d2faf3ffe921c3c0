using Microsoft.Extensions.DependencyInjection;
using Review.App.People;
using Review.App.Shell;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Who sends a request is asked before anything limits it.</summary>
public sealed class KeyLookupTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly ApiKeyOwner Owner = new("somebody", Role.Viewer, 1);

    private KeyLookups Lookups => app.Services.GetRequiredService<KeyLookups>();

    [Fact]
    public async Task Six_hundred_requests_with_one_key_ask_the_database_once()
    {
        var answer = new TaskCompletionSource<ApiKeyOwner?>();
        var questions = 0;
        var waiting = Enumerable
            .Range(0, 600)
            .Select(_ =>
                Lookups.Shared(
                    "key",
                    () =>
                    {
                        questions++;
                        return answer.Task;
                    }
                )
            )
            .ToList();
        answer.SetResult(Owner);

        (await Task.WhenAll(waiting)).ShouldAllBe(owner => owner == Owner);
        questions.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_answered_is_asked_again()
    {
        (await Lookups.Shared("revoked", () => Task.FromResult<ApiKeyOwner?>(Owner))).ShouldBe(Owner);

        (await Lookups.Shared("revoked", () => Task.FromResult<ApiKeyOwner?>(null))).ShouldBeNull();
    }

    [Fact]
    public async Task What_failed_is_asked_again()
    {
        await Should.ThrowAsync<InvalidOperationException>(
            Lookups.Shared("failed", () => Task.FromException<ApiKeyOwner?>(new InvalidOperationException()))
        );

        (await Lookups.Shared("failed", () => Task.FromResult<ApiKeyOwner?>(Owner))).ShouldBe(Owner);
    }

    [Fact]
    public async Task A_revoked_key_is_believed_for_two_seconds_at_the_most()
    {
        var time = new Clock();
        using var lookups = new KeyLookups(
            app.Services.GetRequiredService<IServiceScopeFactory>(),
            app.Services.GetRequiredService<CostlyReads>(),
            time
        );
        var key = await app.Send(new CreateApiKey("going", Role.Viewer));
        (await lookups.Find(key, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        await app.Send(new RevokeApiKey("going"));

        time.Now += PersonSessions.Believed;

        (await lookups.Find(key, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_that_nobody_had_is_asked_for_again_at_once()
    {
        using var lookups = new KeyLookups(
            app.Services.GetRequiredService<IServiceScopeFactory>(),
            app.Services.GetRequiredService<CostlyReads>(),
            new Clock()
        );
        (await lookups.Find("sr_later", TestContext.Current.CancellationToken)).ShouldBeNull();
        var key = await app.Send(new CreateApiKey("later", Role.Viewer));

        (await lookups.Find(key, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
