using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Review.App.Cli;

namespace Review.Bench;

/// <summary>MapServer with two processes behind lighttpd, both from Debian: the peer of the benches of tiles.</summary>
internal sealed class MapServer : IAsyncDisposable
{
    private const string Program = "/usr/lib/cgi-bin/mapserv";
    private const string FrontEnd = "/usr/sbin/lighttpd";
    private readonly string folder;
    private readonly Process process;

    private MapServer(string folder, Process process, Uri address)
    {
        this.folder = folder;
        this.process = process;
        Address = address;
    }

    public static bool IsInstalled => File.Exists(Program) && File.Exists(FrontEnd) && File.Exists("/usr/bin/wrk");

    public Uri Address { get; }

    /// <summary>Pictures of one file.</summary>
    /// <param name="low">What is black.</param>
    /// <param name="high">What is white.</param>
    public static Task<MapServer> OfPicture(string file, double low, double high, CancellationToken cancellation) =>
        Start(PictureMap(file, low, high), "image/png", cancellation);

    /// <summary>Vector tiles of the active slicks of a database.</summary>
    /// <param name="database">A libpq URI.</param>
    public static Task<MapServer> OfSlicks(string database, CancellationToken cancellation) =>
        Start(SlicksMap(database), "application/vnd.mapbox-vector-tile", cancellation);

    private static async Task<MapServer> Start(string map, string answers, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("slick-review-bench-").FullName;
        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "scene.map"), map, cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "mapserver.conf"),
            $"CONFIG\n  ENV\n    MS_MAPFILE \"{folder}/scene.map\"\n    MS_MAP_PATTERN \".\"\n  END\nEND\n",
            cancellation
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "lighttpd.conf"),
            $$"""
            server.modules = ("mod_fastcgi", "mod_setenv")
            server.bind = "127.0.0.1"
            server.port = {{port}}
            server.document-root = "{{folder}}"
            server.max-keep-alive-requests = 1000000
            server.errorlog = "{{folder}}/error.log"
            fastcgi.server = ("/mapserv" => (("bin-path" => "{{Program}}", "socket" => "{{folder}}/mapserv.socket", "max-procs" => 2, "check-local" => "disable",
              "bin-environment" => ("MAPSERVER_CONFIG_FILE" => "{{folder}}/mapserver.conf"))))
            """,
            cancellation
        );
        var process = Process.Start(
            new ProcessStartInfo(FrontEnd, ["-D", "-f", Path.Combine(folder, "lighttpd.conf")]) { RedirectStandardError = true }
        )!;
        var server = new MapServer(folder, process, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await server.WaitUntilItAnswers(answers, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public static string PathOf(int z, int x, int y) =>
        string.Create(CultureInfo.InvariantCulture, $"/mapserv?mode=tile&tilemode=gmap&layers=scene&tile={x}+{y}+{z}");

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string PictureMap(string file, double low, double high) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            MAP
              NAME "bench"
              SIZE 256 256
              EXTENT -20037508 -20037508 20037508 20037508
              PROJECTION "init=epsg:3857" END
              IMAGETYPE "grey"
              OUTPUTFORMAT
                NAME "grey"
                DRIVER "AGG/PNG"
                MIMETYPE "image/png"
                IMAGEMODE RGBA
                TRANSPARENT ON
                FORMATOPTION "COMPRESSION=1"
              END
              WEB METADATA "tile_map_edge_buffer" "0" END END
              LAYER
                NAME "scene"
                TYPE RASTER
                STATUS ON
                DATA "{file}"
                PROJECTION AUTO END
                PROCESSING "BANDS=1"
                PROCESSING "SCALE={low},{high}"
                PROCESSING "RESAMPLE=BILINEAR"
                PROCESSING "CLOSE_CONNECTION=DEFER"
                OFFSITE 0 0 0
              END
            END
            """
        );

    private static string SlicksMap(string database) =>
        $"""
            MAP
              NAME "bench"
              SIZE 256 256
              EXTENT -20037508 -20037508 20037508 20037508
              PROJECTION "init=epsg:3857" END
              IMAGETYPE "mvt"
              OUTPUTFORMAT
                NAME "mvt"
                DRIVER "MVT"
                MIMETYPE "application/vnd.mapbox-vector-tile"
                FORMATOPTION "EXTENT=4096"
                FORMATOPTION "EDGE_BUFFER=10"
              END
              LAYER
                NAME "scene"
                TYPE POLYGON
                STATUS ON
                CONNECTIONTYPE POSTGIS
                CONNECTION "{database}"
                DATA "geometry from (select id, slick_class, state, machine_confidence, geometry from slick where active) s using unique id using srid=4326"
                PROJECTION "init=epsg:4326" END
                METADATA "gml_include_items" "all" END
                PROCESSING "CLOSE_CONNECTION=DEFER"
              END
            END
            """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilItAnswers(string type, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(PathOf(16, 0, 0), UriKind.Relative), cancellation);
                if (answer.Content.Headers.ContentType?.MediaType == type)
                {
                    return;
                }

                throw new CommandException(
                    $"MapServer does not draw: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellation)}"
                );
            }
            catch (HttpRequestException) when (attempt < 100 && !process.HasExited)
            {
                await Task.Delay(50, cancellation);
            }
        }
    }
}
