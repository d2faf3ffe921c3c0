using System.Globalization;
using Npgsql;
using Review.Data.Db;
using Review.Domain;
using Review.Domain.Slicks;
using static Review.Data.Db.Sql;

namespace Review.Data.Slicks.Index;

/// <summary>
/// Reads the ledger for the index: all at first, and then what changed since, by the snapshots of PostgreSQL, so that nothing is missed and
/// no clock is trusted.
/// </summary>
internal sealed class SlickIndexFeed(NpgsqlDataSource source)
{
    private static readonly string LoadSql = SqlFile.Statement("index.load");
    private static readonly string ChangesSql = SqlFile.Statement("index.changes");
    private static readonly string TotalsSql = SqlFile.Statement("index.totals");
    private static readonly string ScenesSql = SqlFile.Statement("index.scenes");
    private static readonly string OutsideSql = SqlFile.Statement("index.outside");

    // Columns of load.sql; changes.sql has the moment behind them.
    private const int Shifted = 16;
    private const int MachineClass = 17;
    private const int Snapshot = 18;
    private const int NewestDecision = 19;

    /// <returns>All active versions, and the moment at which they were.</returns>
    public async Task<(SlickColumns All, IndexMoment Seen)> Load(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var seen = new IndexMoment(
            (string)(await connection.Scalar("select pg_current_snapshot()::text", cancellation))!,
            (long)(await connection.Scalar("select coalesce(max(id), 0) from decision", cancellation))!
        );
        await using var command = new NpgsqlCommand(LoadSql, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var all = new SlickColumns();
        while (await row.ReadAsync(cancellation))
        {
            all.Add(Read(row));
        }

        return (all, seen);
    }

    /// <returns>What each version that was touched since a snapshot is now, null when it is not active; and the moment at which that was
    /// so.</returns>
    public async Task<(IReadOnlyList<(long Id, IndexedSlick? Now)> Changes, IndexMoment Seen)> Since(
        IndexMoment before,
        CancellationToken cancellation
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await Since(connection, before, cancellation);
    }

    /// <summary>
    /// What <see cref="Since(IndexMoment, CancellationToken)"/> tells, and beside it, in the same snapshot, how many are active by class
    /// and state, with the sum of their ids.
    /// </summary>
    public async Task<(IReadOnlyList<(long Id, IndexedSlick? Now)> Changes, IndexMoment Seen, IReadOnlyList<IndexTotal> Totals)> Totals(
        IndexMoment before,
        CancellationToken cancellation
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var (changes, now) = await Since(connection, before, cancellation);
        await using var command = new NpgsqlCommand(TotalsSql, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var totals = new List<IndexTotal>();
        while (await row.ReadAsync(cancellation))
        {
            totals.Add(
                new IndexTotal(
                    row.GetInt32(0),
                    Words.State(row.GetString(1)),
                    row.GetInt64(2),
                    UInt128.Parse(row.GetString(3), CultureInfo.InvariantCulture)
                )
            );
        }

        return (changes, now, totals);
    }

    private static async Task<(IReadOnlyList<(long Id, IndexedSlick? Now)> Changes, IndexMoment Seen)> Since(
        NpgsqlConnection connection,
        IndexMoment before,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(ChangesSql, connection) { CommandTimeout = 0 }.With(Text(before.Snapshot));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var changes = new List<(long, IndexedSlick?)>();
        var seen = before;
        while (await row.ReadAsync(cancellation))
        {
            seen = new IndexMoment(row.GetString(Snapshot), row.GetInt64(NewestDecision));
            if (!row.IsDBNull(0))
            {
                changes.Add((row.GetInt64(0), row.GetBoolean(1) ? Read(row) : null));
            }
        }

        return (changes, seen);
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
            Ids(ids),
            Number(box.West),
            Number(box.South),
            Number(over ? 180 : box.East),
            Number(box.North),
            Number(over ? -180 : box.West),
            Number(box.East)
        );
        return (await command.Numbers(cancellation)).ToHashSet();
    }

    private static IndexedSlick Read(NpgsqlDataReader row) =>
        new(
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
            row.GetDouble(15),
            row.GetInt32(MachineClass)
        );

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

/// <summary>A moment of the ledger as a snapshot saw it.</summary>
/// <param name="Snapshot">As text of a <c>pg_snapshot</c>.</param>
/// <param name="NewestDecision">0 before the first.</param>
internal sealed record IndexMoment(string Snapshot, long NewestDecision)
{
    /// <summary>As a walk through pages names it.</summary>
    public LedgerMoment ForWalks =>
        new(
            NewestDecision,
            [
                .. Snapshot
                    .Split(':')[2]
                    .Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(open => long.Parse(open, CultureInfo.InvariantCulture)),
            ]
        );
}
