using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Review.Data.Notices;

/// <summary>Who listens in this process.</summary>
internal sealed class Listeners<T>
{
    private const int Backlog = 256;
    private readonly ConcurrentDictionary<Listener, byte> open = new();

    public bool IsEmpty => open.IsEmpty;

    /// <returns>Hears from here on, until it is disposed of.</returns>
    public Listener Open() => new(this);

    public void Tell(T notice)
    {
        foreach (var listener in open.Keys)
        {
            listener.Tell(notice);
        }
    }

    /// <summary>One that is too slow loses its oldest notices.</summary>
    internal sealed class Listener : IDisposable
    {
        private readonly Listeners<T> all;
        private readonly Channel<T> heard;
        private volatile bool missed;

        public Listener(Listeners<T> all)
        {
            this.all = all;
            heard = Channel.CreateBounded<T>(
                new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest },
                _ => missed = true
            );
            all.open.TryAdd(this, 0);
        }

        public IAsyncEnumerable<T> Heard(CancellationToken cancellation) => heard.Reader.ReadAllAsync(cancellation);

        /// <returns>Whether notices were lost since this was asked last.</returns>
        public bool HasMissed()
        {
            var some = missed;
            missed = false;
            return some;
        }

        public void Tell(T notice) => heard.Writer.TryWrite(notice);

        public void Dispose() => all.open.TryRemove(this, out _);
    }
}
