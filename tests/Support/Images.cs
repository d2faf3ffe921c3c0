using System.Buffers.Binary;
using System.Globalization;
using Review.Data.Rasters;

namespace Review.Tests.Support;

/// <summary>Image files as other programs write them, good and bad, in a folder that is removed in the end.</summary>
public sealed class Images : IAsyncDisposable
{
    public string Folder { get; } = TemporaryFolder.Create();

    public ValueTask DisposeAsync() => new(TemporaryFolder.Remove(Folder));

    public string PathOf(string name) => Path.Combine(Folder, name);

    internal RasterFiles Files() => new(RasterFolders.Under(Folder));

    /// <summary>A GeoTIFF of one band of floats.</summary>
    /// <param name="six">Its geotransform; absent for none.</param>
    /// <param name="epsg">Its system; 0 for none.</param>
    public string Tiff(
        string name,
        int width,
        int height,
        Func<int, int, float> value,
        double[]? six = null,
        int epsg = 4326,
        double? noData = null,
        params string[] options
    )
    {
        var path = PathOf(name);
        using var file = RasterDataset.Create(path, width, height, 1, PixelType.Float32, options);
        if (six is not null)
        {
            _ = Gdal.SetGeoTransform(file.Handle, ref six[0]);
        }

        if (epsg != 0)
        {
            using var system = Gdal.NewSystem(null);
            _ = Gdal.ImportEpsg(system, epsg);
            _ = Gdal.SetProjection(file.Handle, Georeference.WktOf(system));
        }

        if (noData is { } nothing)
        {
            _ = Gdal.SetNoData(file.Band(0), nothing);
        }

        var pixels = new float[width * height];
        for (var index = 0; index < pixels.Length; index++)
        {
            pixels[index] = value(index % width, index / width);
        }

        file.Write(file.Band(0), 0, 0, width, height, pixels);
        return path;
    }

    /// <summary>A GeoTIFF in degrees of several bands.</summary>
    /// <param name="bands">The value of a pixel in each band.</param>
    public string Bands(string name, int width, int height, int type, Func<int, int, float>[] bands, params string[] options)
    {
        var path = PathOf(name);
        double[] six = [10, 0.001, 0, 50, 0, -0.001];
        using var file = RasterDataset.Create(path, width, height, bands.Length, (PixelType)type, options);
        _ = Gdal.SetGeoTransform(file.Handle, ref six[0]);
        using var degrees = Georeference.Degrees();
        _ = Gdal.SetProjection(file.Handle, Georeference.WktOf(degrees));
        for (var band = 0; band < bands.Length; band++)
        {
            file.Write(
                file.Band(band),
                0,
                0,
                width,
                height,
                [.. Enumerable.Range(0, width * height).Select(index => bands[band](index % width, index / width))]
            );
        }

        return path;
    }

    /// <summary>What <c>gdal_translate</c> makes of a file with these arguments; masks are written into the file itself.</summary>
    public unsafe string Translated(string name, string source, params string[] arguments)
    {
        Gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES");
        using var opened = RasterDataset.Open(source);
        using var list = new StringsHandle(arguments);
        using var options = GdalPrograms.NewTranslateOptions(list, 0);
        using var written = GdalPrograms.Translate(PathOf(name), opened.Handle, options, null);
        return written.IsInvalid ? throw new IOException(Gdal.Problem()) : PathOf(name);
    }

    /// <summary>Adds overviews to a file, as <c>gdaladdo</c> does.</summary>
    public unsafe string WithOverviews(string path, params int[] factors)
    {
        using var drivers = new StringsHandle("GTiff");
        using var none = new StringsHandle();
        const uint update = 1;
        using var opened = Gdal.OpenEx(path, Gdal.OpenRaster | update, drivers, none, none);
        fixed (int* first = factors)
        {
            _ = Gdal.BuildOverviews(opened, "AVERAGE", factors.Length, first, 0, null, 0, 0);
        }

        return path;
    }

    /// <summary>A GeoTIFF that lies where its ground control points say.</summary>
    public string Pointed(string name, int width, int height, params (double Column, double Row, double X, double Y)[] points) =>
        Pointed(name, width, height, 4326, points);

    public string Pointed(string name, int width, int height, int epsg, params (double Column, double Row, double X, double Y)[] points) =>
        Translated(
            name,
            Tiff($"plain-{name}", width, height, (x, y) => x + (1000 * y), null, epsg: 0),
            [
                "-a_srs",
                $"EPSG:{epsg}",
                .. points.SelectMany(point =>
                    (string[])
                        [
                            "-gcp",
                            .. ((double[])[point.Column, point.Row, point.X, point.Y]).Select(number =>
                                number.ToString("R", CultureInfo.InvariantCulture)
                            ),
                        ]
                ),
            ]
        );

    /// <summary>The first bytes of a PNG that says it is this large, and nothing more.</summary>
    public string PngHeader(string name, int width, int height)
    {
        var bytes = GreyPng.Encode([1], 1, 1);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc32(bytes.AsSpan(12, 17)));
        return Bytes(name, bytes);
    }

    public string Bytes(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    /// <summary>The front half of a file.</summary>
    public string Half(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return Bytes($"half-{Path.GetFileName(path)}", bytes[..(bytes.Length / 2)]);
    }

    /// <summary>
    /// A Sentinel-1 GRD product in small: 40 × 30 pixels, A = 10 + sample + line/2 by bilinear tables, and noise = (100 + sample) × azimuth
    /// factor.
    /// </summary>
    /// <param name="noise"><c>new</c> for vectors along range and azimuth, <c>old</c> for those of the first years, null for none.</param>
    /// <param name="west">Longitude of the upper left corner; a pixel is 0.001° wide and high.</param>
    public string Safe(
        string product = "S1A_IW_GRDH_1SDV_20221002T205126_20221002T205156_045268_056950_0664",
        string[]? polarisations = null,
        string? noise = "new",
        float number = 50,
        double west = 10,
        string type = "GRD"
    )
    {
        var root = PathOf($"{product}.SAFE");
        foreach (var folder in (string[])["annotation/calibration", "measurement"])
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        File.WriteAllText(
            Path.Combine(root, "manifest.safe"),
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <xfdu:XFDU xmlns:xfdu="urn:ccsds:schema:xfdu:1" xmlns:safe="http://www.esa.int/safe/sentinel-1.0" xmlns:s1sarl1="http://www.esa.int/safe/sentinel-1.0/sentinel-1/sar/level-1">
              <safe:startTime>2022-10-02T20:51:26.995649</safe:startTime>
              <s1sarl1:transmitterReceiverPolarisation>VV</s1sarl1:transmitterReceiverPolarisation>
              <s1sarl1:transmitterReceiverPolarisation>VH</s1sarl1:transmitterReceiverPolarisation>
            </xfdu:XFDU>
            """
        );
        foreach (var polarisation in polarisations ?? ["VV", "VH"])
        {
            var stem =
                $"s1a-iw-grd-{polarisation.ToLowerInvariant()}-20221002t205126-20221002t205156-045268-056950-00{(polarisation == "VV" ? 1 : 2)}";
            File.WriteAllText(
                Path.Combine(root, "annotation", $"{stem}.xml"),
                $"<product><adsHeader><productType>{type}</productType></adsHeader>{ImageInformation(west)}</product>"
            );
            File.WriteAllText(Path.Combine(root, "annotation/calibration", $"calibration-{stem}.xml"), Calibration());
            if (noise is not null)
            {
                File.WriteAllText(Path.Combine(root, "annotation/calibration", $"noise-{stem}.xml"), Noise(noise));
            }

            var image = Tiff($"{stem}.tiff", 40, 30, (x, y) => x == 0 ? 0 : number, epsg: 0);
            File.Move(image, Path.Combine(root, "measurement", $"{stem}.tiff"), overwrite: true);
        }

        return root;
    }

    private static string ImageInformation(double west)
    {
        var points =
            from line in (int[])[0, 15, 29]
            from pixel in (int[])[0, 20, 39]
            let longitude = west + ((pixel + 0.5) * 0.001)
            select string.Create(
                CultureInfo.InvariantCulture,
                $"<geolocationGridPoint><line>{line}</line><pixel>{pixel}</pixel><latitude>{20 - ((line + 0.5) * 0.001)}</latitude><longitude>{(longitude >= 180 ? longitude - 360 : longitude)}</longitude></geolocationGridPoint>"
            );
        return $"<imageInformation><numberOfSamples>40</numberOfSamples><numberOfLines>30</numberOfLines></imageInformation>{string.Concat(points)}";
    }

    private static string Calibration() =>
        "<calibration><calibrationVector><line>0</line><pixel>0 20 39</pixel><sigmaNought>10 30 49</sigmaNought></calibrationVector>"
        + "<calibrationVector><line>20</line><pixel>0 20 39</pixel><sigmaNought>20 40 59</sigmaNought></calibrationVector></calibration>";

    private static string Noise(string form) =>
        form == "old"
            ? "<noise><noiseVector><line>0</line><pixel>0 39</pixel><noiseLut>100 139</noiseLut></noiseVector></noise>"
            : "<noise><noiseRangeVector><line>0</line><pixel>0 39</pixel><noiseRangeLut>100 139</noiseRangeLut></noiseRangeVector>"
                + "<noiseAzimuthVector><firstAzimuthLine>0</firstAzimuthLine><firstRangeSample>0</firstRangeSample><lastAzimuthLine>29</lastAzimuthLine><lastRangeSample>19</lastRangeSample><line>0 20</line><noiseAzimuthLut>1 3</noiseAzimuthLut></noiseAzimuthVector></noise>";

    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var one in data)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
