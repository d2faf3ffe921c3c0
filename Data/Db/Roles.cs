using Npgsql;
using NpgsqlTypes;
using Review.Domain;

namespace Review.Data.Db;

/// <summary>
/// The roles beside the owner of the database, and what they may do (grants.sql). They belong to the whole server, so all databases on it
/// share them.
/// </summary>
internal static class Roles
{
    public const string Application = "review_application";
    public const string Analyst = "review_analyst";
    public const string Reader = "review_reader";

    private static readonly string[] Names = [Application, Analyst, Reader];
    private static readonly string Grants = SqlFile.Read("Review.Data.Db.grants.sql");
    private static readonly string Mark = $"grants {Checksum.Of(Grants)}";

    private const string Missing =
        "select array(select name from unnest($1) name where not exists (select from pg_roles where rolname = name))";

    /// <param name="owner">Who is the owner there, when it is neither of the others.</param>
    public static string NameOf(DatabaseRole role, string owner) =>
        role switch
        {
            DatabaseRole.Application => Application,
            DatabaseRole.Analyst => Analyst,
            DatabaseRole.Reader => Reader,
            _ => owner,
        };

    /// <summary>Makes those that are missing.</summary>
    /// <param name="server">By somebody who may make roles.</param>
    /// <param name="owner">Whose server it is: they may sign in by themselves, and the owner sees what they do, and can stop it. Without,
    /// who signs in is made a member of one.</param>
    /// <returns>The names of those made now.</returns>
    public static async Task<IReadOnlyList<string>> Make(NpgsqlConnection server, string? owner, CancellationToken cancellation)
    {
        var missing = await AreMissing(server, cancellation);
        foreach (var name in missing)
        {
            await server.Scalar(
                owner is null ? $"create role {name} nologin" : $"create role {name} login; grant {name} to {owner}",
                cancellation
            );
        }

        return missing;
    }

    /// <summary>What somebody runs who may make roles.</summary>
    public static string Script(IEnumerable<string> names) => string.Join(" ", names.Select(name => $"create role {name} nologin;"));

    public static async Task<string[]> AreMissing(NpgsqlConnection server, CancellationToken cancellation) =>
        (string[])(await server.Scalar(Missing, cancellation, Sql.Parameter(Names, NpgsqlDbType.Array | NpgsqlDbType.Text)))!;

    /// <summary>
    /// Says anew what each may do, where that is not so yet. Where a role is missing, the owner is alone, and nothing is to say.
    /// </summary>
    /// <param name="owner">A connection of the owner, alone at this by a lock.</param>
    /// <param name="changed">The schema was changed just now.</param>
    public static async Task Grant(NpgsqlConnection owner, bool changed, CancellationToken cancellation)
    {
        if ((await AreMissing(owner, cancellation)).Length > 0 || (!changed && await IsGranted(owner, cancellation)))
        {
            return;
        }

        await using var transaction = await owner.BeginTransactionAsync(cancellation);
        await owner.Scalar(Grants, cancellation);
        await owner.Scalar($"comment on table migration is '{Mark}'", cancellation);
        await transaction.CommitAsync(cancellation);
    }

    // A restored database may bring the mark along without the rights.
    private static async Task<bool> IsGranted(NpgsqlConnection owner, CancellationToken cancellation) =>
        await owner.Scalar(
            "select obj_description('migration'::regclass, 'pg_class') = $1 and has_table_privilege($2, 'migration', 'select')",
            cancellation,
            Sql.Text(Mark),
            Sql.Text(Application)
        )
            is true;
}
