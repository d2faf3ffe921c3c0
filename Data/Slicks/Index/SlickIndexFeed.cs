using System.Globalization;
using Npgsql;
using Review.Data.Db;
using Review.Domain.Slicks;
using static Review.Data.Db.Sql;

namespace Review.Data.Slicks.Index;

/// <summary>Reads the ledger for the index: all at first, and then what changed since, by the snapshots of PostgreSQL, so that nothing is missed and no clock is trusted.</summary>
internal sealed class SlickIndexFeed(NpgsqlDataSource source)
{
    private static readonly string LoadSql = SqlFile.Statement("index.load");
    private static readonly string ChangesSql = SqlFile.Statement("index.changes");
    private static readonly string TotalsSql = SqlFile.Statement("index.totals");
    private static readonly string ScenesSql = SqlFile.Statement("index.scenes");
    private static readonly string OutsideSql = SqlFile.Statement("index.outside");

    // Columns of load.sql; changes.sql has the snapshot behind them.
    private const int Shifted = 16;
    private const int Snapshot = 17;

    /// <returns>All active versions, and the snapshot in which they were seen.</returns>
    public async Task<(SlickColumns All, string Snapshot)> Load(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var snapshot = (string)(await connection.Scalar("select pg_current_snapshot()::text", cancellation))!;
        await using var command = new NpgsqlCommand(LoadSql, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var all = new SlickColumns();
        while (await row.ReadAsync(cancellation))
        {
            all.Add(Read(row));
        }

        return (all, snapshot);
    }

    /// <returns>What each version that was touched since a snapshot is now, null when it is not active; and the snapshot in which that was seen.</returns>
    public async Task<(IReadOnlyList<(long Id, IndexedSlick? Now)> Changes, string Snapshot)> Since(string snapshot, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await Since(connection, snapshot, cancellation);
    }

    /// <summary>What <see cref="Since(string, CancellationToken)"/> tells, and beside it, in the same snapshot, how many are active by class and state, with the sum of their ids.</summary>
    public async Task<(IReadOnlyList<(long Id, IndexedSlick? Now)> Changes, string Snapshot, IReadOnlyList<IndexTotal> Totals)> Totals(string snapshot, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var (changes, now) = await Since(connection, snapshot, cancellation);
        await using var command = new NpgsqlCommand(TotalsSql, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var totals = new List<IndexTotal>();
        while (await row.ReadAsync(cancellation))
        {
            totals.Add(new IndexTotal(row.GetInt32(0), Words.State(row.GetString(1)), row.GetInt64(2), UInt128.Parse(row.GetString(3), CultureInfo.InvariantCulture)));
        }

        return (changes, now, totals);
    }

    private static async Task<(IReadOnlyList<(long Id, IndexedSlick? Now)> Changes, string Snapshot)> Since(NpgsqlConnection connection, string snapshot, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ChangesSql, connection) { CommandTimeout = 0 }.With(Text(snapshot));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var changes = new List<(long, IndexedSlick?)>();
        while (await row.ReadAsync(cancellation))
        {
            snapshot = row.GetString(Snapshot);
            if (!row.IsDBNull(0))
            {
                changes.Add((row.GetInt64(0), row.GetBoolean(1) ? Read(row) : null));
            }
        }

        return (changes, snapshot);
    }

    /// <returns>The scenes that the filter's name means; null when it has none.</returns>
    public async Task<IReadOnlySet<long>?> Scenes(SlickFilter filter, CancellationToken cancellation)
    {
        if (filter.Scene is not { } scene)
        {
            return null;
        }

        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ScenesSql, connection).With(Text(scene));
        return (await command.Numbers(cancellation)).ToHashSet();
    }

    /// <param name="ids">Versions whose box meets the box of a filter, without being inside.</param>
    /// <returns>Those whose outline does not meet it.</returns>
    public async Task<IReadOnlySet<long>> Outside(BoundingBox box, long[] ids, CancellationToken cancellation)
    {
        var over = box.West > box.East;
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(OutsideSql, connection).With(
            Ids(ids), Number(box.West), Number(box.South), Number(over ? 180 : box.East), Number(box.North), Number(over ? -180 : box.West), Number(box.East));
        return (await command.Numbers(cancellation)).ToHashSet();
    }

    private static IndexedSlick Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetInt32(2),
        Words.State(row.GetString(3)),
        row.IsDBNull(4) ? double.NaN : row.GetDouble(4),
        RowFilter.Microseconds(row.GetFieldValue<DateTimeOffset>(5)),
        row.GetInt64(6),
        row.GetDouble(7),
        row.GetDouble(8),
        row.GetInt32(9),
        Box(row),
        row.GetDouble(14),
        row.GetDouble(15));

    private static DegreeBox Box(NpgsqlDataReader row)
    {
        if (row.IsDBNull(Shifted))
        {
            return new DegreeBox(row.GetDouble(10), row.GetDouble(11), row.GetDouble(12), row.GetDouble(13));
        }

        var box = row.GetFieldValue<double[]>(Shifted);
        return new DegreeBox(box[0], box[1], box[2] < box[0] ? box[2] + 360 : box[2], box[3]);
    }
}

/// <summary>How many active versions have a class and a state, and the sum of their ids.</summary>
internal sealed record IndexTotal(int Class, SlickState State, long Count, UInt128 SumOfIds);
