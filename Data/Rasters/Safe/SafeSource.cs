using System.Xml.Linq;
using Review.Domain;
using Review.Domain.Scenes;

namespace Review.Data.Rasters.Safe;

/// <summary>
/// A Sentinel-1 ground range product, as σ⁰ = (DN² − noise) / A², where A is the product's own sigmaNought table and the noise its own
/// annotation. It lies where its geolocation grid says.
/// </summary>
internal sealed class SafeSource : ImageSource
{
    /// <summary>
    /// -50 dB, a hundredth of what the radar can tell from nothing: what is left when the noise is larger than the signal.
    /// </summary>
    public const float SmallestSigma0 = 1e-5f;

    private static readonly string[] Order = ["VV", "VH", "HH", "HV"];
    private readonly SafePackage package;
    private readonly Band[] bands;

    /// <param name="package">Taken over.</param>
    public SafeSource(SafePackage package, string path)
    {
        this.package = package;
        Path = path;
        try
        {
            var manifest = Annotation.Load(package, SafePackage.Manifest);
            var promised = manifest.All("transmitterReceiverPolarisation").Select(element => element.Value.Trim()).ToList();
            bands =
            [
                .. BandFiles
                    .Of(package)
                    .OrderBy(files => Array.IndexOf(Order, files.Polarisation))
                    .Select(files => new Band(package, files)),
            ];
            if (bands.Length == 0)
            {
                throw Unreadable("it has no measurement with its annotation and calibration");
            }

            (Width, Height) = (bands[0].Width, bands[0].Height);
            if (bands.Any(band => (band.Width, band.Height) != (Width, Height)))
            {
                throw Unreadable("its polarisations differ in size");
            }

            Bands = [.. bands.Select(band => band.Polarisation)];
            Missing = [.. promised.Except(Bands)];
            SceneName = package.Name;
            // Of the satellite, whose times are UTC and say no zone.
            Acquired = manifest.Find("startTime") is { } start ? Instant.TryParse(start.Value.Trim().TrimEnd('Z') + "Z") : null;
            Place = new SplineGeoreference(bands[0].Points, path);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            package.Dispose();
            throw Unreadable($"its annotation is not that of a Sentinel-1 GRD product ({wrong.Message.Shortened().TrimEnd('.')})");
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    public override string Path { get; }

    public override int Width { get; }

    public override int Height { get; }

    public override IReadOnlyList<string> Bands { get; }

    public override IReadOnlyList<string> Missing { get; }

    public override PixelUnit Unit => PixelUnit.Sigma0;

    public override Georeference Place { get; }

    public override IReadOnlyList<ImageLevel> Levels => [new(Width, Height)];

    public override string? SceneName { get; }

    public override DateTimeOffset? Acquired { get; }

    public override void Read(int band, int level, int column, int row, int width, int height, Span<float> pixels) =>
        bands[band].Read(column, row, width, height, pixels);

    public override void Dispose()
    {
        Place.Dispose();
        foreach (var band in bands)
        {
            band.Dispose();
        }

        package.Dispose();
    }

    /// <summary>The files of one polarisation; they share a stem such as <c>s1a-iw-grd-vv-20221002t205126-…-001</c>.</summary>
    private sealed record BandFiles(string Polarisation, string Measurement, string Annotation, string Calibration, string? Noise)
    {
        public static IEnumerable<BandFiles> Of(SafePackage package)
        {
            var known = package.Files.ToDictionary(file => file.ToLowerInvariant(), file => file);
            foreach (var (name, measurement) in known)
            {
                if (
                    !name.StartsWith("measurement/", StringComparison.Ordinal)
                    || System.IO.Path.GetExtension(name) is not (".tif" or ".tiff")
                )
                {
                    continue;
                }

                var stem = System.IO.Path.GetFileNameWithoutExtension(name);
                if (
                    stem.Split('-') is [_, _, _, { Length: 2 } polarisation, ..]
                    && known.TryGetValue($"annotation/{stem}.xml", out var annotation)
                    && known.TryGetValue($"annotation/calibration/calibration-{stem}.xml", out var calibration)
                )
                {
                    yield return new BandFiles(
                        polarisation.ToUpperInvariant(),
                        measurement,
                        annotation,
                        calibration,
                        known.GetValueOrDefault($"annotation/calibration/noise-{stem}.xml")
                    );
                }
            }
        }
    }

    private sealed class Band : IDisposable
    {
        private readonly SafePackage package;
        private readonly BandFiles files;
        private readonly LookupRows sigmaNought;
        private readonly Noise? noise;
        private RasterDataset? dataset;

        public Band(SafePackage package, BandFiles files)
        {
            this.package = package;
            this.files = files;
            var annotation = Annotation.Load(package, files.Annotation);
            var type = annotation.Find("productType")?.Value;
            if (type != "GRD")
            {
                throw new FormatException($"the product type is {type ?? "missing"}");
            }

            var image = annotation.Find("imageInformation") ?? throw new FormatException("there is no imageInformation");
            (Width, Height) = (image.Whole("numberOfSamples"), image.Whole("numberOfLines"));
            if (Width is < 1 or > 100_000 || Height is < 1 or > 200_000)
            {
                throw new FormatException($"it claims {Width:N0} × {Height:N0} pixels");
            }

            // Lines and samples name the middles of pixels.
            Points =
            [
                .. annotation
                    .All("geolocationGridPoint")
                    .Select(point => new ControlPoint(
                        point.Number("pixel") + 0.5,
                        point.Number("line") + 0.5,
                        point.Number("longitude"),
                        point.Number("latitude")
                    )),
            ];
            sigmaNought = new LookupRows(Vectors(Annotation.Load(package, files.Calibration)).Select(Positive), Width);
            noise = files.Noise is { } file ? Noise.Read(Annotation.Load(package, file), Width) : null;
        }

        public string Polarisation => files.Polarisation;

        public int Width { get; }

        public int Height { get; }

        public ControlPoint[] Points { get; }

        public void Read(int column, int row, int width, int height, Span<float> pixels)
        {
            var open = dataset ??= Open();
            open.Read(open.Band(0), column, row, width, height, pixels);
            Span<float> amplitudes = new float[width];
            Span<float> noises = new float[width];
            for (var y = 0; y < height; y++)
            {
                sigmaNought.Fill(row + y, column, amplitudes);
                noise?.Fill(row + y, column, noises);
                Calibrate(pixels.Slice(y * width, width), amplitudes, noises);
            }
        }

        public void Dispose() => dataset?.Dispose();

        private static void Calibrate(Span<float> numbers, ReadOnlySpan<float> amplitudes, ReadOnlySpan<float> noises)
        {
            for (var x = 0; x < numbers.Length; x++)
            {
                var number = numbers[x];
                // 0 is what lies outside of the swath.
                numbers[x] =
                    number == 0 ? float.NaN : Math.Max(((number * number) - noises[x]) / (amplitudes[x] * amplitudes[x]), SmallestSigma0);
            }
        }

        private static IEnumerable<(int Line, float[] Samples, float[] Values)> Vectors(XElement calibration) =>
            calibration
                .All("calibrationVector")
                .Select(vector => (vector.Whole("line"), vector.Numbers("pixel"), vector.Numbers("sigmaNought")));

        // Divided by.
        private static (int Line, float[] Samples, float[] Values) Positive((int Line, float[] Samples, float[] Values) vector) =>
            vector.Values.All(value => value > 0 && float.IsFinite(value))
                ? vector
                : throw new FormatException($"a sigmaNought of line {vector.Line} is not above 0");

        private RasterDataset Open()
        {
            var opened = RasterDataset.Open(package.ImagePath(files.Measurement));
            if ((opened.Width, opened.Height, opened.BandCount) == (Width, Height, 1))
            {
                return opened;
            }

            opened.Dispose();
            throw Annotation.Unusable(package, files.Measurement, $"its size differs from the annotation's {Width:N0} × {Height:N0}");
        }
    }
}
