using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.App.Decisions;

/// <summary>What a page hears: slicks that changed (<c>slicks</c>, after <c>listening</c>), how runs go on (<c>run</c>), and images of scenes (<c>scene</c>).</summary>
internal static class EventStream
{
    // A page that reads nothing holds the writers up; what it then misses is said by the notices themselves.
    private const int Ahead = 16;

    public static async IAsyncEnumerable<SseItem<object>> Of(ISlickNotices slicks, IRunNotices runs, ISceneNotices scenes, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var events = Channel.CreateBounded<SseItem<object>>(Ahead);
        var pumps = Task.WhenAll(
            Pump(slicks.Listen(end.Token), notice => notice == SlickNotice.Listening ? "listening" : "slicks", events, end.Token),
            Pump(runs.Listen(end.Token), _ => "run", events, end.Token),
            Pump(scenes.Listen(end.Token), _ => "scene", events, end.Token));
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

    private static async Task Pump<T>(IAsyncEnumerable<T> notices, Func<T, string> name, Channel<SseItem<object>> events, CancellationToken end)
        where T : notnull
    {
        await foreach (var notice in notices.WithCancellation(end))
        {
            await events.Writer.WriteAsync(new SseItem<object>(notice, name(notice)), end);
        }
    }
}
