namespace Review.Domain;

/// <summary>What changes of one kind of thing, through this process, through others and by plain SQL, as it is committed.</summary>
/// <typeparam name="T">What is told of a change.</typeparam>
public interface INotices<out T>
{
    /// <summary>
    /// Notices as they come, to each listener. One that is too slow misses the older ones: <see cref="Decisions.SlickNotice"/> says so, the
    /// others stand for themselves.
    /// </summary>
    IAsyncEnumerable<T> Listen(CancellationToken cancellation);
}
