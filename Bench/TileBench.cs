using System.Diagnostics;
using System.Globalization;
using Review.Domain.Scenes;
using Review.Domain.Tiles;

namespace Review.Bench;

/// <summary>
/// Raster tiles over HTTP, beside GDAL's own warp through its C API, and beside MapServer: the same file, the same windows, one run.
/// </summary>
internal sealed class TileBench(
    IPlainTiles plain,
    HttpClient http,
    string key,
    string file,
    long scene,
    GeoBox bounds,
    TextWriter output,
    Verdict verdict
)
{
    private const int Seed = 20_260_131;
    private const int Pixels = 256;
    private const int ShallowestZoom = 8;
    private const int DeepestZoom = 14;

    // What is black and white: the speckle of the simulated sea, as it is stored.
    private const double Low = 0;
    private const double High = 400;

    public async Task Run(int tiles, int seconds, CancellationToken cancellation)
    {
        var places = Places(new Random(Seed), 2 * tiles);
        await Draw(places[..tiles], "warm=1", cancellation);
        DrawPlain(places[..tiles]);
        var measured = places[tiles..];
        var (gdalCpu, _) = await Measure(() => Task.FromResult(DrawPlain(measured)));
        var (firstCpu, first) = await Measure(() => Draw(measured, "", cancellation));
        var (_, again) = await Measure(() => Draw(measured, "", cancellation));
        output.WriteLine($"| {measured.Count} tiles of {Pixels} px, random places, z{ShallowestZoom}–z{DeepestZoom} | seen | asked |");
        output.WriteLine("|---|---:|---:|");
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| GDAL warp and PNG, file kept open: CPU of a tile | {gdalCpu / measured.Count:0.00} ms | |"
            )
        );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| over HTTP, first view: CPU of a tile, client and server | {firstCpu / measured.Count:0.00} ms | |"
            )
        );
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| first view beside GDAL | {firstCpu / gdalCpu:0.00} | at most 1.30 |")
        );
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| median first view, repeated view | {first:0.00}, {again:0.00} ms | |")
        );
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| first view beside a repeated one | {first / again:0.0} | at least 3.0 |")
        );
        verdict.AtMost("first view beside GDAL", firstCpu / gdalCpu, 1.3);
        verdict.AtLeast("first view beside a repeated one", first / again, 3);
        await BesideMapServer(places, seconds, cancellation);
    }

    private async Task BesideMapServer(List<TileAddress> places, int seconds, CancellationToken cancellation)
    {
        if (!MapServer.IsInstalled)
        {
            output.WriteLine("\nWithout MapServer: apt-get install cgi-mapserver lighttpd wrk");
            return;
        }

        await using var peer = await MapServer.OfPicture(file, Low, High, cancellation);
        var otherBytes = await Bytes(peer.Address, places.Select(tile => MapServer.PathOf(tile.Z, tile.X, tile.Y)), cancellation);
        var ownBytes = await Bytes(http.BaseAddress!, places.Select(tile => PathOf(tile, "")), cancellation);
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| bytes of a tile, MapServer and own | {otherBytes:0}, {ownBytes:0} | |")
        );
        // Each request stretches a little differently, so that none of them is answered from what was drawn before.
        var own = await Rate(
            http.BaseAddress!,
            [
                .. Enumerable
                    .Range(0, 40_000)
                    .Select(n =>
                        PathOf(places[n % places.Count], string.Create(CultureInfo.InvariantCulture, $"&stretch={Low},{High + (n * 1e-6)}"))
                    ),
            ],
            seconds,
            cancellation
        );
        var other = await Rate(peer.Address, [.. places.Select(tile => MapServer.PathOf(tile.Z, tile.X, tile.Y))], seconds, cancellation);
        var kept = await Rate(http.BaseAddress!, [.. places.Select(tile => PathOf(tile, ""))], seconds, cancellation);
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| requests/s of MapServer, two processes, wrk with 4 connections | {other:0} | |")
        );
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| requests/s, every tile drawn anew | {own:0} | |"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| beside MapServer | {own / other:0.00} | at least 1.50 |"));
        verdict.AtLeast("beside MapServer", own / other, 1.5);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| requests/s, tiles asked for again | {kept:0} | |"));
    }

    private async Task<double> Rate(Uri address, IReadOnlyList<string> paths, int seconds, CancellationToken cancellation) =>
        (await Wrk.Run(new WrkLoad(address, paths, key, Connections: 4, seconds), cancellation)).Sound().PerSecond;

    // Who answers with nothing is quick.
    private async Task<double> Bytes(Uri address, IEnumerable<string> paths, CancellationToken cancellation)
    {
        var sizes = new List<double>();
        foreach (var path in paths.Take(40))
        {
            sizes.Add((await http.GetByteArrayAsync(new Uri(address, path), cancellation)).Length);
        }

        return sizes.Average();
    }

    private static string PathOf(long scene, TileAddress tile, string more) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/tiles/scenes/{scene}/{tile.Z}/{tile.X}/{tile.Y}.png?db=false&size={Pixels}{(more.Contains("stretch", StringComparison.Ordinal) ? "" : $"&stretch={Low},{High}")}{more}"
        );

    private string PathOf(TileAddress tile, string more) => PathOf(scene, tile, more);

    // CPU of this process in ms, and the median of what the work says it took.
    private static async Task<(double CpuMs, double MedianMs)> Measure(Func<Task<List<double>>> work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var times = await work();
        process.Refresh();
        return ((process.TotalProcessorTime - before).TotalMilliseconds, times.Order().ElementAt(times.Count / 2));
    }

    private async Task<List<double>> Draw(IReadOnlyList<TileAddress> tiles, string more, CancellationToken cancellation)
    {
        var times = new List<double>();
        foreach (var tile in tiles)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(
                new Uri(PathOf(tile, more.Length > 0 ? $"&{more}" : ""), UriKind.Relative),
                cancellation
            );
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(cancellation);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times;
    }

    private List<double> DrawPlain(IReadOnlyList<TileAddress> tiles)
    {
        using var reader = plain.Open(file);
        return
        [
            .. tiles.Select(tile =>
            {
                var started = Stopwatch.GetTimestamp();
                reader.Tile(tile, Pixels, Low, High);
                return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }),
        ];
    }

    // Distinct ones, so that a first view is one; as many of each zoom as it has.
    private List<TileAddress> Places(Random random, int count)
    {
        var places = new HashSet<TileAddress>();
        for (var attempt = 0; places.Count < count && attempt < 100 * count; attempt++)
        {
            var z = random.Next(ShallowestZoom, DeepestZoom + 1);
            var (longitude, latitude) = (
                bounds.West + (random.NextDouble() * bounds.Width),
                bounds.South + (random.NextDouble() * bounds.Height)
            );
            places.Add(
                new TileAddress(
                    z,
                    (int)((longitude + 180) / 360 * (1 << z)),
                    (int)((1 - (Math.Asinh(Math.Tan(double.DegreesToRadians(latitude))) / Math.PI)) / 2 * (1 << z))
                )
            );
        }

        var shuffled = places.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled];
    }
}

/// <summary>The file that the bench shows when it is given none: one band of 16-bit amplitudes with speckle and swell.</summary>
internal static class BenchScene
{
    private const int Side = 12_000;
    private const int Rows = 512;

    /// <summary>About 10 m a pixel.</summary>
    public static readonly GeoBox Bounds = new(3, 52, 4.2, 53.2);

    public static void Write(IRasterFiles files, string path)
    {
        using var writer = files.Create(path, new RasterLayout(Bounds, Side, Side, ["VV"], RasterType.Unsigned16, 0, PixelUnit.Amplitude));
        var random = new Random(1);
        // The amplitude of four looks is the root of a sum of exponentials; a thousand of them are enough to draw from.
        var speckle = Enumerable
            .Range(0, 1 << 16)
            .Select(_ =>
                (float)
                    Math.Sqrt(
                        -Math.Log(
                            (1 - random.NextDouble()) * (1 - random.NextDouble()) * (1 - random.NextDouble()) * (1 - random.NextDouble())
                        ) / 4
                    )
            )
            .ToArray();
        var rows = new float[Rows * Side];
        for (var top = 0; top < Side; top += Rows)
        {
            var height = Math.Min(Rows, Side - top);
            for (var index = 0; index < height * Side; index++)
            {
                var (x, y) = (index % Side, top + (index / Side));
                rows[index] = MathF.Max(1, (150 + (40 * MathF.Sin(x / 900f) * MathF.Cos(y / 700f))) * speckle[random.Next(speckle.Length)]);
            }

            writer.Write(0, 0, top, Side, height, rows);
        }

        writer.Complete();
    }
}
