using Review.Data.Slicks.Index;
using Review.Tests.Support;

namespace Review.Tests.Slicks;

/// <summary>What tests of the index of active slicks share.</summary>
public abstract class SlickIndexes(Desk desk) : IAsyncLifetime
{
    private protected Desk Desk { get; } = desk;

    private protected readonly SlickIndex index = new();
    private protected IndexMoment moment = null!;

    private protected SlickIndexFeed Feed => Desk.Service<SlickIndexFeed>();

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (var all, moment) = await Feed.Load(Cancellation);
        index.Fill(all, moment);
    }

    public ValueTask DisposeAsync()
    {
        index.Dispose();
        return ValueTask.CompletedTask;
    }

    private protected async Task CatchUp()
    {
        var (changes, now) = await Feed.Since(moment, Cancellation);
        index.Apply(changes, now);
        moment = now;
    }
}
