namespace Review.Domain;

/// <summary>The database in use: the configured one, or the private server that is started when none is configured.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>For the application's own pool, which writes decisions and changes no schema.</summary>
    string ConnectionString { get; }

    /// <summary>For migrations, and for measurements that need tables of their own; the same where there is only one role.</summary>
    string OwnerConnectionString { get; }

    /// <summary>A libpq URI, for psql, pgbench and pg_dump.</summary>
    /// <returns>Where no connection of that role is known, that of the application.</returns>
    string UriOf(DatabaseRole role);

    /// <summary>Whether there is a connection of its own for that role.</summary>
    bool Knows(DatabaseRole role);

    /// <summary>Brings the schema to this version.</summary>
    /// <returns>The names of the migrations applied now.</returns>
    /// <exception cref="StartException">The database and this version do not fit together.</exception>
    Task<IReadOnlyList<string>> Migrate(CancellationToken cancellation);

    /// <summary>
    /// Makes the roles beside the owner where they are missing, without the right to sign in, and says anew what each may do.
    /// </summary>
    /// <returns>The names of those made now.</returns>
    /// <exception cref="StartException">The owner may not make roles; the message has the statements for who may.</exception>
    Task<IReadOnlyList<string>> MakeRoles(CancellationToken cancellation);

    /// <summary>
    /// A new, empty database beside this one on the same server, dropped when disposed: for measurements, which must not leave traces.
    /// </summary>
    /// <exception cref="StartException">The role may not create databases.</exception>
    Task<IDatabase> CreateScratch(CancellationToken cancellation);
}

/// <summary>As whom somebody is connected to the database (docs/ledger.md says what each may do).</summary>
public enum DatabaseRole
{
    /// <summary>Changes the schema.</summary>
    Owner,

    /// <summary>What the product does.</summary>
    Application,

    /// <summary>SQL by hand: decides in its own name.</summary>
    Analyst,

    /// <summary>Reads the ledger.</summary>
    Reader,
}
