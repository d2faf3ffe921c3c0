using MediatR;

namespace Review.App.Shell;

/// <summary>The one thing a component injects: sends a request in a scope of its own, since a circuit's scope outlives many requests.</summary>
public sealed class UseCases(IServiceScopeFactory scopes)
{
    public async Task<TResult> Send<TResult>(IRequest<TResult> request, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, cancellation);
    }

    public async Task Send(IRequest request, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, cancellation);
    }
}
