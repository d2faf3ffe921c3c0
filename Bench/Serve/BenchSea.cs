using NetTopologySuite.IO;
using Npgsql;
using Review.Domain.Geometry;
using Review.Domain.Simulation;

namespace Review.Bench.Serve;

/// <summary>
/// A ledger of as many simulated slicks as are asked for, put in through its own triggers: outlines of simulated scenes, each moved a
/// little.
/// </summary>
internal sealed class BenchSea(NpgsqlDataSource source)
{
    private const int Scenes = 45;
    private const int SlicksOfScene = 67;

    // Two sessions keep both cores of a small machine at work; each statement is a second or two.
    private const int Sessions = 2;
    private const int Chunk = 5_000;

    public async Task Prepare(CancellationToken cancellation)
    {
        await Execute(
            "create table bench_sea (n int primary key, geometry geometry not null, class int not null, confidence float8)",
            cancellation
        );
        var sea = new SimulatedSea(SimulateSlicks.UsualSeed);
        var detections = Enumerable.Range(0, Scenes).SelectMany(_ => sea.NextScene(SlicksOfScene).Detections).ToList();
        for (var n = 0; n < detections.Count; n++)
        {
            await using var insert = source.CreateCommand(
                "insert into bench_sea values ($1, st_setsrid(st_geomfromwkb($2), 4326), $3, $4)"
            );
            insert.Parameters.AddWithValue(n);
            insert.Parameters.AddWithValue(new WKBWriter().Write(Outline.Normalize(detections[n].Outline)));
            insert.Parameters.AddWithValue(detections[n].Class);
            insert.Parameters.AddWithValue(detections[n].MachineConfidence!.Value);
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Puts in what is missing to a number of active slicks.</summary>
    public async Task Fill(int slicks, CancellationToken cancellation)
    {
        var active = await Count("select count(*) from slick where active", cancellation);
        var firsts = new Queue<long>();
        for (var first = active; first < slicks; first += Chunk)
        {
            firsts.Enqueue(first);
        }

        await Execute(
            "insert into scene (name, acquired, simulated) select format('BENCH_%s', n), timestamptz '2024-01-01' + n * interval '7 "
                + $"minutes', true from generate_series({active / SlicksOfScene}, {slicks / SlicksOfScene}) n on conflict do nothing",
            cancellation
        );
        await Task.WhenAll(
            Enumerable
                .Range(0, Sessions)
                .Select(async _ =>
                {
                    while (Next(firsts) is { } first)
                    {
                        await Put(first, Math.Min(first + Chunk, slicks) - 1, cancellation);
                    }
                })
        );
        // As autovacuum would, some minutes later.
        await Execute("vacuum analyze slick", cancellation);
        await Execute("analyze scene", cancellation);
    }

    /// <returns>Places of active slicks, in degrees: more of them where more slicks are.</returns>
    public async Task<IReadOnlyList<(double Longitude, double Latitude)>> Places(int count, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            "select st_x(centroid), st_y(centroid) from slick where active order by hashint8extended(id, 42) limit $1"
        );
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue(count);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var places = new List<(double, double)>();
        while (await row.ReadAsync(cancellation))
        {
            places.Add((row.GetDouble(0), row.GetDouble(1)));
        }

        return places;
    }

    public async Task<long> Count(string sql, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static long? Next(Queue<long> firsts)
    {
        lock (firsts)
        {
            return firsts.TryDequeue(out var first) ? first : null;
        }
    }

    private Task Put(long first, long last, CancellationToken cancellation) =>
        Execute(
            $"""
            insert into slick (slick_timestamp, geometry, machine_confidence, slick_class, machine_class, scene)
            select c.acquired, st_translate(o.geometry, ((hashint8extended(i, 1) & 65535) / 65535.0 - 0.5) * 0.6, ((hashint8extended(i, 2) & 65535) / 65535.0 - 0.5) * 0.6),
                   o.confidence, o.class, o.class, c.id
            from generate_series({first}, {last}) i
            join bench_sea o on o.n = abs(hashint8extended(i, 3) % {Scenes * SlicksOfScene})
            join scene c on c.name = format('BENCH_%s', i / {SlicksOfScene})
            order by i
            """,
            cancellation
        );

    private async Task Execute(string sql, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
