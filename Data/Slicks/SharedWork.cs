namespace Review.Data.Slicks;

/// <summary>What several ask for at once is made once. It goes on as long as one of them waits, and stops when the last has gone.</summary>
internal sealed class SharedWork<TKey, TResult>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Work> going = [];

    /// <param name="make">Called by the first who asks; its token is cancelled when nobody waits any more.</param>
    public async Task<TResult> Get(TKey key, Func<CancellationToken, Task<TResult>> make, CancellationToken cancellation)
    {
        Work work;
        lock (going)
        {
            if (!going.TryGetValue(key, out work!))
            {
                work = new Work();
                going.Add(key, work);
                work.Result = Task.Run(() => Make(key, work, make), CancellationToken.None);
            }

            work.Waiting++;
        }

        try
        {
            return await work.Result.WaitAsync(cancellation);
        }
        finally
        {
            Leave(key, work);
        }
    }

    private async Task<TResult> Make(TKey key, Work work, Func<CancellationToken, Task<TResult>> make)
    {
        try
        {
            return await make(work.Nobody.Token);
        }
        finally
        {
            Forget(key, work);
        }
    }

    private void Leave(TKey key, Work work)
    {
        lock (going)
        {
            if (--work.Waiting > 0)
            {
                return;
            }
        }

        // Whoever asks from now on is not to get what is being stopped.
        Forget(key, work);
        work.Nobody.Cancel();
    }

    private void Forget(TKey key, Work work)
    {
        lock (going)
        {
            if (going.TryGetValue(key, out var current) && current == work)
            {
                going.Remove(key);
            }
        }
    }

    private sealed class Work
    {
        public CancellationTokenSource Nobody { get; } = new();

        public Task<TResult> Result { get; set; } = null!;

        public int Waiting { get; set; }
    }
}
