using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;

namespace Review.Data.Ledger;

/// <summary>Ids for slicks that no decision puts in; a decision draws those of its outputs itself.</summary>
internal static class SlickIds
{
    /// <returns>In the order in which the sequence gave them; gone for ever, whether or not a slick takes them.</returns>
    public static async Task<long[]> Next(NpgsqlConnection connection, int count, CancellationToken cancellation) =>
        (long[])
            (
                await connection.Scalar(
                    "select array(select nextval('slick_id_seq') from generate_series(1, $1))",
                    cancellation,
                    Sql.Parameter(count, NpgsqlDbType.Integer)
                )
            )!;
}
