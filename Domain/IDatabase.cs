namespace Review.Domain;

/// <summary>The database in use: the configured one, or the private server that is started when none is configured.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>For the application's own pool.</summary>
    string ConnectionString { get; }

    /// <summary>A libpq URI, for psql, pgbench and pg_dump.</summary>
    string Uri { get; }

    /// <summary>Brings the schema to this version.</summary>
    /// <returns>The names of the migrations applied now.</returns>
    /// <exception cref="StartException">The database and this version do not fit together.</exception>
    Task<IReadOnlyList<string>> Migrate(CancellationToken cancellation);

    /// <summary>A new, empty database beside this one on the same server, dropped when disposed: for measurements, which must not leave traces.</summary>
    /// <exception cref="StartException">The role may not create databases.</exception>
    Task<IDatabase> CreateScratch(CancellationToken cancellation);
}
