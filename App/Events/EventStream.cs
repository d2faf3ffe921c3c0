using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Review.App.Events;

/// <summary>What a page hears: all kinds of notices in one stream, each under its name.</summary>
internal sealed class EventStream(IEnumerable<IEventKind> kinds)
{
    // A page that reads nothing holds the writers up; what it then misses is said by the notices themselves.
    private const int Ahead = 16;

    public async IAsyncEnumerable<SseItem<object>> Listen([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var events = Channel.CreateBounded<SseItem<object>>(Ahead);
        var pumps = Task.WhenAll(kinds.Select(kind => Pump(kind, events.Writer, end.Token)));
        try
        {
            await foreach (var one in events.Reader.ReadAllAsync(cancellation))
            {
                yield return one;
            }
        }
        finally
        {
            await end.CancelAsync();
            await pumps.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task Pump(IEventKind kind, ChannelWriter<SseItem<object>> events, CancellationToken end)
    {
        await foreach (var one in kind.Listen(end))
        {
            await events.WriteAsync(one, end);
        }
    }
}
