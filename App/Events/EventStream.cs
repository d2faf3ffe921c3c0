using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Review.App.Shell;

namespace Review.App.Events;

/// <summary>What a page hears: all kinds of notices in one stream, each under its name.</summary>
internal sealed class EventStream(IEnumerable<IEventKind> kinds, Departure departure)
{
    // A page that reads nothing holds the writers up; what it then misses is said by the notices themselves.
    private const int Ahead = 16;

    /// <summary>The last of a stream that the server ends: it is about to stop, in good order.</summary>
    private const string Going = "going";

    public async IAsyncEnumerable<SseItem<object>> Listen([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, departure.Going);
        var events = Channel.CreateBounded<SseItem<object>>(Ahead);
        var pumps = Task.WhenAll(kinds.Select(kind => Pump(kind, events.Writer, end.Token)));
        try
        {
            while (await More(events.Reader, end.Token))
            {
                while (events.Reader.TryRead(out var one))
                {
                    yield return one;
                }
            }

            cancellation.ThrowIfCancellationRequested();
            yield return new SseItem<object>(departure.Process, Going);
        }
        finally
        {
            await end.CancelAsync();
            await pumps.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> More(ChannelReader<SseItem<object>> events, CancellationToken end)
    {
        try
        {
            return await events.WaitToReadAsync(end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return false;
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
