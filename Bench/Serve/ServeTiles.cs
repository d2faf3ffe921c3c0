using System.Diagnostics;
using System.Globalization;
using Review.Domain;
using Review.Domain.Slicks;
using Review.Domain.Tiles;

namespace Review.Bench.Serve;

/// <summary>
/// Vector tiles over places where slicks are: made for the first time and kept, in the order of one reader; and as fast as four can ask,
/// beside pgbench running the statement by which each tile is drawn, beside bare <c>ST_AsMVT</c> as pg_tileserv asks it, and beside
/// MapServer.
/// </summary>
internal sealed class ServeTiles(IDatabase database, HttpClient http, string key, IBareReads bare, ServeSize size, ServeFigures figures)
{
    private const int Connections = 4;
    private const int TilesBeside = 20;
    private static long asked = Stopwatch.GetTimestamp() % 1_000_000;

    public async Task FirstAndKept(IReadOnlyList<(double Longitude, double Latitude)> places, CancellationToken cancellation)
    {
        for (var zoom = 0; zoom <= ServeLimits.DeepestZoom; zoom++)
        {
            var tiles = places.Take(size.Tiles).Select(place => Over(zoom, place.Longitude, place.Latitude)).ToList();
            foreach (var tile in tiles.Take(3))
            {
                await Ask(Fresh(tile), cancellation);
            }

            var (first, kept) = (new List<double>(), new List<double>());
            var before = Environment.CpuUsage.TotalTime;
            foreach (var tile in tiles)
            {
                first.Add(await Ask(Fresh(tile), cancellation));
            }

            var cpu = Environment.CpuUsage.TotalTime - before;

            foreach (var tile in tiles)
            {
                await Ask(PathOf(tile), cancellation);
                kept.Add(await Ask(PathOf(tile), cancellation));
            }

            if (size.Wants("tiles"))
            {
                figures.Add(ServeLimits.First(zoom), Percentile(first));
                figures.Add($"z{zoom}, first: CPU of the application, ms", cpu.TotalMilliseconds / tiles.Count);
            }

            if (size.Wants("kept"))
            {
                figures.Add(ServeLimits.Kept(zoom), Percentile(kept));
            }
        }
    }

    public async Task KeptRate(IReadOnlyList<(double Longitude, double Latitude)> places, CancellationToken cancellation)
    {
        string[] paths =
        [
            .. Enumerable
                .Range(0, ServeLimits.DeepestZoom + 1)
                .SelectMany(zoom => places.Take(8).Select(place => PathOf(Over(zoom, place.Longitude, place.Latitude))).Distinct()),
        ];
        foreach (var path in paths)
        {
            await Ask(path, cancellation);
        }

        var report = (await Wrk.Run(new WrkLoad(http.BaseAddress!, paths, key, Connections: 16, size.Seconds), cancellation)).Sound();
        figures.Add(ServeLimits.KeptPerSecond.Figure, report.PerSecond);
        figures.Add("kept tiles, 16 connections: p99, ms", report.P99Ms);
    }

    public async Task Beside(IReadOnlyList<(double Longitude, double Latitude)> places, CancellationToken cancellation)
    {
        var uri = database.UriOf(DatabaseRole.Application);
        await using var peer = MapServer.IsInstalled ? await MapServer.OfSlicks(uri, cancellation) : null;
        foreach (var zoom in ServeLimits.ZoomsBeside)
        {
            List<TileAddress> tiles = [.. places.Select(place => Over(zoom, place.Longitude, place.Latitude)).Distinct().Take(TilesBeside)];
            var statements = new List<string>();
            foreach (var tile in tiles)
            {
                statements.Add(await bare.Tile(new SlickFilter(), tile, cancellation));
            }

            var drawn = await PgBench.Run(uri, statements, Connections, size.Seconds, cancellation);
            var route = (
                await Wrk.Run(
                    new WrkLoad(http.BaseAddress!, [.. tiles.Select(PathOf)], key, Connections, size.Seconds, Fresh: true),
                    cancellation
                )
            ).Sound();
            figures.Add($"z{zoom}: pgbench, the statement of the route, /s", drawn.PerSecond);
            figures.Add($"z{zoom}: route, each tile made anew, /s", route.PerSecond);
            figures.Add(ServeLimits.Beside(zoom), route.PerSecond / drawn.PerSecond);
            figures.Add(
                $"z{zoom}: bare ST_AsMVT of at most 10,000 outlines, /s",
                (await PgBench.Run(uri, [.. tiles.Select(AsTileServer)], Connections, size.Seconds, cancellation)).PerSecond
            );
            if (peer is not null)
            {
                // Not sound where a tile takes it more than two seconds.
                var other = await Wrk.Run(
                    new WrkLoad(
                        peer.Address,
                        [.. tiles.Select(tile => MapServer.PathOf(tile.Z, tile.X, tile.Y))],
                        "",
                        Connections,
                        size.Seconds
                    ),
                    cancellation
                );
                figures.Add($"z{zoom}: MapServer, two processes, /s", other.PerSecond);
            }
        }
    }

    public static TileAddress Over(int zoom, double longitude, double latitude) =>
        new(
            zoom,
            (int)((longitude + 180) / 360 * (1 << zoom)),
            (int)((1 - (Math.Asinh(Math.Tan(double.DegreesToRadians(latitude))) / Math.PI)) / 2 * (1 << zoom))
        );

    public static string PathOf(TileAddress tile) =>
        string.Create(CultureInfo.InvariantCulture, $"/tiles/slicks/{tile.Z}/{tile.X}/{tile.Y}.mvt");

    public static double Percentile(List<double> times) => times.Order().ElementAt((int)Math.Ceiling(0.95 * times.Count) - 1);

    // The query of pg_tileserv's layers, with its usual limit.
    private static string AsTileServer(TileAddress tile) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select st_asmvt(mvtgeom, 'slicks', 4096, 'geom') from (
              select st_asmvtgeom(st_transform(t.geometry, 3857), bounds.box, 4096, 256, true) as geom, t.id, t.slick_class, t.state, t.machine_confidence
              from slick t, (select st_tileenvelope({tile.Z}, {tile.X}, {tile.Y}) as box, st_transform(st_tileenvelope({tile.Z}, {tile.X}, {tile.Y}, margin => 0.0625), 4326) as around) bounds
              where t.active and st_intersects(t.geometry, bounds.around)
              limit 10000
            ) mvtgeom
            """
        );

    // A bound of confidence that lets all through: another question, the same answer.
    private static string Fresh(TileAddress tile) =>
        string.Create(CultureInfo.InvariantCulture, $"{PathOf(tile)}?minConfidence={++asked * 1e-12:F12}");

    private async Task<double> Ask(string path, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync(cancellation);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
