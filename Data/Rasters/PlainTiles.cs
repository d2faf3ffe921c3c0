using System.Globalization;
using System.Runtime.InteropServices;
using Review.Domain.Scenes;
using Review.Domain.Tiles;

namespace Review.Data.Rasters;

/// <summary>What <c>gdalwarp</c> and <c>gdal_translate</c> do, by the C API.</summary>
internal sealed class PlainTiles : IPlainTiles
{
    public IPlainTileReader Open(string path) => new Reader(RasterDataset.Open(path));

    private sealed class Reader(RasterDataset source) : IPlainTileReader
    {
        private const double HalfWorldM = 20_037_508.342789244;

        public byte[] Tile(TileAddress tile, int sizePixels, double low, double high)
        {
            using var warped = Warp(tile, sizePixels);
            var path = $"/vsimem/{Guid.NewGuid():N}.png";
            using var arguments = new StringsHandle(
                "-of",
                "PNG",
                "-ot",
                "Byte",
                "-b",
                "1",
                "-scale",
                Text(low),
                Text(high),
                "1",
                "255",
                "-a_nodata",
                "0",
                "-co",
                "ZLEVEL=1"
            );
            using var options = GdalPrograms.NewTranslateOptions(arguments, 0);
            unsafe
            {
                using var written = GdalPrograms.Translate(path, warped, options, null);
                if (written.IsInvalid)
                {
                    throw new IOException($"A tile cannot be written: {Gdal.Problem()}.");
                }
            }

            try
            {
                var bytes = new byte[Length(path, out var first)];
                Marshal.Copy(first, bytes, 0, bytes.Length);
                return bytes;
            }
            finally
            {
                _ = Gdal.Unlink(path);
            }
        }

        public void Dispose() => source.Dispose();

        private static int Length(string path, out nint first)
        {
            first = Gdal.MemoryFile(path, out var length, 0);
            return (int)length;
        }

        private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

        private unsafe DatasetHandle Warp(TileAddress tile, int sizePixels)
        {
            var side = Math.ScaleB(2 * HalfWorldM, -tile.Z);
            using var arguments = new StringsHandle(
                "-of",
                "MEM",
                "-t_srs",
                "EPSG:3857",
                "-r",
                "bilinear",
                "-dstnodata",
                "0",
                "-te",
                Text((tile.X * side) - HalfWorldM),
                Text(HalfWorldM - ((tile.Y + 1) * side)),
                Text(((tile.X + 1) * side) - HalfWorldM),
                Text(HalfWorldM - (tile.Y * side)),
                "-ts",
                Text(sizePixels),
                Text(sizePixels)
            );
            using var options = GdalPrograms.NewWarpOptions(arguments, 0);
            var added = false;
            source.Handle.DangerousAddRef(ref added);
            try
            {
                var sources = source.Handle.DangerousGetHandle();
                var warped = GdalPrograms.Warp("", 0, 1, &sources, options, null);
                return warped.IsInvalid ? throw new IOException($"A tile cannot be warped: {Gdal.Problem()}.") : warped;
            }
            finally
            {
                source.Handle.DangerousRelease();
            }
        }
    }
}
