using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.App.Events;

/// <summary>Notices of one kind, as a page hears them.</summary>
internal interface IEventKind
{
    IAsyncEnumerable<SseItem<object>> Listen(CancellationToken cancellation);
}

internal static class EventKinds
{
    /// <summary>
    /// Slicks that changed (<c>slicks</c>, after <c>listening</c>), how runs go on (<c>run</c>), images of scenes (<c>scene</c>). Whatever
    /// is to be heard next is one more line here.
    /// </summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) =>
        services
            .AddSingleton<EventStream>()
            .Add<SlickNotice>(notice => notice == SlickNotice.Listening ? "listening" : "slicks")
            .Add<RunNotice>(_ => "run")
            .Add<SceneNotice>(_ => "scene");

    private static IServiceCollection Add<T>(this IServiceCollection services, Func<T, string> name)
        where T : notnull => services.AddSingleton<IEventKind>(provider => new Kind<T>(provider.GetRequiredService<INotices<T>>(), name));

    private sealed class Kind<T>(INotices<T> notices, Func<T, string> name) : IEventKind
        where T : notnull
    {
        public async IAsyncEnumerable<SseItem<object>> Listen([EnumeratorCancellation] CancellationToken cancellation)
        {
            await foreach (var notice in notices.Listen(cancellation))
            {
                yield return new SseItem<object>(notice, name(notice));
            }
        }
    }
}
