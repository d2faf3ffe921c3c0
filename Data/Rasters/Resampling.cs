using System.Buffers;
using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>
/// Brings an image into another grid: from the overview that fits, by exact coordinates at the nodes of a net and linear ones between,
/// bilinear between pixels. The net is made finer until its error is below a fifth of a pixel.
/// </summary>
internal static class Resampling
{
    /// <param name="bounds">Of the image; longitudes may go on above 180.</param>
    /// <param name="exact">Every pixel of the image that lies under one of the grid counts in it, as for measuring; otherwise the nearest
    /// overview is good enough, as for looking.</param>
    /// <param name="pixels">Row-major; NaN where there is no data.</param>
    public static void Fill(
        ImageSource source,
        int band,
        GeoBox bounds,
        TargetGrid grid,
        bool exact,
        Span<float> pixels,
        CancellationToken cancellation = default
    )
    {
        pixels = pixels[..(grid.Width * grid.Height)];
        pixels.Fill(float.NaN);
        // The same image may lie a turn to the west or to the east of where its numbers say.
        for (var turn = -1; turn <= 1; turn++)
        {
            var window = grid.Window(bounds with { West = bounds.West + (360 * turn), East = bounds.East + (360 * turn) });
            if (window.Left < window.Right && window.Top < window.Bottom)
            {
                FillWindow(source, band, grid, window, exact, pixels, cancellation);
            }
        }
    }

    private static void FillWindow(
        ImageSource source,
        int band,
        TargetGrid grid,
        (int Left, int Top, int Right, int Bottom) window,
        bool exact,
        Span<float> pixels,
        CancellationToken cancellation
    )
    {
        var net = WarpNet.Cast(source.Place, grid, window);
        if (net.Range(source.Width, source.Height) is not { } range)
        {
            return;
        }

        var view = OverviewChoice.Choose(source, net.PixelsPerPixel, exact);
        var piece = view.Read(source, band, range, cancellation);
        try
        {
            new BilinearSampler(net, piece, view.Samples).Fill(grid.Width, pixels);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(piece.Pixels);
        }
    }
}
