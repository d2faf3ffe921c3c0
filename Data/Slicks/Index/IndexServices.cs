using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Review.Domain.Decisions;
using Review.Domain.Slicks;

namespace Review.Data.Slicks.Index;

internal static class IndexServices
{
    /// <summary>
    /// The index, and what is made by it. It is kept once the host has started; without a host, everything asks the ledger itself.
    /// </summary>
    public static void AddSlickIndex(this IServiceCollection services)
    {
        services.AddSingleton<SlickIndex>();
        services.AddSingleton<SlickIndexFeed>();
        services.AddSingleton<SlickIndexKeeper>();
        services.AddSingleton<INotificationHandler<SlicksChanged>>(provider => provider.GetRequiredService<SlickIndexKeeper>());
        services.AddHostedService(provider => provider.GetRequiredService<SlickIndexKeeper>());
        services.AddSingleton<KeptTiles>();
        services.AddSingleton<ISlickTiles, SlickTiles>();
        services.AddSingleton<IBareReads, BareReads>();
    }
}
