using Review.Data.Rasters;
using Review.Domain;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Rasters;

/// <summary>What tests of the meaning of pixels share.</summary>
public abstract class PixelMeanings : IAsyncLifetime
{
    private protected const int Byte = 1;
    private protected const int UInt16 = 2;
    private protected const int Int16 = 3;
    private protected const int Float32 = 6;
    private protected const int Float64 = 7;
    private protected static readonly GeoBox Somewhere = new(10, 49.9, 10.2, 50);
    private protected readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    private protected string Half(string way, int side)
    {
        float Seen(int x, int y) => x < side / 2 ? 7 : 100;
        float Shown(int x, int y) => x < side / 2 ? 0 : 255;
        string Plain(int type, params Func<int, int, float>[] bands) => images.Bands("plain.tif", side, side, type, bands);
        int[] factors = side > 1000 ? [2, 4] : [2];
        return way switch
        {
            "mask" => images.Translated("mask.tif", Plain(Byte, Seen, Shown), "-b", "1", "-mask", "2"),
            "mask of 16 bits" => images.Translated("mask.tif", Plain(UInt16, Seen, Shown), "-b", "1", "-mask", "2"),
            "mask with overviews" => images.WithOverviews(
                images.Translated("mask.tif", Plain(Byte, Seen, Shown), "-b", "1", "-mask", "2", "-co", "TILED=YES"),
                factors
            ),
            "mask of NaN" => images.Translated(
                "mask.tif",
                Plain(Float32, (x, _) => x < side / 2 ? float.NaN : 100, Shown),
                "-b",
                "1",
                "-mask",
                "2",
                "-a_nodata",
                "100.5"
            ),
            "mask file" => Beside(Plain(Byte, Seen), "plain.tif.msk", Shown),
            "mask file of bands" => Beside(Plain(Byte, Seen, (_, _) => 5), "plain.tif.msk", Shown, (_, _) => 255),
            "alpha" => images.Bands("alpha.tif", side, side, Byte, [Seen, Shown], "ALPHA=YES"),
            "alpha with overviews" => images.WithOverviews(
                images.Bands("alpha.tif", side, side, Byte, [Seen, Shown], "ALPHA=YES", "TILED=YES"),
                factors
            ),
            "two alphas" => images.Translated(
                "alphas.tif",
                Plain(UInt16, Seen, (_, _) => 1, Shown),
                "-colorinterp_2",
                "alpha",
                "-colorinterp_3",
                "alpha"
            ),
            "PNG alpha" => images.Translated(
                "alpha.png",
                images.Bands("alpha.tif", side, side, Byte, [Seen, Shown], "ALPHA=YES"),
                "-of",
                "PNG"
            ),
            "PNG number" => images.Translated("number.png", Plain(Byte, Seen), "-of", "PNG", "-a_nodata", "7"),
            "PNG colours alpha" => images.Translated(
                "alpha.png",
                Plain(Byte, (x, _) => x < side / 2 ? 3 : 100, Seen, Seen, Shown),
                "-of",
                "PNG",
                "-colorinterp_4",
                "alpha"
            ),
            "colours alpha" => images.Translated(
                "alpha.tif",
                Plain(Byte, (x, _) => x < side / 2 ? 3 : 100, Seen, Seen, Shown),
                "-colorinterp_4",
                "alpha"
            ),
            "number" => images.Translated("number.tif", Plain(UInt16, Seen), "-a_nodata", "7"),
            "number of another type" => WithNoData(
                images.Translated("number.tif", Plain(Byte, Seen, Shown), "-b", "1", "-mask", "2"),
                -9999
            ),
            "number and alpha" => images.Translated(
                "number.tif",
                images.Bands("alpha.tif", side, side, Byte, [Seen, (x, _) => x < side / 4 ? 0 : 255], "ALPHA=YES"),
                "-a_nodata",
                "7"
            ),
            "NaN" => images.Translated("nan.tif", Plain(Float32, (x, _) => x < side / 2 ? float.NaN : 100), "-a_nodata", "nan"),
            "number of doubles" => images.Translated(
                "number.tif",
                Plain(Float64, (x, _) => x < side / 2 ? -3.4028235e38f : 100),
                "-a_nodata",
                "-3.4028234663852886e+38"
            ),
            "infinite number" => images.Translated(
                "number.tif",
                Plain(Float32, (x, _) => x < side / 2 ? float.NegativeInfinity : 100),
                "-a_nodata",
                "-inf"
            ),
            "colours number" => images.Translated("number.tif", Plain(Byte, Seen, Seen, Seen), "-a_nodata", "7"),
            "numbers of all bands" => images.Translated(
                "numbers.tif",
                Plain(UInt16, Seen, (x, _) => x < side / 2 ? 8 : 100),
                "-mo",
                "NODATA_VALUES=7 8"
            ),
            "signed bytes" => images.Translated(
                "signed.tif",
                Plain(Byte, (x, _) => x < side / 2 ? 254 : 100),
                "-co",
                "PIXELTYPE=SIGNEDBYTE",
                "-a_nodata",
                "-2"
            ),
            _ => throw new ArgumentException(way),
        };
    }

    private protected string Beside(string path, string mask, params Func<int, int, float>[] shown)
    {
        using var size = RasterDataset.Open(path);
        images.Bands(mask, size.Width, size.Height, Byte, shown);
        return path;
    }

    private protected static string WithNoData(string path, double number)
    {
        Change(path, file => Gdal.SetNoData(Gdal.Band(file, 1), number).ShouldBe(Gdal.ErrorFree));
        return path;
    }

    private protected static void Change(string path, Action<DatasetHandle> change)
    {
        const uint update = 1;
        using var drivers = new StringsHandle("GTiff");
        using var none = new StringsHandle();
        using var opened = Gdal.OpenEx(path, Gdal.OpenRaster | update, drivers, none, none);
        change(opened);
    }

    private protected string Refusal(string path, GeoBox? bounds = null) =>
        Should.Throw<RuleBrokenException>(() => images.Files().Open(path, bounds).Dispose()).Message;
}
