namespace Review.Data.Rasters;

/// <summary>Which bands of a file are a scene's.</summary>
/// <param name="Pixels">Indices of the bands that hold backscatter.</param>
/// <param name="Transparency">Of those that say where there is something to be seen.</param>
/// <param name="OtherColours">Of those that must be equal to the first: a grey picture in three colours.</param>
internal sealed record FileBands(
    IReadOnlyList<int> Pixels,
    IReadOnlyList<int> Transparency,
    IReadOnlyList<int> OtherColours,
    IReadOnlyList<string> Names
)
{
    private const int MostNameLength = 40;
    private static readonly string[] Polarisations = ["VV", "VH", "HH", "HV"];

    /// <exception cref="Domain.RuleBrokenException">It is a picture of another kind.</exception>
    public static FileBands Of(RasterDataset dataset)
    {
        var colours = Enumerable.Range(0, dataset.BandCount).Select(index => Gdal.BandColour(dataset.Band(index))).ToList();
        if (colours.Contains(BandColour.Palette))
        {
            throw RasterDataset.Unreadable(dataset.Path, "it is a picture with a palette, and a scene is in shades of grey");
        }

        if (dataset.Structure("MINISWHITE") == "YES")
        {
            throw RasterDataset.Unreadable(
                dataset.Path,
                "its smallest number is white, and in a scene it is what echoes least; turn the numbers round first"
            );
        }

        List<int> transparency = [.. Where(colours, colour => colour == BandColour.Alpha)];
        List<int> rest = [.. Where(colours, colour => colour != BandColour.Alpha)];
        if (rest.Count == 0)
        {
            throw RasterDataset.Unreadable(dataset.Path, "it holds nothing but transparency");
        }

        // Three bands of bytes are called red, green and blue by many programs; bands that have names of their own are none.
        var names = Given(dataset, rest);
        var isPicture = names is null && colours.Count(IsColour) >= 2;
        return isPicture
            ? new FileBands(rest[..1], transparency, rest[1..], Called(dataset, rest[..1]))
            : new FileBands(rest, transparency, [], names ?? Called(dataset, rest));
    }

    private static IEnumerable<int> Where(List<BandColour> colours, Func<BandColour, bool> isOne) =>
        Enumerable.Range(0, colours.Count).Where(index => isOne(colours[index]));

    // Of red, green and blue; hue, saturation and lightness; cyan, magenta and yellow; luminance and chrominance.
    private static bool IsColour(BandColour colour) =>
        colour
            is (>= BandColour.Red and <= BandColour.Blue)
                or (>= BandColour.Hue and <= BandColour.Yellow)
                or (>= BandColour.Luminance and <= BandColour.ChrominanceRed);

    private static List<string>? Given(RasterDataset dataset, List<int> bands)
    {
        var given = bands.Select(index => Gdal.Text(Gdal.Description(dataset.Band(index)))?.Trim() ?? "").ToList();
        return
            given.All(name => name.Length is > 0 and <= MostNameLength)
            && given.Distinct(StringComparer.OrdinalIgnoreCase).Count() == given.Count
            ? given
            : null;
    }

    // As the files of a product are called: s1a-iw-grd-vv-….tiff.
    private static List<string> Called(RasterDataset dataset, List<int> bands)
    {
        var words = Path.GetFileNameWithoutExtension(dataset.Path).ToUpperInvariant().Split('-', '_', '.');
        return Given(dataset, bands)
            ?? (
                bands.Count == 1 && words.FirstOrDefault(Polarisations.Contains) is { } word
                    ? [word]
                    : [.. bands.Select((_, place) => $"B{place + 1}")]
            );
    }
}
