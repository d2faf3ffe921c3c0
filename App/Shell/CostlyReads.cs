using System.Threading.RateLimiting;
using Review.Data;
using Review.Domain;

namespace Review.App.Shell;

/// <summary>Kinds of reads that cost so much that their number is limited.</summary>
internal enum CostlyRead
{
    /// <summary>Vector tiles of slicks.</summary>
    Tile,

    /// <summary>Pages of slicks, sums, lineages.</summary>
    List,

    /// <summary>All slicks of a filter in one answer, which lasts as long as whoever reads it likes.</summary>
    Export,

    /// <summary>What a decision would make: geometry on this machine.</summary>
    Preview,

    /// <summary>Who sends a request: asked of the database before anything else can limit it.</summary>
    Identity,

    /// <summary>Tiles and values of radar images: GDAL on this machine, hardly a database.</summary>
    Picture,
}

/// <summary>
/// So many costly reads are under way at once, for one person and for all together; some wait, and the rest is told to come again.
/// </summary>
/// <remarks>
/// Those that use the database take less than its pool together, whatever is asked of them, so that decisions always find a connection.
/// A route names its kind: <c>.Costly(CostlyRead.Tile)</c>. What can be answered without the work enters around the work only.
/// </remarks>
internal sealed class CostlyReads(IDatabase database) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private readonly Dictionary<CostlyRead, Limits> limits = Enum.GetValues<CostlyRead>()
        .ToDictionary(read => read, read => LimitsOf(read, DataServices.PoolSize(database)));
    private readonly Dictionary<CostlyRead, PartitionedRateLimiter<string>> doors = Enum.GetValues<CostlyRead>()
        .ToDictionary(read => read, read => Door(LimitsOf(read, DataServices.PoolSize(database))));

    /// <param name="EachPerson">At once for one person or key.</param>
    /// <param name="Together">At once for all.</param>
    /// <param name="Waiting">So many more of one person wait their turn.</param>
    internal sealed record Limits(int EachPerson, int Together, int Waiting);

    internal Limits Of(CostlyRead read) => limits[read];

    /// <summary>Waits for a place, to be disposed when the work is done.</summary>
    /// <exception cref="BusyException">Too many wait already, or the wait was too long.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked is gone.</exception>
    public ValueTask<RateLimitLease> Enter(CostlyRead read, HttpContext http) =>
        Enter(read, http.User.Identity?.Name ?? "", http.RequestAborted);

    internal async ValueTask<RateLimitLease> Enter(CostlyRead read, string person, CancellationToken cancellation)
    {
        var door = doors[read];
        var atOnce = door.AttemptAcquire(person);
        if (atOnce.IsAcquired)
        {
            return atOnce;
        }

        atOnce.Dispose();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LongestWait);
        try
        {
            var lease = await door.AcquireAsync(person, cancellationToken: patience.Token);
            return lease.IsAcquired ? lease : throw TooMany();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw TooMany();
        }
    }

    public void Dispose()
    {
        foreach (var door in doors.Values)
        {
            door.Dispose();
        }
    }

    // Of a pool of 40: 10 + 6 + 4 + 2 + 4, and 6 for pages (UseCases); the rest is for decisions and what costs little.
    private static Limits LimitsOf(CostlyRead read, int pool) =>
        read switch
        {
            CostlyRead.Tile => new(Share(6, pool), Share(10, pool), 100),
            CostlyRead.List => new(Share(4, pool), Share(6, pool), 50),
            CostlyRead.Export => new(Share(2, pool), Share(4, pool), 4),
            CostlyRead.Preview => new(1, Share(2, pool), 8),
            CostlyRead.Identity => new(Share(4, pool), Share(4, pool), 2_000),
            _ => new(6, 8, 200),
        };

    private static int Share(int ofForty, int pool) => Math.Max(1, ofForty * pool / 40);

    private static PartitionedRateLimiter<string> Door(Limits limits) =>
        PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<string, string>(person => Partition(person, limits.EachPerson, limits.Waiting)),
            PartitionedRateLimiter.Create<string, string>(_ => Partition("", limits.Together, 4 * limits.Waiting))
        );

    private static BusyException TooMany() => new("The server has too much to do for this at the moment. Ask again in a moment.");

    private static RateLimitPartition<string> Partition(string name, int most, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(
            name,
            _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = most,
                QueueLimit = waiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );
}

/// <summary>Routes name what they cost.</summary>
internal static class CostlyRoutes
{
    /// <summary>
    /// The route is entered by so many at once as <see cref="CostlyReads"/> allows; the rest is answered with 503 and <c>Retry-After</c>.
    /// </summary>
    public static TBuilder Costly<TBuilder>(this TBuilder builder, CostlyRead read)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(
            async (context, next) =>
            {
                using var lease = await context
                    .HttpContext.RequestServices.GetRequiredService<CostlyReads>()
                    .Enter(read, context.HttpContext);
                return await next(context);
            }
        );
}
