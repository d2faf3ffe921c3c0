using System.Collections.Concurrent;
using MediatR;
using Microsoft.Extensions.Caching.Memory;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>
/// Whose a key is, asked of the database once for all requests with that key that wait for the answer at the same moment.
/// </summary>
/// <remarks>
/// Every request asks, before it is known who sends it and how much of it there may be: hundreds of them at once would take the pool. Who
/// has a key is believed for <see cref="PersonSessions.Believed"/>, as a session is; that nobody has it is not.
/// </remarks>
internal sealed class KeyLookups(IServiceScopeFactory scopes, CostlyReads reads, TimeProvider time) : IDisposable
{
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 10_000 });
    private readonly ConcurrentDictionary<string, Lazy<Task<ApiKeyOwner?>>> asked = [];

    /// <exception cref="BusyException">Too many keys are looked up already.</exception>
    public async ValueTask<ApiKeyOwner?> Find(string key, CancellationToken cancellation)
    {
        if (known.TryGetValue(key, out Known? answer) && time.GetElapsedTime(answer!.Asked) < PersonSessions.Believed)
        {
            return answer.Owner;
        }

        // Before it is asked: what is revoked meanwhile is not believed longer for it.
        var asked = time.GetTimestamp();
        var owner = await Shared(key, () => Ask(key)).WaitAsync(cancellation);
        if (owner is not null)
        {
            known.Set(
                key,
                new Known(owner, asked),
                new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = PersonSessions.Believed }
            );
        }

        return owner;
    }

    public void Dispose() => known.Dispose();

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

    private sealed record Known(ApiKeyOwner Owner, long Asked);
}
