using MediatR;
using Review.Domain.Decisions;

namespace Review.App.Shell;

/// <summary>
/// The one thing a component injects: sends a request in a scope of its own, since a circuit's scope outlives many requests.
/// </summary>
/// <remarks>What pages ask takes turns, however many are open, so that they leave connections of the pool to decisions.</remarks>
public sealed class UseCases(IServiceScopeFactory scopes) : IDisposable
{
    private const int MostAtOnce = 6;
    private readonly SemaphoreSlim turns = new(MostAtOnce);

    public async Task<TResult> Send<TResult>(IRequest<TResult> request, CancellationToken cancellation = default)
    {
        using var turn = await Turn(request, cancellation);
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, cancellation);
    }

    public async Task Send(IRequest request, CancellationToken cancellation = default)
    {
        using var turn = await Turn(request, cancellation);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, cancellation);
    }

    public void Dispose() => turns.Dispose();

    private async ValueTask<Taken> Turn(IBaseRequest request, CancellationToken cancellation)
    {
        if (request is IRequest<DecisionResult>)
        {
            return new Taken(null);
        }

        await turns.WaitAsync(cancellation);
        return new Taken(turns);
    }

    private readonly record struct Taken(SemaphoreSlim? Turns) : IDisposable
    {
        public void Dispose() => Turns?.Release();
    }
}
