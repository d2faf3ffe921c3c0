using NetTopologySuite.Geometries;
using Npgsql;
using Review.App.Cli;
using Review.Domain.Geometry;

namespace Review.Bench;

/// <summary>The slicks that a bench works on: copies of given outlines, the same for each side.</summary>
internal sealed class BenchRows(NpgsqlDataSource source, IReadOnlyList<MultiPolygon> outlines)
{
    private readonly List<LineString> lines = [.. outlines.Select(Line)];
    private readonly Dictionary<string, List<(long First, long Last)>> prepared = [];

    /// <summary>
    /// Keeps the outlines that a line through the middle cuts in exactly two, so that both sides of a split do the same work.
    /// </summary>
    public static IReadOnlyList<MultiPolygon> CutInTwo(IEnumerable<MultiPolygon> outlines) =>
        [.. outlines.Where(outline => outline.NumGeometries == 1 && Splitting.ByLine(outline, Line(outline)).Count == 2)];

    /// <summary>Where <paramref name="index"/>th slick of a preparation is split.</summary>
    public LineString LineOf(int index) => lines[index % outlines.Count];

    /// <summary>The helper that the pgbench script of a split uses: the same line in SQL.</summary>
    public async Task CreateHelpers(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            """
            create function bench_line(outline geometry) returns geometry language sql immutable as $$
              select st_setsrid(st_makeline(
                st_makepoint((st_xmin(outline) + st_xmax(outline)) / 2, st_ymin(outline) - 0.01),
                st_makepoint((st_xmin(outline) + st_xmax(outline)) / 2, st_ymax(outline) + 0.01)), 4326)
            $$;
            create table bench_outline (n int primary key, geometry geometry not null)
            """
        );
        await command.ExecuteNonQueryAsync(cancellation);
        for (var n = 0; n < outlines.Count; n++)
        {
            await using var insert = source.CreateCommand("insert into bench_outline values ($1, st_setsrid(st_geomfromwkb($2), 4326))");
            insert.Parameters.AddWithValue(n);
            insert.Parameters.AddWithValue(new NetTopologySuite.IO.WKBWriter().Write(outlines[n]));
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Puts in fresh slicks with ids in a row.</summary>
    /// <param name="decisions">A merge takes two slicks.</param>
    /// <returns>The first id.</returns>
    public async Task<long> Prepare(string kind, int decisions, string side, CancellationToken cancellation)
    {
        var count = kind == "merge" ? 2 * decisions : decisions;
        await using var insert = source.CreateCommand(
            """
            with made as (
              insert into slick (slick_timestamp, geometry, machine_confidence, slick_class, machine_class)
              select '2020-07-29 03:48:59+00', o.geometry, 0.8, 7, 7
              from generate_series(0, $1 - 1) i join bench_outline o on o.n = i % $2
              order by i
              returning id
            )
            select min(id), max(id) from made
            """
        );
        insert.CommandTimeout = 0;
        insert.Parameters.AddWithValue(count);
        insert.Parameters.AddWithValue(outlines.Count);
        await using var row = await insert.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var (first, last) = (row.GetInt64(0), row.GetInt64(1));
        if (last - first + 1 != count)
        {
            throw new CommandException("Something else writes into the scratch database; the bench needs it for itself.");
        }

        (prepared.TryGetValue($"{kind}/{side}", out var ranges) ? ranges : prepared[$"{kind}/{side}"] = []).Add((first, last));
        await row.DisposeAsync();
        await using var settle = source.CreateCommand("checkpoint");
        await Try(settle, cancellation);
        return first;
    }

    /// <summary>Both sides must have left the same rows: as many, and alike in everything but ids and times.</summary>
    public async Task CheckAlike(string kind, CancellationToken cancellation)
    {
        var left = new List<string>();
        foreach (var (side, ranges) in prepared.Where(pair => pair.Key.StartsWith($"{kind}/", StringComparison.Ordinal)))
        {
            await using var command = source.CreateCommand(
                """
                select string_agg(concat_ws('|', n, area, state, validated, human, notes, class, parents), ';' order by area, n)
                from (
                  select count(*) as n, round(c.area::numeric, 1) as area, c.state, c.validated, c.human_confidence as human, c.notes, c.slick_class as class, cardinality(c.slick) as parents
                  from slick_replacement r cross join unnest(r.successors) successor (id) join slick c on c.id = successor.id
                  where r.slick between $1 and $2 and not exists (select from slick p where p.id = r.slick and p.active)
                  group by 2, 3, 4, 5, 6, 7, 8
                ) alike
                """
            );
            command.Parameters.AddWithValue(ranges[^1].First);
            command.Parameters.AddWithValue(ranges[^1].Last);
            left.Add((string)(await command.ExecuteScalarAsync(cancellation) ?? throw new CommandException($"{side} left nothing.")));
        }

        if (left.Distinct().Count() != 1)
        {
            throw new CommandException(
                $"The sides of {kind} did not leave the same rows; the comparison is void.\n{string.Join("\n", left)}"
            );
        }
    }

    // A checkpoint between rounds keeps one side's dirty pages out of the other's time; a role that may not ask for one does without.
    private static async Task Try(NpgsqlCommand command, CancellationToken cancellation)
    {
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return;
        }
    }

    private static LineString Line(MultiPolygon outline)
    {
        var box = outline.EnvelopeInternal;
        return Outline.Factory.CreateLineString([
            new Coordinate((box.MinX + box.MaxX) / 2, box.MinY - 0.01),
            new Coordinate((box.MinX + box.MaxX) / 2, box.MaxY + 0.01),
        ]);
    }
}
