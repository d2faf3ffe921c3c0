using System.Collections.Concurrent;
using MediatR;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>Whose a key is, asked of the database once for all requests with that key that wait for the answer at the same moment; nothing is kept beyond it.</summary>
/// <remarks>Every request asks, before it is known who sends it and how much of it there may be: hundreds of them at once would take the pool.</remarks>
internal sealed class KeyLookups(IServiceScopeFactory scopes, CostlyReads reads)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ApiKeyOwner?>>> asked = [];

    /// <exception cref="BusyException">Too many keys are looked up already.</exception>
    public Task<ApiKeyOwner?> Find(string key, CancellationToken cancellation) => Shared(key, () => Ask(key)).WaitAsync(cancellation);

    /// <summary>The answer to the question that is under way, or to this one.</summary>
    internal Task<ApiKeyOwner?> Shared(string key, Func<Task<ApiKeyOwner?>> ask)
    {
        Lazy<Task<ApiKeyOwner?>> mine = null!;
        mine = new Lazy<Task<ApiKeyOwner?>>(async () =>
        {
            try
            {
                return await ask();
            }
            finally
            {
                asked.TryRemove(KeyValuePair.Create(key, mine));
            }
        });
        return asked.GetOrAdd(key, mine).Value;
    }

    // Not ended by whoever asked first: others wait for the same answer.
    private async Task<ApiKeyOwner?> Ask(string key)
    {
        await Task.Yield();
        using var place = await reads.Enter(CostlyRead.Identity, "", CancellationToken.None);
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(new FindApiKey(key), CancellationToken.None);
    }
}
