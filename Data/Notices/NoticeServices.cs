using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.Data.Notices;

internal static class NoticeServices
{
    /// <summary>One listener and its sources: whatever is to be told of next is one more line here.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services, string connectionString)
    {
        services.AddSource<SlickNotices, SlickNotice>();
        services.AddSource(new WrittenNotices<RunNotice>("runs"));
        services.AddSource(new WrittenNotices<SceneNotice>("scenes"));
        services.AddSingleton<SlickNews>();
        services.AddSingleton<INotificationHandler<SlicksChanged>>(provider => provider.GetRequiredService<SlickNews>());
        services.AddHostedService(provider => provider.GetRequiredService<SlickNews>());
        return services.AddHostedService(provider => new NoticeListener(
            NoticeListener.AddressOf(connectionString),
            provider.GetServices<INoticeSource>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<NoticeListener>>()
        ));
    }

    private static void AddSource<TSource, TNotice>(this IServiceCollection services)
        where TSource : class, INoticeSource, INotices<TNotice> =>
        services
            .AddSingleton<TSource>()
            .AddSingleton<INoticeSource>(provider => provider.GetRequiredService<TSource>())
            .AddSingleton<INotices<TNotice>>(provider => provider.GetRequiredService<TSource>());

    private static void AddSource<TNotice>(this IServiceCollection services, WrittenNotices<TNotice> source) =>
        services.AddSingleton<INoticeSource>(source).AddSingleton<INotices<TNotice>>(source);
}
